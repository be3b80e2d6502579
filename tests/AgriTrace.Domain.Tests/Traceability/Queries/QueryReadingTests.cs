using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

public class QueryReadingTests
{
    [Theory]
    [InlineData("perPage=30")]
    [InlineData("nextPageToken=x")]
    [InlineData("eventtype=ObjectEvent")]
    [InlineData("MATCH_epcs=urn:a:b")]
    [InlineData("WD_disposition=active")]
    [InlineData("GT_eventTime=2026-07-22T00:00:00Z")]
    [InlineData("EQ_=1")]
    [InlineData("EXISTS_bizStep=")]
    [InlineData("@context=x")]
    [InlineData("=1")]
    public void A_parameter_that_the_standard_lacks_is_refused(string query) => Asked.Refused(Asked.Read(query)).ShouldBe([NameOf(query)]);

    [Theory]
    [InlineData("eventType=Event")]
    [InlineData("eventType=ObjectEvent||AggregationEvent")]
    [InlineData("eventType=")]
    [InlineData("GE_eventTime=2026-07-22")]
    [InlineData("GE_eventTime=2026-07-22T00:00:00")]
    [InlineData("LT_eventTime=2026-07-22T00:00:00Z|2026-07-23T00:00:00Z")]
    [InlineData("GE_recordTime=now")]
    [InlineData("LT_errorDeclarationTime=2026-02-30T00:00:00Z")]
    [InlineData("EQ_action=ADD|add")]
    [InlineData("EQ_bizStep=washing")]
    [InlineData("EQ_bizStep=urn:epcglobal:cbv:disp:active")]
    [InlineData("EQ_disposition=shipping")]
    [InlineData("EQ_persistentDisposition_set=new")]
    [InlineData("EQ_errorReason=regret")]
    [InlineData("EQ_readPoint=yard")]
    [InlineData("WD_bizLocation=chợ")]
    [InlineData("EQ_bizTransaction_invoice=urn:a:b")]
    [InlineData("EQ_bizTransaction_po=12")]
    [InlineData("EQ_source_po=urn:a:b")]
    [InlineData("EQ_destination_location=here")]
    [InlineData("EQ_transformationID=1")]
    [InlineData("EQ_eventID=1")]
    [InlineData("EQ_correctiveEventID=1")]
    [InlineData("EQ_quantity=many")]
    [InlineData("EQ_quantity=0x10")]
    [InlineData("EQ_quantity=1,5")]
    [InlineData("GT_quantity=8e28")]
    [InlineData("GT_quantity=1|2")]
    [InlineData("GT_quantity_kg=1")]
    [InlineData("EXISTS_errorDeclaration=maybe")]
    [InlineData("EXISTS_sensorElementList=true|false")]
    [InlineData("orderBy=quantity")]
    [InlineData("orderBy=other:field")]
    [InlineData("orderBy=eventTime|recordTime")]
    [InlineData("orderDirection=asc")]
    [InlineData("maxEventCount=0")]
    [InlineData("maxEventCount=10001")]
    [InlineData("maxEventCount=-1")]
    [InlineData("maxEventCount=1.0")]
    [InlineData("maxEventCount=99999999999999999999")]
    [InlineData("EQ_stringValue=\u200b")]
    public void A_value_that_cannot_be_read_is_refused(string query) => Asked.Refused(Asked.Read(query)).ShouldBe([NameOf(query)]);

    [Fact]
    public void A_text_with_half_of_a_character_or_none_at_all_is_refused()
    {
        Asked.Refused(Asked.Read("EQ_stringValue=a\ud800")).ShouldBe(["EQ_stringValue"]);
        Asked.Refused(Asked.Read("EQ_stringValue=a\ufffe")).ShouldBe(["EQ_stringValue"]);
    }

