namespace AgriTrace.Domain.Tests.Traceability.Queries;

public class QueryExtensionTests
{
    [Theory]
    [InlineData("Picked", "EQ_my:weight", "20.0", "21")]
    [InlineData("Picked", "EQ_my:weight", "1|20", "1|2")]
    [InlineData("Picked", "GT_my:count", "2.5", "3")]
    [InlineData("Picked", "GE_my:count", "3", "4")]
    [InlineData("Picked", "LT_my:count", "4", "3")]
    [InlineData("Picked", "LE_my:weight", "20", "19")]
    [InlineData("Picked", "EQ_my:when", "2026-07-22T13:00:00+07:00", "2026-07-22T13:00:00Z")]
    [InlineData("Picked", "GE_my:when", "2026-07-22T06:00:00Z", "2026-07-22T06:00:01Z")]
    [InlineData("Picked", "LT_my:when", "2026-07-22T06:00:01Z", "2026-07-22T06:00:00Z")]
    [InlineData("Picked", "EQ_my:note", "xoa\u0300i chín", "xoai chin")]
    [InlineData("Picked", "EQ_my:code", "007", "7")]
    [InlineData("Picked", "EQ_my:ripe", "true", "false")]
    [InlineData("Picked", "EQ_my:list", "b", "c")]
    [InlineData("Picked", "EQ_my:weight", "20", "twenty")]
    [InlineData("Picked", "GT_my:weight", "3", "2026-07-22T06:00:00Z")]
    [InlineData("Picked", "EQ_INNER_my:inner", "5", "6")]
    [InlineData("Picked", "GT_INNER_my:inner", "4", "5")]
    [InlineData("Picked", "EQ_INNER_my:deepest", "z", "y")]
    [InlineData("Picked", "EQ_ILMD_cbvmda:lotNumber", "ABC123", "ABC")]
    [InlineData("Picked", "LT_ILMD_my:best", "2026-08-01T00:00:00Z", "2026-07-31T17:00:00Z")]
    [InlineData("Picked", "GE_INNER_ILMD_my:age", "9", "10")]
    [InlineData("Picked", "EQ_ERROR_DECLARATION_my:by", "lan", "minh")]
    [InlineData("Picked", "EQ_INNER_ERROR_DECLARATION_my:code", "3", "007")]
    [InlineData("Picked", "EQ_readPoint_my:row", "7", "8")]
    [InlineData("Picked", "EQ_INNER_readPoint_my:variety", "Cát Chu", "Hòa Lộc")]
    [InlineData("Picked", "GE_bizLocation_my:size", "40", "41")]
    [InlineData("Sensed", "EQ_SENSORELEMENT_my:probe", "p1", "m")]
    [InlineData("Sensed", "LE_INNER_SENSORELEMENT_my:shelf", "2", "1")]
    [InlineData("Sensed", "EQ_SENSORMETADATA_my:meta", "m", "p1")]
    [InlineData("Sensed", "EQ_INNER_SENSORMETADATA_my:step", "s", "m")]
    [InlineData("Sensed", "GT_SENSORREPORT_my:raw", "259", "260")]
    [InlineData("Sensed", "EQ_INNER_SENSORREPORT_my:lot", "c1", "c2")]
    [InlineData("Picked", "EQ_https://agritrace.example/voc/count", "3", "4")]
    [InlineData("Picked", "EQ_{https://agritrace.example/voc/}count", "3", "4")]
    [InlineData("Picked", "EQ_https://agritrace.example/voc/#count", "3", "4")]
    [InlineData("Picked", "EQ_ILMD_urn:epcglobal:cbv:mda:lotNumber", "ABC123", "ABC")]
    [InlineData("Picked", "HASATTR_bizLocation", "my:size|my:other", "my:row")]
    [InlineData("Picked", "HASATTR_readPoint", "https://agritrace.example/voc/row", "my:size")]
    [InlineData("Picked", "HASATTR_my:outer", "my:inner", "my:deepest")]
    [InlineData("Picked", "EQ_ATTR_bizLocation_my:size", "40.0", "41")]
    [InlineData("Picked", "EQ_ATTR_my:outer_my:inner", "5", "6")]
    [InlineData("Picked", "EQ_ATTR_{https://agritrace.example/voc/}outer_my:inner", "5", "6")]
    public void A_field_of_an_extension_is_asked_for_as_what_it_is(string name, string parameter, string hit, string miss) =>
        Asked.ShouldTell(name, parameter, hit, miss);

