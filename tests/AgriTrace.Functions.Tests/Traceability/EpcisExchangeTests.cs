using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>Events from other systems, in and out.</summary>
public sealed class EpcisExchangeTests(House house) : HttpTests(house)
{
    private static readonly string Vectors = Repository.Path("..", "shared", "data", "gs1", "epcis", "valid");

    [Theory]
    [InlineData("Example_9.6.1-ObjectEvent.jsonld")]
    [InlineData("Example_9.6.4-TransformationEvent.jsonld")]
    public async Task What_was_captured_comes_back_at_once_with_nothing_lost(string file)
    {
        Assert.SkipUnless(Directory.Exists(Vectors), "GS1's vectors are not there: ../shared/data/gs1 beside the repository.");
        var given = await Given.Cooperative(Host, Cancel);
        var document = await File.ReadAllTextAsync(Path.Combine(Vectors, file), Cancel);

        var accepted = await Capture(given.Admin, document, "application/ld+json");

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var job = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(Cancel))!;
        accepted.Headers.Location!.OriginalString.ShouldBe("/epcis/capture/" + job.Text("captureID"));
        job["success"]!.GetValue<bool>().ShouldBeTrue();
        var found = await given.Admin.Send(HttpMethod.Get, "/epcis/events", null, Cancel, ("GS1-EPC-Format", "Never_Translates")).Json(200);
        ShouldHoldAll(Listed(found), JsonNode.Parse(document)!["epcisBody"]!["eventList"]!.AsArray());
    }

    [Fact]
    public async Task The_same_document_twice_is_stored_once_and_the_answer_to_a_query_is_valid_epcis()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document(Event(1), Event(2), Event(1));

        await Capture(given.Admin, document).Json(202);
        await Capture(given.Admin, document).Json(202);

        var found = EpcisDocument.ParseValid(await given.Admin.GetByteArrayAsync("/epcis/events", Cancel)).Value;
        found.Events.Count.ShouldBe(2);
        found.Events.ShouldAllBe(one => one.RecordTime != null && one.EventId!.StartsWith("ni:"));
    }

    [Fact]
    public async Task Contexts_that_disagree_keep_their_meaning()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Capture(given.Admin, Document(Event(1)).Replace("https://farm.example/", "https://one.example/", StringComparison.Ordinal)).Json(202);
        await Capture(given.Admin, Document(Event(2)).Replace("https://farm.example/", "https://two.example/", StringComparison.Ordinal)).Json(202);

        var found = EpcisDocument.ParseValid(await given.Admin.GetByteArrayAsync("/epcis/events", Cancel)).Value;

        found.Events[0].Extension("https://one.example/", "note")!.Value.GetString().ShouldBe("số 1");
        found.Events[1].Extension("https://two.example/", "note")!.Value.GetString().ShouldBe("số 2");
    }

    [Fact]
    public async Task An_error_declaration_is_kept_beside_the_event_that_it_declares_wrong()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var declared = Event(1).Replace("\"action\"", "\"errorDeclaration\":{\"declarationTime\":\"2026-01-03T00:00:00Z\"},\"action\"", StringComparison.Ordinal);

        await Capture(given.Admin, Document(Event(1), declared)).Json(202);

        (await Events(given)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Pages_follow_each_other_in_the_order_of_time_across_months()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Capture(given.Admin, Document([.. Enumerable.Range(1, 7).Reverse().Select(number => Event(number * 10))])).Json(202);

        var (seen, next) = (new List<string>(), "/epcis/events?perPage=3&eventType=ObjectEvent");
        for (var page = 1; page <= 3; page++)
        {
            var answer = await given.Admin.GetAsync(next, Cancel);
            seen.AddRange(Listed(await Task.FromResult(answer).Json(200)).Select(one => one!.Text("farm:note")));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null!;
        }

        seen.ShouldBe(["số 10", "số 20", "số 30", "số 40", "số 50", "số 60", "số 70"]);
        next.ShouldBeNull("the last page has no next");
    }

    [Theory]
    [InlineData("EQ_bizStep=shipping", 1)]
    [InlineData("EQ_bizStep=https://ref.gs1.org/cbv/BizStep-shipping|receiving", 1)]
    [InlineData("EQ_bizStep=receiving", 0)]
    [InlineData("EQ_action=ADD|OBSERVE", 1)]
    [InlineData("EQ_action=DELETE", 0)]
    [InlineData("eventType=TransformationEvent", 0)]
    [InlineData("MATCH_anyEPCClass=https://id.gs1.org/01/09521141012345/10/CT-1", 1)]
    [InlineData("MATCH_anyEPCClass=https://elsewhere.example/01/09521141012345", 1)]
    [InlineData("MATCH_anyEPCClass=https://id.gs1.org/01/09521141012345/10/CT", 0)]
    [InlineData("GE_eventTime=2026-01-01T06:30:00%2B07:00", 1)]
    [InlineData("GE_eventTime=2026-01-01T06:30:01%2B07:00", 0)]
    [InlineData("LT_eventTime=2026-01-01T06:30:00%2B07:00", 0)]
    [InlineData("LT_eventTime=2026-02-01T00:00:00Z", 1)]
    public async Task A_query_finds_what_fits(string query, int count)
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Capture(given.Admin, Document(Event(1))).Json(202);

        (await Events(given, query)).Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("perPage=1001", "perPage")]
    [InlineData("nextPageToken=x", "nextPageToken")]
    [InlineData("GE_eventTime=yesterday", "GE_eventTime")]
    [InlineData("EQ_colour=green", "EQ_colour")]
    public async Task A_parameter_that_cannot_be_answered_is_400(string query, string name)
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await given.Admin.GetAsync("/epcis/events?" + query, Cancel).Problem(400, "query-parameter-invalid");

        problem["errors"]![0]!.Text("path").ShouldBe(name);
    }

    [Fact]
    public async Task A_document_that_breaks_the_rules_is_refused_with_every_path_and_nothing_of_it_is_kept()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var broken = Event(2).Replace("OBSERVE", "LOOK", StringComparison.Ordinal).Replace("shipping", "eating", StringComparison.Ordinal);

        var problem = await Capture(given.Admin, Document(Event(1), broken)).Problem(400, "invalid-epcis");

        problem["errors"]!.AsArray().Select(fault => fault!.Text("path")).ShouldBe(
            ["$.epcisBody.eventList[1].action", "$.epcisBody.eventList[1].bizStep"], ignoreOrder: true);
        (await Events(given)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("9999-12-31T23:59:59.999Z")]
    [InlineData("1989-12-31T23:59:59Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    public async Task An_event_of_no_believable_time_is_refused_and_the_page_of_its_lot_lives(string time)
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        var mad = Event(2).Replace("09521141012345/10/CT-2", given.Gtin + "/10/L1", StringComparison.Ordinal).Replace("2026-01-02T06:30:00+07:00", time, StringComparison.Ordinal);

        var problem = await Capture(given.Admin, Document(Event(1), mad)).Problem(400, "events-not-believable");

        problem["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("path").ShouldBe("$.epcisBody.eventList[1].eventTime");
        (await Events(given)).Select(one => one!.ToJsonString()).ShouldNotContain(one => one.Contains("farm:note"), "all or nothing");
        (await Anyone.Send(HttpMethod.Get, given.TracePath(), null, Cancel, ("Accept", "text/html"))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1.5")]
    [InlineData("1000000000001")]
    [InlineData("1e13")]
    public async Task A_quantity_that_cannot_be_is_refused(string quantity)
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await Capture(given.Admin, Document(Event(1), Event(2).Replace("1.50", quantity, StringComparison.Ordinal))).Problem(400, "events-not-believable");

        problem["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("path").ShouldBe("$.epcisBody.eventList[1].quantityList[0].quantity");
    }

    [Fact]
    public async Task More_than_a_document_may_hold_is_413_and_another_kind_of_body_415()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await Capture(given.Admin, Document([.. Enumerable.Range(1, 501).Select(Event)])).Problem(413, "too-many-events");
        await Capture(given.Admin, new string(' ', (8 * 1_048_576) + 1)).Problem(413, "body-too-large");
        await Capture(given.Admin, Document(Event(1).Replace("CT-1", new string('1', 1_001), StringComparison.Ordinal).Replace("id.gs1.org", "ex.example", StringComparison.Ordinal))).Problem(400, "identifier-too-long");
        await Capture(given.Admin, Document(Event(1)), "text/plain").Problem(415, "body-not-json");
        await Capture(given.Admin, "{", "application/json").Problem(400, "unreadable-json");
    }

    [Theory]
    [InlineData("\\\"")]
    [InlineData("ữ")]
    public async Task A_large_event_is_kept_whatever_it_is_made_of(string letter)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var note = string.Concat(Enumerable.Repeat(letter, 1_000_000 / letter.Length));

        await Capture(given.Admin, Document(Event(1).Replace("số 1", note, StringComparison.Ordinal))).Json(202);

        (await Events(given)).ShouldHaveSingleItem()!.Text("farm:note").ShouldBe(note.Replace("\\\"", "\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Five_hundred_events_in_one_document_are_kept()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var job = await Capture(given.Admin, Document([.. Enumerable.Range(-498, 500).Select(Event)])).Json(202);

        await Eventually.Holds(async () => !(await given.Admin.GetAsync("/epcis/capture/" + job.Text("captureID"), Cancel).Json(200))["running"]!.GetValue<bool>(), "it is done", Cancel);
        (await Events(given, "perPage=1000&GE_eventTime=2024-01-01T00:00:00Z")).Count.ShouldBe(500);
    }

    [Theory]
    [InlineData("2026-01-01T06:30:00.0005+07:00", "2026-01-01T06:30:00.001+07:00")]
    [InlineData("2025-12-31T23:59:59.9996Z", "2026-01-01T00:00:00Z")]
    public async Task Times_that_are_one_in_the_hash_are_one_event_and_are_found_by_either(string time, string rounded)
    {
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var one in (string[])[time, rounded]) await Capture(given.Admin, Document(Event(1).Replace("2026-01-01T06:30:00+07:00", one, StringComparison.Ordinal))).Json(202);

        (await Events(given)).Count.ShouldBe(1);
        (await Events(given, "GE_eventTime=" + Uri.EscapeDataString(time))).Count.ShouldBe(1);
        (await Events(given, "LT_eventTime=" + Uri.EscapeDataString(rounded))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_pallet_of_thousands_is_stored_by_a_job_and_found_by_each_of_its_items()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var items = string.Join(',', Enumerable.Range(1, 2_500).Select(number => $"\"https://id.gs1.org/01/09521141012345/21/{number}\""));

        var job = await Capture(given.Admin, Document(Event(1).Replace("\"bizStep\"", $"\"epcList\":[{items}],\"bizStep\"", StringComparison.Ordinal))).Json(202);

        job["running"]!.GetValue<bool>().ShouldBeTrue();
        await Eventually.Holds(async () => !(await given.Admin.GetAsync("/epcis/capture/" + job.Text("captureID"), Cancel).Json(200))["running"]!.GetValue<bool>(), "it is done", Cancel);
        (await Events(given, "MATCH_epc=urn:epc:id:sgtin:9521141.001234.2500")).Count.ShouldBe(1);
        (await Events(given, "MATCH_epc=urn:epc:id:sgtin:9521141.001234.2501")).Count.ShouldBe(0);
    }

    [Fact]
    public async Task A_captured_event_shows_on_the_page_of_its_lot_but_only_its_own_cooperative_can_say_so()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        string About(string bizStep) => Document(Event(30).Replace("09521141012345/10/CT-30", given.Gtin + "/10/L1", StringComparison.Ordinal).Replace("shipping", bizStep, StringComparison.Ordinal));

        await Capture(other.Admin, About("destroying")).Json(202);
        await Capture(given.Admin, About("inspecting")).Json(202);

        await Eventually.Holds(async () => (await given.TraceRecord())["stages"]!.AsArray().Count == 2, "the inspection shows", Cancel);
        (await given.TraceRecord())["stages"]!.AsArray().Select(stage => stage!.Text("bizStep")).ShouldBe(["commissioning", "inspecting"]);
    }

    [Fact]
    public async Task A_captured_event_gives_a_lot_no_sources_but_those_that_its_cooperative_recorded()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        foreach (var one in (Given[])[given, other]) await one.Admin.PostLot(one, one.Harvest()).Json(201);
        await given.Admin.PostLot(given, given.Harvest("L2")).Json(201);
        await Eventually.Holds(async () => (await given.TraceRecord("L2"))["stages"]!.AsArray().Count == 1, "the other harvest shows", Cancel);
        string Lot(string gtin, string lot) => $$"""{"epcClass":"https://id.gs1.org/01/{{gtin}}/10/{{lot}}","quantity":1,"uom":"KGM"}""";
        var made = $$"""
            {"type":"TransformationEvent","eventID":"https://farm.example/events/7","eventTime":"2026-01-20T08:00:00+07:00","eventTimeZoneOffset":"+07:00",
            "inputQuantityList":[{{Lot(other.Gtin, "L1")}},{{Lot(given.Gtin, "L2")}},{{Lot(given.Gtin, "NONE")}}],
            "outputQuantityList":[{{Lot(given.Gtin, "L1")}}]}
            """;

        await Capture(given.Admin, Document(made)).Json(202);

        await Eventually.Holds(async () => (await given.TraceRecord())["stages"]!.AsArray().Any(stage => stage!.Text("eventType") == "TransformationEvent"), "it shows", Cancel);
        var record = await given.TraceRecord();
        record["sources"]!.AsArray().Select(source => source!.Text("lot")).ShouldBe(["L2"]);
        record["stages"]!.AsArray().ShouldAllBe(stage => stage!.Text("eventId").StartsWith("ni:///sha-256;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Only_those_who_exchange_events_may()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await Capture(given.FarmerUt, Document(Event(1))).Problem(403, "role-may-not");
        await Capture(Anyone, Document(Event(1))).Problem(401, "token-missing");
        await Host.As(Role.Admin).GetAsync("/epcis/events", Cancel).Problem(403, "no-cooperative");
        await Capture(Host.As(Role.Inspector, given.Coop), Document(Event(1))).Json(202);
        (await Events(await Given.Cooperative(Host, Cancel))).ShouldBeEmpty();
    }

    /// <summary>A day of January 2026 for the first thirty-one, and so on.</summary>
    private static string Event(int number)
    {
        var time = new DateTimeOffset(2026, 1, 1, 6, 30, 0, TimeSpan.FromHours(7)).AddDays(number - 1);
        return $$"""
        {"type":"ObjectEvent","eventTime":"{{time:yyyy-MM-dd'T'HH:mm:sszzz}}","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"shipping",
        "quantityList":[{"epcClass":"https://id.gs1.org/01/09521141012345/10/CT-{{number}}","quantity":1.50,"uom":"KGM"}],"farm:note":"số {{number}}"}
        """;
    }

    private static string Document(params string[] events) =>
        $$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}],
        "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }
        """;

    private static Task<HttpResponseMessage> Capture(HttpClient client, string document, string type = "application/json") =>
        client.PostAsync("/epcis/capture", new StringContent(document, Encoding.UTF8, new MediaTypeHeaderValue(type)), Cancel);

    private static async Task<JsonArray> Events(Given given, string query = "") =>
        Listed(await given.Admin.GetAsync("/epcis/events?" + query, Cancel).Json(200));

    private static JsonArray Listed(JsonNode document) => document["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]!.AsArray();

    private static void ShouldHoldAll(JsonArray found, JsonArray sent)
    {
        found.Count.ShouldBe(sent.Count);
        foreach (var (got, wanted) in found.Zip(sent))
        {
            got!.AsObject().ContainsKey("recordTime").ShouldBeTrue();
            foreach (var (name, value) in wanted!.AsObject())
                JsonNode.DeepEquals(got[name], value).ShouldBeTrue($"{name} should be {value} and is {got[name]}");
            got.AsObject().Count.ShouldBe(wanted.AsObject().Count + 1);
        }
    }
}
