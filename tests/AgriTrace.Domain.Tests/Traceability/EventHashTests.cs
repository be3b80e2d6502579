using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Tests.Traceability;

public class EventHashTests
{
    private static readonly string Usual = AnEvent.Hash(AnEvent.Event).Hash;

    [Fact]
    public void The_hash_is_a_named_information_uri() =>
        Usual.ShouldMatch("^ni:///sha-256;[0-9a-f]{64}\\?ver=CBV2\\.0$");

    [Theory]
    [InlineData("\"eventTime\": \"2026-07-22T06:45:00.000+07:00\"", "\"eventTime\": \"2026-07-21T23:45:00Z\"")]
    [InlineData("\"eventTime\": \"2026-07-22T06:45:00.000+07:00\"", "\"eventTime\": \"2026-07-21T19:45:00.0004-04:00\"")]
    [InlineData("\"quantity\": 12.5", "\"quantity\": 12.500")]
    [InlineData("\"quantity\": 12.5", "\"quantity\": 125e-1")]
    [InlineData("\"commissioning\"", "\"https://ref.gs1.org/cbv/BizStep-commissioning\"")]
    [InlineData("\"commissioning\"", "\"cbv:BizStep-commissioning\"")]
    [InlineData("\"commissioning\"", "\"urn:epcglobal:cbv:bizstep:commissioning\"")]
    [InlineData("\"agri:recordId\"", "\"https://agritrace.example/voc/recordId\"")]
    [InlineData("\"agri:recordId\"", "\"@context\": { \"a\": \"https://agritrace.example/voc/\" }, \"a:recordId\"")]
    [InlineData("\"r1\"", "\"  r1\\n\"")]
    [InlineData("\"r1\"", "\"\\u0072\\u0031\"")]
    [InlineData("https://id.gs1.org/01/09521141012345/21/1", "urn:epc:id:sgtin:9521141.001234.1")]
    [InlineData("https://id.gs1.org/01/09521141012345/21/1", "http://shop.example/vn/01/9521141012345/10/CT-07/21/1?17=261231")]
    [InlineData("https://id.gs1.org/01/09521141012345/10/CT-07", "urn:epc:class:lgtin:9521141.001234.CT-07")]
    [InlineData("https://id.gs1.org/414/4012345000054", "urn:epc:id:sgln:4012345.00005.0")]
    [InlineData("\"agri:recordId\"", "\"eventID\": \"urn:uuid:1\", \"recordTime\": \"2026-07-23T00:00:00Z\", \"agri:recordId\"")]
    [InlineData("\"agri:recordId\"", "\"errorDeclaration\": { \"declarationTime\": \"2026-07-23T00:00:00Z\" }, \"agri:recordId\"")]
    public void Another_way_to_write_the_same_event_has_the_same_hash(string text, string replacement) =>
        AnEvent.Hash(AnEvent.With(text, replacement)).Hash.ShouldBe(Usual);

    [Theory]
    [InlineData("\"r1\"", "\"r2\"")]
    [InlineData("\"r1\"", "\"R1\"")]
    [InlineData("\"agri:recordId\"", "\"agri:recordID\"")]
    [InlineData("\"agri:recordId\"", "\"gs1:recordId\"")]
    [InlineData("\"quantity\": 12.5", "\"quantity\": 12.51")]
    [InlineData("06:45:00.000", "06:45:00.001")]
    [InlineData("\"eventTimeZoneOffset\": \"+07:00\"", "\"eventTimeZoneOffset\": \"+08:00\"")]
    [InlineData("\"action\": \"ADD\"", "\"action\": \"DELETE\"")]
    [InlineData("\"agri:recordId\"", "\"certificationInfo\": \"https://a.example/1\", \"agri:recordId\"")]
    [InlineData("\"agri:recordId\"", "\"agri:more\": null, \"agri:more2\": 0, \"agri:recordId\"")]
    public void Another_event_has_another_hash(string text, string replacement) =>
        AnEvent.Hash(AnEvent.With(text, replacement)).Hash.ShouldNotBe(Usual);

    [Fact]
    public void Two_equal_crates_are_two_events_by_their_record_ids() =>
        AnEvent.Hash(AnEvent.With("\"r1\"", "\"r2\"")).Hash.ShouldNotBe(AnEvent.Hash(AnEvent.Event).Hash);

