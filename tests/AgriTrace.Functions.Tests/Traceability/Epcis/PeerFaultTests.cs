using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>What other repositories are known to get wrong.</summary>
public sealed class PeerFaultTests(House house) : HttpTests(house)
{
    private const string HashFolder = "event-hash";

    /// <summary>The fields that this one hides from its hash are hidden by a list in the document itself, which we never take from there.</summary>
    private const string HidesFields = "epcisDocHavingEventWithIgnoreFields.jsonld";

    public static TheoryData<string> SensorDocuments => Vectors.Names("epcis/valid", "Sensor*.jsonld");

    public static TheoryData<string> HashedDocuments => [.. Vectors.Names(HashFolder, "*.jsonld").Select(row => row.Data).Where(name => name != HidesFields)];

    [Fact]
    public async Task Extensions_inside_an_error_declaration_are_taken_and_come_back()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document(Event("""
            "errorDeclaration":{"declarationTime":"2026-01-03T00:00:00Z","reason":"incorrect_data","farm:by":"Sáu","farm:more":{"farm:page":3}}
            """));

        await given.Admin.Kept(document);

        (await given.Admin.Events()).ShouldHoldAll(ExchangeWords.Sent(document));
    }

    [Theory]
    [InlineData("bizStep", "harvesting_fruit")]
    [InlineData("bizStep", "https://ref.gs1.org/cbv/BizStep-eating")]
    [InlineData("bizStep", "urn:epcglobal:cbv:bizstep:eating")]
    [InlineData("disposition", "in_transport")]
    [InlineData("disposition", "https://ref.gs1.org/cbv/Disp-eaten")]
    [InlineData("disposition", "urn:epcglobal:cbv:disp:eaten")]
    public async Task A_word_that_GS1_does_not_have_is_refused_in_its_namespaces(string member, string word)
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await given.Admin.Capture(Document(Event($"\"{member}\":\"{word}\""))).Problem(400, "invalid-epcis");

        problem["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("path").ShouldBe("$.epcisBody.eventList[0]." + member);
        (await given.Admin.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_word_of_ones_own_namespace_is_taken()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document(Event("\"bizStep\":\"https://farm.example/steps/pruning\",\"disposition\":\"https://farm.example/states/ripe\""));

        await given.Admin.Kept(document);

        (await given.Admin.Events()).ShouldHoldAll(ExchangeWords.Sent(document));
    }

    [Fact]
    public async Task Every_list_of_quantities_comes_back()
    {
        const string Quantities = """[{"epcClass":"https://id.gs1.org/01/09521141012345/10/A","quantity":12.5,"uom":"KGM"},{"epcClass":"https://id.gs1.org/01/09521141012345/10/B"}]""";
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document(
            Event($"\"quantityList\":{Quantities}", identified: false),
            $$"""{"type":"AggregationEvent","eventTime":"2026-01-03T06:30:00+07:00","eventTimeZoneOffset":"+07:00","action":"ADD","parentID":"https://id.gs1.org/00/095211410000000017","childQuantityList":{{Quantities}}}""",
            $$"""{"type":"TransformationEvent","eventTime":"2026-01-04T06:30:00+07:00","eventTimeZoneOffset":"+07:00","inputQuantityList":{{Quantities}},"outputQuantityList":{{Quantities.Replace("/10/", "/10/P-", StringComparison.Ordinal)}}}""");

        await given.Admin.Kept(document);

        (await given.Admin.Events()).ShouldHoldAll(ExchangeWords.Sent(document));
    }

    [Theory]
    [InlineData("2026-01-02T06:30:00.000+07:00")]
    [InlineData("2026-01-01T23:30:00Z")]
    [InlineData("2026-01-02T06:30:00.123456+07:00")]
    [InlineData("2026-01-02T05:00:00-03:30")]
    public async Task A_time_of_a_sensor_comes_back_letter_by_letter(string time)
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.Kept(Document(Event($$"""
            "sensorElementList":[{"sensorMetadata":{"time":"{{time}}"},"sensorReport":[{"type":"Temperature","value":4.50,"uom":"CEL","time":"{{time}}"}]}]
            """)));

        var element = (await given.Admin.Events()).ShouldHaveSingleItem()!["sensorElementList"]![0]!;
        element["sensorMetadata"]!.Text("time").ShouldBe(time);
        element["sensorReport"]![0]!.Text("time").ShouldBe(time);
    }

    [Theory]
    [MemberData(nameof(SensorDocuments))]
    public async Task A_document_of_sensors_is_taken(string name)
    {
        var document = Vectors.Read("epcis/valid", name);
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.Kept(document);

        (await given.Admin.Events()).Count.ShouldBe(ExchangeWords.Sent(document).Count);
    }

    [Fact]
    public async Task The_same_document_again_and_at_once_is_stored_once()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document(Event("\"bizStep\":\"shipping\""), Event("\"bizStep\":\"receiving\""));

        await given.Admin.Kept(document);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => given.Admin.Kept(document)));

        (await given.Admin.Events()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_standards_spelling_of_a_parameter_works_and_another_is_refused_by_name()
    {
        const string Class = "https://id.gs1.org/01/09521141012345/10/A";
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Kept(Document(Event($$"""  "quantityList":[{"epcClass":"{{Class}}"}]  """), Event("\"bizStep\":\"shipping\"")));

        (await given.Admin.Events("MATCH_anyEPCClass=" + Class)).Count.ShouldBe(1);
        var problem = await given.Admin.GetAsync("/epcis/events?MATCH_anyEpcClass=" + Class, Cancel).Problem(400, "query-parameter-invalid");

        problem["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("path").ShouldBe("MATCH_anyEpcClass");
    }

    [Theory]
    [MemberData(nameof(HashedDocuments))]
    public async Task An_event_that_came_without_an_id_is_given_the_hash_that_GS1_computes(string name)
    {
        var document = JsonNode.Parse(Vectors.Read(HashFolder, name))!;
        var hashes = Vectors.Read(HashFolder, Path.ChangeExtension(name, ".hashes")).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var one in ExchangeWords.Sent(document)) one!.AsObject().Remove("eventID");
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.Kept(document.ToJsonString());

        (await given.Admin.Events()).Select(one => one!.Text("eventID")).ShouldBe(hashes.Distinct(), ignoreOrder: true);
    }

    /// <param name="members">Of its own, as JSON.</param>
    /// <param name="identified">It names an object; without one it must say what it is about in another way.</param>
    private static string Event(string members, bool identified = true) =>
        $$"""
        {"type":"ObjectEvent","eventTime":"2026-01-02T06:30:00+07:00","eventTimeZoneOffset":"+07:00","action":"OBSERVE",
        {{(identified ? "\"epcList\":[\"https://id.gs1.org/01/09521141012345/21/2017\"]," : string.Empty)}}{{members}}}
        """;

    private static string Document(params string[] events) =>
        $$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}],
        "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }
        """;
}
