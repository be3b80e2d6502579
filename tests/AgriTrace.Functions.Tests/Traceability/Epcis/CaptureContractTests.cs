using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>What GS1's REST interface says of capture jobs and of single events.</summary>
public sealed class CaptureContractTests(House house) : HttpTests(house)
{
    private const string Context = """["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}]""";

    private static readonly (string, string) Proceed = ("GS1-Capture-Error-Behaviour", "proceed"), Rollback = ("GS1-Capture-Error-Behaviour", "rollback");

    [Fact]
    public async Task Rollback_keeps_nothing_of_a_document_with_one_bad_event()
    {
        var given = await Given.Cooperative(Host, Cancel);

        foreach (var headers in ((string, string)[][])[[], [Rollback]])
        {
            var problem = await given.Admin.Capture(Document(Event(1), Bad(2), Event(3)), headers).Problem(400, "invalid-epcis");
            problem["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("path").ShouldBe("$.epcisBody.eventList[1].bizStep");
        }

        (await given.Admin.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Proceed_keeps_the_good_events_and_its_job_names_the_path_of_each_bad_one()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var sent = Document(Event(1), Bad(2), Event(3), Bad(4));

        var job = await given.Admin.Captured(sent, Proceed);

        job["success"]!.GetValue<bool>().ShouldBeFalse();
        job.Text("captureErrorBehaviour").ShouldBe("proceed");
        var errors = job["errors"]!.ToJsonString();
        errors.ShouldContain("$.epcisBody.eventList[1].bizStep");
        errors.ShouldContain("$.epcisBody.eventList[3].bizStep");
        (await given.Admin.Events()).ShouldHoldAll([.. ExchangeWords.Sent(sent).Where((_, index) => index is 0 or 2).Select(one => one!.DeepClone())]);
    }

    [Fact]
    public async Task Proceed_past_nothing_succeeds_and_past_everything_keeps_nothing()
    {
        var given = await Given.Cooperative(Host, Cancel);

        (await given.Admin.Captured(Document(Event(1)), Proceed))["success"]!.GetValue<bool>().ShouldBeTrue();
        (await given.Admin.Captured(Document(Bad(2)), Proceed))["success"]!.GetValue<bool>().ShouldBeFalse();

        (await given.Admin.Events()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_error_behaviour_that_does_not_exist_is_refused()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.Capture(Document(Event(1)), ("GS1-Capture-Error-Behaviour", "ignore")).Json(400);

        (await given.Admin.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_is_found_at_its_location_and_says_how_it_went()
    {
        var given = await Given.Cooperative(Host, Cancel);
        using var answer = await given.Admin.Capture(Document(Event(1)));
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);

        var job = await Ended(given.Admin, answer.Headers.Location!);

        answer.Headers.Location!.OriginalString.ShouldEndWith("/epcis/capture/" + job.Text("captureID"));
        job["success"]!.GetValue<bool>().ShouldBeTrue();
        job.Text("captureErrorBehaviour").ShouldBe("rollback");
        job["errors"]!.AsArray().ShouldBeEmpty();
        DateTimeOffset.Parse(job.Text("finishedAt"), CultureInfo.InvariantCulture)
            .ShouldBeGreaterThanOrEqualTo(DateTimeOffset.Parse(job.Text("createdAt"), CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_job_is_known_to_its_own_cooperative_alone()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        using var answer = await given.Admin.Capture(Document(Event(1)));

        (await other.Admin.GetAsync(answer.Headers.Location, Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await given.Admin.GetAsync("/epcis/capture/nowhere", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await other.Admin.GetAsync("/epcis/capture", Cancel).Json(200)).AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_list_of_jobs_is_paged_and_has_each_job_once()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var made = new List<string>();
        for (var number = 1; number <= 5; number++) made.Add((await given.Admin.Captured(Document(Event(number)))).Text("captureID"));

        var (seen, pages) = (new List<string>(), 0);
        for (var next = "/epcis/capture?perPage=2"; next is not null; pages++)
        {
            using var answer = await given.Admin.GetAsync(next, Cancel);
            var page = (await Task.FromResult(answer).Json(200)).AsArray();
            page.Count.ShouldBeInRange(0, 2);
            seen.AddRange(page.Select(job => job!.Text("captureID")));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
            pages.ShouldBeLessThan(10);
        }

        seen.ShouldBe(made, ignoreOrder: true);
    }

    [Fact]
    public async Task A_single_event_is_created_at_a_location_and_is_409_the_second_time()
    {
        var given = await Given.Cooperative(Host, Cancel);

        using var created = await given.Admin.PostEpcis("/epcis/events", Alone(Event(1)));
        created.StatusCode.ShouldBe(HttpStatusCode.Created, await created.Content.ReadAsStringAsync(Cancel));
        (await given.Admin.PostEpcis("/epcis/events", Alone(Event(1)))).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        ExchangeWords.EventsOf(await given.Admin.AsWritten(created.Headers.Location!.OriginalString).Json(200)).ShouldHaveSingleItem()!.Text("farm:note").ShouldBe("số 1");
        (await given.Admin.Events()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_single_event_that_breaks_the_rules_is_refused_with_its_path()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = await given.Admin.PostEpcis("/epcis/events", Alone(Bad(1))).Problem(400, "invalid-epcis");

        problem["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("path").ShouldBe("$.bizStep");
        (await given.Admin.Events()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8")]
    [InlineData("https://farm.example/events/7")]
    public async Task An_event_is_found_by_the_id_that_it_came_with_percent_encoded_or_not(string id)
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Kept(Document(Event(1, $"\"eventID\":\"{id}\",")));

        foreach (var path in (string[])[id, Uri.EscapeDataString(id)])
            ExchangeWords.EventsOf(await given.Admin.AsWritten("/epcis/events/" + path).Json(200)).ShouldHaveSingleItem()!.Text("eventID").ShouldBe(id);
    }

    [Fact]
    public async Task A_missing_id_is_given_and_finds_its_event_percent_encoded_or_not()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Kept(Document(Event(1), Event(2)));
        var ids = (await given.Admin.Events()).Select(one => one!.Text("eventID")).ToArray();

        ids.Distinct().Count().ShouldBe(2);
        foreach (var id in ids)
        {
            // The question mark of a hash URI begins a query where it is not encoded.
            foreach (var path in (string[])[id.Replace("?", "%3F", StringComparison.Ordinal), Uri.EscapeDataString(id)])
                ExchangeWords.EventsOf(await given.Admin.AsWritten("/epcis/events/" + path).Json(200)).ShouldHaveSingleItem()!.Text("eventID").ShouldBe(id);
        }
    }

    [Fact]
    public async Task An_event_with_an_id_of_its_own_is_found_by_its_hash_too()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.Kept(Document(Event(1)));
        var hash = (await given.Admin.Events()).ShouldHaveSingleItem()!.Text("eventID");
        var named = await Given.Cooperative(Host, Cancel);

        await named.Admin.Kept(Document(Event(1, "\"eventID\":\"urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8\",")));

        ExchangeWords.EventsOf(await named.Admin.AsWritten("/epcis/events/" + Uri.EscapeDataString(hash)).Json(200)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_id_that_nobody_gave_is_404_and_so_is_that_of_another_cooperative()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await given.Admin.Kept(Document(Event(1, "\"eventID\":\"urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8\",")));

        (await other.Admin.AsWritten("/epcis/events/urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await given.Admin.AsWritten("/epcis/events/urn:uuid:00000000-9457-4a51-bd6a-0bba133845a8")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_event_and_the_declaration_that_it_was_wrong_are_both_kept_in_whichever_order_they_come(bool eventFirst)
    {
        const string Id = "urn:uuid:404d95fc-9457-4a51-bd6a-0bba133845a8";
        var given = await Given.Cooperative(Host, Cancel);
        string[] both = [Event(1, $"\"eventID\":\"{Id}\","), Event(1, $$"""  "eventID":"{{Id}}","errorDeclaration":{"declarationTime":"2026-01-03T00:00:00Z"},  """)];

        foreach (var one in eventFirst ? both : both.Reverse()) await given.Admin.Kept(Document(one));

        (await given.Admin.Events()).Count.ShouldBe(2);
        var found = ExchangeWords.EventsOf(await given.Admin.AsWritten("/epcis/events/" + Id).Json(200));
        found.Count(one => one!["errorDeclaration"] is null).ShouldBe(1);
        found.Count(one => one!["errorDeclaration"] is not null).ShouldBe(1);
    }

    [Fact]
    public async Task An_event_of_two_hundred_kilobytes_comes_back_whole()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document(Event(1, $"\"farm:log\":\"{new string('k', 200_000)}\","));

        await given.Admin.Kept(document);

        (await given.Admin.Events()).ShouldHoldAll(ExchangeWords.Sent(document));
    }

    [Fact]
    public async Task More_events_than_a_document_may_hold_are_413_whatever_the_error_behaviour()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document([.. Enumerable.Range(-499, 501).Select(number => Event(number))]);

        await given.Admin.Capture(document).Problem(413, "too-many-events");
        await given.Admin.Capture(document, Proceed).Problem(413, "too-many-events");

        (await given.Admin.Events()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_job_is_kept_and_its_good_events_too_however_many_faults_the_others_have()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var members = string.Concat(Enumerable.Range(0, 1_000).Select(number => $"\"wrong:{number}\":1,"));
        string[] bad = [.. Enumerable.Range(2, 40).Select(number => Event(number, members)), Event(50, $"\"wrong:{new string('x', 2_000_000)}\":1,")];

        using var answer = await given.Admin.Capture(Document([Event(1), .. bad]), Proceed);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        var job = await given.Admin.GetAsync(answer.Headers.Location, Cancel).Json(200);

        job["errors"]!.AsArray().Count.ShouldBe(bad.Length);
        (await given.Admin.Events()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_context_too_long_to_be_kept_with_every_event_is_refused()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var document = Document([.. Enumerable.Range(-399, 400).Select(number => Event(number))]);

        await given.Admin.Capture(document.Replace("\"farm\"", $"\"@note\":\"{new string('x', 100_000)}\",\"farm\"", StringComparison.Ordinal)).Problem(413, "too-much-context");

        (await given.Admin.Events()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bizLocation", """{"id":"urn:x:LONG"}""")]
    [InlineData("epcList", """["urn:x:LONG"]""")]
    [InlineData("disposition", "\"https://farm.example/LONG\"")]
    public async Task An_identifier_too_long_to_be_found_by_is_refused(string member, string value)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var also = $"\"{member}\":{value.Replace("LONG", new string('x', 40_000), StringComparison.Ordinal)},";

        await given.Admin.PostEpcis("/epcis/events", Alone(Event(1, also))).Problem(400, "identifier-too-long");
        (await given.Admin.Captured(Document(Event(1, also), Event(2)), Proceed))["success"]!.GetValue<bool>().ShouldBeFalse();

        (await given.Admin.Events()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_event_that_cannot_be_answered_in_the_form_asked_for_is_not_stored()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var one = Alone(Event(1, "\"epcList\":[\"https://id.gs1.org/01/00614141123452/21/7\"],"));

        (await given.Admin.PostEpcis("/epcis/events", one, ("GS1-EPC-Format", "Always_EPC_URN"))).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotAcceptable);

        (await given.Admin.Events()).ShouldBeEmpty();
    }

    private static async Task<JsonNode> Ended(HttpClient client, Uri location)
    {
        var job = await client.GetAsync(location, Cancel).Json(200);
        await Eventually.Holds(async () => !(job = await client.GetAsync(location, Cancel).Json(200))["running"]!.GetValue<bool>(), "the capture job ended", Cancel);
        return job;
    }

    /// <param name="also">More members, each with its comma.</param>
    private static string Event(int number, string also = "")
    {
        var time = new DateTimeOffset(2026, 1, 1, 6, 30, 0, TimeSpan.FromHours(7)).AddDays(number - 1);
        return $$"""
        {"type":"ObjectEvent",{{also}}"eventTime":"{{time:yyyy-MM-dd'T'HH:mm:sszzz}}","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"shipping",
        "quantityList":[{"epcClass":"https://id.gs1.org/01/09521141012345/10/CT-{{number}}","quantity":1.50,"uom":"KGM"}],"farm:note":"số {{number}}"}
        """;
    }

    private static string Bad(int number) => Event(number).Replace("shipping", "eating", StringComparison.Ordinal);

    private static string Alone(string one) => $$"""{"@context":{{Context}},{{one.TrimStart()[1..]}}""";

    private static string Document(params string[] events) =>
        $$"""
        {"@context":{{Context}},"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }
        """;
}