    [Fact]
    public void The_order_of_members_and_of_lists_does_not_count()
    {
        const string Reordered =
            """
            {
              "agri:recordId": "r1",
              "readPoint": { "id": "https://id.gs1.org/414/4012345000054" },
              "quantityList": [{ "uom": "KGM", "quantity": 12.5, "epcClass": "https://id.gs1.org/01/09521141012345/10/CT-07" }],
              "epcList": ["https://id.gs1.org/01/09521141012345/21/2", "https://id.gs1.org/01/09521141012345/21/1"],
              "bizStep": "commissioning",
              "action": "ADD",
              "eventTimeZoneOffset": "+07:00",
              "eventTime": "2026-07-22T06:45:00.000+07:00",
              "type": "ObjectEvent"
            }
            """;

        AnEvent.Hash(Reordered).Hash.ShouldBe(Usual);
    }

    [Fact]
    public void Extensions_are_sorted_whole_and_by_bytes_wherever_they_stand()
    {
        var hash = AnEvent.Hash(AnEvent.With(
            "\"agri:recordId\": \"r1\"",
            """
            "agri:b": [2, "10", { "agri:y": 1, "agri:x": [true, null] }, [1.0]],
            "agri:a": "\uD83C\uDF4A",
            "gs1:a": "urn:epc:id:giai:4000001.111",
            "agri:c": ["\uD83C\uDF4A", "\uFF5E", ""]
            """));

        hash.PreHash.ShouldEndWith(
            "readPointid=https://id.gs1.org/414/4012345000054"
            + "{https://agritrace.example/voc/}a=🍊"
            + "{https://agritrace.example/voc/}b=1{https://agritrace.example/voc/}b=10{https://agritrace.example/voc/}b=2"
            + "{https://agritrace.example/voc/}b{https://agritrace.example/voc/}x=true{https://agritrace.example/voc/}y=1"
            + "{https://agritrace.example/voc/}c{https://agritrace.example/voc/}c=～{https://agritrace.example/voc/}c=🍊"
            + "{https://gs1.org/voc/}a=https://id.gs1.org/8004/4000001111");
    }

    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("0.3434000", "0.3434")]
    [InlineData("100", "100")]
    [InlineData("1.50e3", "1500")]
    [InlineData("1e-3", "0.001")]
    [InlineData("-12.340E+1", "-123.4")]
    [InlineData("0.1e1", "1")]
    [InlineData("123456789012345678901234567890.10", "123456789012345678901234567890.1")]
    [InlineData("1e999999999", "1e999999999")]
    [InlineData("1e99999999999999999999", "1e99999999999999999999")]
    public void A_number_is_written_plainly_however_it_came(string number, string plain) =>
        AnEvent.Hash(AnEvent.With("\"r1\"", number)).PreHash.ShouldEndWith($"recordId={plain}");

    [Theory]
    [InlineData("2026-07-22T06:45:00.0005Z", "2026-07-22T06:45:00.001Z")]
    [InlineData("2026-07-22T06:45:00.00049999999Z", "2026-07-22T06:45:00.000Z")]
    [InlineData("2026-12-31T23:59:59.9996-01:00", "2027-01-01T01:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.9999Z", "9999-12-31T23:59:59.999Z")]
    [InlineData("never", "never")]
    public void Half_a_millisecond_is_rounded_up(string time, string hashed) =>
        AnEvent.Hash(AnEvent.With("2026-07-22T06:45:00.000+07:00", time)).PreHash.ShouldContain($"eventTime={hashed}eventTimeZoneOffset");

    [Fact]
    public void What_a_repository_added_can_be_left_out_by_name() =>
        EventHash.Of(AnEvent.With("r1", "r1").Events[0], new HashSet<string> { "https://agritrace.example/voc/recordId" })
            .PreHash.ShouldNotContain("recordId");

    [Fact]
    public void The_documents_namespaces_decide_not_its_prefixes()
    {
        var other = AnEvent.Document(AnEvent.Event).Replace("agritrace.example", "elsewhere.example", StringComparison.Ordinal);

        AnEvent.Hash(AnEvent.Parse(other).Value).Hash.ShouldNotBe(Usual);
    }
}
