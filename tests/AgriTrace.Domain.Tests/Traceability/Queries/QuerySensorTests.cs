namespace AgriTrace.Domain.Tests.Traceability.Queries;

public class QuerySensorTests
{
    [Theory]
    [InlineData("EQ_type", "Temperature", "Speed")]
    [InlineData("EQ_type", "gs1:Temperature", "my:Temperature")]
    [InlineData("EQ_deviceID", "https://id.gs1.org/8004/4000001111", "https://id.gs1.org/8004/4000001112")]
    [InlineData("EQ_deviceID", "https://example.com/dev/2", "https://example.com/dev/3")]
    [InlineData("EQ_dataProcessingMethod", "https://id.gs1.org/253/4012345000054987", "urn:a:b")]
    [InlineData("EQ_bizRules", "https://example.com/rules/1", "https://example.com/rules/2")]
    [InlineData("EQ_microorganism", "https://www.ncbi.nlm.nih.gov/taxonomy/1126011", "https://www.ncbi.nlm.nih.gov/taxonomy/1")]
    [InlineData("EQ_chemicalSubstance", "https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N", "https://identifiers.org/inchikey:A")]
    [InlineData("EQ_stringValue", "khô|a\u0302\u0309m", "am")]
    [InlineData("EQ_booleanValue", "true", "false")]
    [InlineData("EQ_hexBinaryValue", "f0F0", "f0f1")]
    [InlineData("EQ_uriValue", "urn:epc:id:giai:4000001.111", "urn:epc:id:giai:4000001.112")]
    [InlineData("GE_time", "2026-07-22T01:30:00Z", "2026-07-22T01:30:01Z")]
    [InlineData("LT_time", "2026-07-22T01:00:01Z", "2026-07-22T01:00:00Z")]
    [InlineData("GE_startTime", "2026-07-22T00:00:00Z", "2026-07-22T00:00:01Z")]
    [InlineData("LT_startTime", "2026-07-22T00:00:01Z", "2026-07-22T00:00:00Z")]
    [InlineData("GE_endTime", "2026-07-22T02:00:00Z", "2026-07-22T02:00:01Z")]
    [InlineData("LT_endTime", "2026-07-22T02:00:01Z", "2026-07-22T02:00:00Z")]
    [InlineData("EQ_value_CEL", "26", "80")]
    [InlineData("GT_value_CEL", "25", "26")]
    [InlineData("GE_value_CEL", "26", "27")]
    [InlineData("LT_value_CEL", "26.1", "26")]
    [InlineData("LE_value_CEL", "26", "25")]
    [InlineData("EQ_value_KEL", "299.15", "299")]
    [InlineData("EQ_value_FAH", "78.8", "78")]
    [InlineData("EQ_value_A93", "80", "26")]
    [InlineData("EQ_minValue_CEL", "20", "30")]
    [InlineData("LT_minValue_CEL", "21", "20")]
    [InlineData("GE_maxValue_CEL", "30", "31")]
    [InlineData("GT_meanValue_CEL", "24", "25")]
    [InlineData("LE_sDev_CEL", "0.50", "0.49")]
    [InlineData("EQ_percValue_CEL", "27", "28")]
    [InlineData("EQ_percRank", "50", "51")]
    [InlineData("GT_percRank", "49", "50")]
    [InlineData("GE_percRank", "50", "51")]
    [InlineData("LT_percRank", "51", "50")]
    [InlineData("LE_percRank", "50", "49")]
    public void What_a_sensor_reports_is_asked_for(string parameter, string hit, string miss)
    {
        Asked.ShouldTell("Sensed", parameter, hit, miss);
        Asked.Finds($"{parameter}={hit}", Asked.Packed).ShouldBeFalse();
    }

    [Theory]
    [InlineData("EQ_type=Warmth")]
    [InlineData("EQ_deviceID=two")]
    [InlineData("EQ_booleanValue=yes")]
    [InlineData("EQ_hexBinaryValue=xyz")]
    [InlineData("EQ_value_celsius=1")]
    [InlineData("EQ_value_=1")]
    [InlineData("EQ_value=1")]
    [InlineData("GE_value_CEL=warm")]
    [InlineData("GE_value_CEL=1|2")]
    [InlineData("GE_time=today")]
    [InlineData("GT_time=2026-07-22T01:30:00Z")]
    [InlineData("GE_percRank=1e40")]
    public void What_no_sensor_reports_is_refused(string query) => Asked.Refused(Asked.Read(query)).ShouldBe([query[..query.IndexOf('=', StringComparison.Ordinal)]]);
}