    [Theory]
    [InlineData("orderBy=eventTime&eventCountLimit=1&maxEventCount=1", "eventCountLimit maxEventCount")]
    [InlineData("eventCountLimit=1", "eventCountLimit")]
    [InlineData("orderBy=eventTime&eventCountLimit=10001", "eventCountLimit")]
    [InlineData("GE_errorDeclarationTime=2026-07-24T00:00:00Z&GE_errorDeclaration_Time=2026-07-24T00:00:00Z", "GE_errorDeclarationTime GE_errorDeclaration_Time")]
    [InlineData("LT_eventTime=2026-07-24T00:00:00Z&LT_eventTime=2026-07-24T00:00:00Z", "LT_eventTime")]
    [InlineData("orderBy=eventTime&orderBy=eventTime", "orderBy")]
    [InlineData("EQ_action=no&maxEventCount=no&EQ_bizStep=shipping&other=1", "EQ_action maxEventCount other")]
    public void Every_wrong_parameter_is_named(string query, string names) => Asked.Refused(Asked.Read(query)).ShouldBe(names.Split(' '));

    [Fact]
    public void A_query_holds_a_hundred_parameters_of_a_hundred_values_of_a_thousand_characters()
    {
        static string Joined(int count, string separator, Func<int, string> item) => string.Join(separator, Enumerable.Range(0, count).Select(item));

        Asked.Read(Joined(100, "&", index => $"EXISTS_my:f{index}=")).IsOk.ShouldBeTrue();
        Asked.Refused(Asked.Read(Joined(101, "&", index => $"EXISTS_my:f{index}="))).ShouldBe(["$"]);
        Asked.Read("EQ_stringValue=" + Joined(100, "|", index => $"t{index}")).IsOk.ShouldBeTrue();
        Asked.Refused(Asked.Read("EQ_stringValue=" + Joined(101, "|", index => $"t{index}"))).ShouldBe(["EQ_stringValue"]);
        Asked.Refused(Asked.Read(Joined(101, "&", index => $"EQ_stringValue=t{index}"))).ShouldBe(["EQ_stringValue"]);
        Asked.Read("EQ_stringValue=" + new string('x', 1000)).IsOk.ShouldBeTrue();
        Asked.Refused(Asked.Read("EQ_stringValue=" + new string('x', 1001))).ShouldBe(["EQ_stringValue"]);
        Asked.Refused(Asked.Read($"EQ_my:{new string('x', 1001)}=1")).ShouldHaveSingleItem().Length.ShouldBe(100);
    }

    [Fact]
    public void A_repeated_name_has_all_its_values()
    {
        var query = Asked.Read("EQ_bizStep=shipping&EQ_bizStep=packing|commissioning").Value;

        query.Conditions.ShouldHaveSingleItem().Values.ShouldBe(["shipping", "packing", "commissioning"]);
        query.Finds(Asked.Picked).ShouldBeTrue();
    }

    [Theory]
    [InlineData("orderBy=eventTime", EventOrder.EventTime, null, true)]
    [InlineData("orderBy=recordTime&orderDirection=DESC", EventOrder.RecordTime, null, true)]
    [InlineData("orderBy=my:count&orderDirection=ASC", EventOrder.Extension, "{https://agritrace.example/voc/}count", false)]
    [InlineData("orderBy=https://agritrace.example/voc/count", EventOrder.Extension, "{https://agritrace.example/voc/}count", true)]
    public void The_order_is_read_and_is_descending_unless_said_otherwise(string query, EventOrder order, string? extension, bool isDescending)
    {
        var read = Asked.Read(query).Value;

        (read.OrderBy, read.OrderByExtension, read.Descending).ShouldBe((order, extension, isDescending));
    }

    [Fact]
    public void Limits_are_read()
    {
        Asked.Read("orderBy=eventTime&eventCountLimit=10000").Value.EventCountLimit.ShouldBe(10_000);
        Asked.Read("maxEventCount=1").Value.MaxEventCount.ShouldBe(1);
    }

    [Fact]
    public void What_indexes_bound_is_no_other_condition()
    {
        var query = Asked.Read(
            "eventType=ObjectEvent&EQ_bizStep=shipping&EQ_disposition=active&EQ_readPoint=urn:a:b&EQ_bizLocation=urn:a:c"
            + "&GE_eventTime=2026-07-22T00:00:00Z&LT_recordTime=2026-07-22T00:00:00Z&EQ_eventID=urn:a:d&EQ_transformationID=urn:a:e").Value;

        query.HasOtherConditions.ShouldBeFalse();
        query.Conditions.Select(condition => condition.Dimension).ShouldBe(
            [EventDimension.EventType, EventDimension.BizStep, EventDimension.Disposition, EventDimension.ReadPoint, EventDimension.BizLocation], ignoreOrder: true);
        query.EventIds.ShouldBe(["urn:a:d"]);
        query.Keys.ShouldBe([["urn:a:e"]]);
        Asked.Read("EQ_action=ADD").Value.HasOtherConditions.ShouldBeTrue();
    }