    [Theory]
    [InlineData("EXISTS_my:weight", "EXISTS_my:absent")]
    [InlineData("EXISTS_my:outer", "EXISTS_my:inner")]
    [InlineData("EXISTS_INNER_my:deepest", "EXISTS_INNER_my:outer")]
    [InlineData("EXISTS_my:count", "EXISTS_my:none")]
    [InlineData("EXISTS_ILMD_my:tree", "EXISTS_ILMD_my:age")]
    [InlineData("EXISTS_INNER_ILMD_my:age", "EXISTS_INNER_my:age")]
    [InlineData("EXISTS_ERROR_DECLARATION_my:by", "EXISTS_my:by")]
    [InlineData("EXISTS_INNER_ERROR_DECLARATION_my:code", "EXISTS_INNER_my:code")]
    [InlineData("EXISTS_readPoint_my:row", "EXISTS_bizLocation_my:row")]
    [InlineData("EXISTS_ILMD_cbvmda:lotNumber", "EXISTS_ILMD_gs1:lotNumber")]
    public void A_field_of_an_extension_exists_where_it_stands_and_nowhere_else(string hit, string miss)
    {
        Asked.Finds($"{hit}=", Asked.Picked).ShouldBeTrue();
        Asked.Finds($"{miss}=", Asked.Picked).ShouldBeFalse();
    }

    [Fact]
    public void A_text_that_cannot_be_normalised_is_asked_without_harm()
    {
        var epcis = Asked.Event("""
            "type": "ObjectEvent", "action": "OBSERVE", "epcList": ["urn:a:b"], "agri:note": "a\ufffe"
            """);

        Asked.Finds("EQ_my:note=a", epcis).ShouldBeFalse();
        Asked.Finds("EXISTS_my:note=", epcis).ShouldBeTrue();
    }

    [Theory]
    [InlineData("EXISTS_SENSORELEMENT_my:probe", true)]
    [InlineData("EXISTS_SENSORMETADATA_my:meta", true)]
    [InlineData("EXISTS_SENSORREPORT_my:raw", true)]
    [InlineData("EXISTS_INNER_SENSORREPORT_my:lot", true)]
    [InlineData("EXISTS_SENSORREPORT_my:meta", false)]
    [InlineData("EXISTS_SENSORELEMENT_my:raw", false)]
    public void A_field_that_sensors_add_exists_in_its_part(string parameter, bool isThere) =>
        Asked.Finds($"{parameter}=", Asked.Sensed).ShouldBe(isThere);

    [Theory]
    [InlineData("EQ_other:count=3")]
    [InlineData("EQ_count=3")]
    [InlineData("EQ_ILMD_lotNumber=3")]
    [InlineData("EQ_INNER_=3")]
    [InlineData("EQ_{}count=3")]
    [InlineData("GT_my:count=many")]
    [InlineData("GT_my:count=1|2")]
    [InlineData("EXISTS_my:count=perhaps")]
    [InlineData("EXISTS_other:count=")]
    [InlineData("HASATTR_address=my:size")]
    [InlineData("EQ_ATTR_bizLocation=my:size")]
    [InlineData("EQ_ATTR_my:outer=5")]
    [InlineData("EQ_ATTR_other:outer_x=5")]
    public void A_name_or_value_that_says_nothing_is_refused(string query) => Asked.Refused(Asked.Read(query)).ShouldBe([query[..query.IndexOf('=', StringComparison.Ordinal)]]);
}