    [Theory]
    [InlineData("EQ_bizStep=shipping|packing&EQ_action=ADD", "EQ_action=ADD&EQ_bizStep=packing&EQ_bizStep=shipping", true)]
    [InlineData("EQ_my:count=1", "EQ_{https://agritrace.example/voc/}count=1", true)]
    [InlineData("EQ_bizStep=my:packing", "EQ_bizStep=https://agritrace.example/voc/packing", true)]
    [InlineData("EQ_bizStep=shipping", "EQ_disposition=active", false)]
    [InlineData("EQ_stringValue=a", "EQ_stringValue=b", false)]
    [InlineData("EXISTS_my:a=", "EXISTS_my:b=", false)]
    [InlineData("orderBy=eventTime", "orderBy=recordTime", false)]
    public void A_fingerprint_tells_queries_apart_and_not_their_order(string one, string other, bool isSame)
    {
        Asked.Read(one).Value.Fingerprint.ShouldMatch("^[0-9a-f]{32}$");
        (Asked.Read(one).Value.Fingerprint == Asked.Read(other).Value.Fingerprint).ShouldBe(isSame);
    }

    [Fact]
    public void A_named_query_is_read_with_its_own_prefixes()
    {
        var query = Asked.Json(
            """
            { "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", { "own": "https://agritrace.example/voc/" }],
              "eventType": ["ObjectEvent"], "EQ_own:count": 3, "EQ_own:list": ["b", "c"], "GE_quantity": 12.5, "EXISTS_errorDeclaration": null,
              "EXISTS_own:note": 1, "GE_eventTime": "2026-07-01T00:00:00Z", "orderBy": "eventTime", "eventCountLimit": 5 }
            """).Value;

        query.Finds(Asked.Picked).ShouldBeTrue();
        query.Finds(Asked.Sensed).ShouldBeFalse();
        query.EventCountLimit.ShouldBe(5);
        query.Fingerprint.ShouldBe(Asked.Read(
            "eventType=ObjectEvent&EQ_my:count=3&EQ_my:list=c|b&GE_quantity=12.5&EXISTS_errorDeclaration=&EXISTS_my:note=1"
            + "&GE_eventTime=2026-07-01T00:00:00Z&orderBy=eventTime&eventCountLimit=5").Value.Fingerprint);
    }

    [Fact]
    public void A_bar_within_a_text_of_JSON_splits_nothing() =>
        Asked.Json("""{ "EQ_stringValue": ["a|b"] }""").Value.Finds(Asked.Event(
            """
            "type": "ObjectEvent", "action": "OBSERVE", "readPoint": { "id": "urn:a:b" },
            "sensorElementList": [{ "sensorReport": [{ "type": "Count", "stringValue": "a|b" }] }]
            """)).ShouldBeTrue();

    [Theory]
    [InlineData("[]", "$")]
    [InlineData("3", "$")]
    [InlineData("""{ "EQ_action": [] }""", "EQ_action")]
    [InlineData("""{ "EQ_action": null }""", "EQ_action")]
    [InlineData("""{ "EQ_action": [["ADD"]] }""", "EQ_action")]
    [InlineData("""{ "EQ_action": { "a": 1 } }""", "EQ_action")]
    [InlineData("""{ "EQ_own:count": 3 }""", "EQ_own:count")]
    [InlineData("""{ "EQ_action": "ADD", "EQ_action": "ADD" }""", "$.EQ_action")]
    [InlineData("""{ "EQ_stringValue": "\ud800" }""", "$.EQ_stringValue")]
    [InlineData("""{ "orderBy": ["eventTime", "recordTime"] }""", "orderBy")]
    [InlineData("""{ "perPage": 10 }""", "perPage")]
    public void JSON_that_is_no_query_is_refused(string json, string name) => Asked.Refused(Asked.Json(json)).ShouldBe([name]);

    private static string NameOf(string query) => query[..query.IndexOf('=', StringComparison.Ordinal)];
}
