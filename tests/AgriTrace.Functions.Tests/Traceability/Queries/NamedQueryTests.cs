using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability.Queries;

public sealed class NamedQueryTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_query_is_kept_under_its_name_shown_and_deleted()
    {
        var given = await Given.Cooperative(Host, Cancel);
        using var made = await given.Admin.Post("/epcis/queries", """{"name":"shipped","query":{"eventType":["ObjectEvent"]}}""", Cancel);

        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        made.Headers.Location!.OriginalString.ShouldBe("/epcis/queries/shipped");
        (await given.Admin.GetAsync("/epcis/queries/shipped", Cancel).Json(200)).ToJsonString().ShouldBe("""{"name":"shipped","query":{"eventType":["ObjectEvent"]}}""");
        (await given.Admin.DeleteAsync("/epcis/queries/shipped", Cancel)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await given.Admin.GetAsync("/epcis/queries/shipped", Cancel).Problem(404, "no-such-query");
        await given.Admin.DeleteAsync("/epcis/queries/shipped", Cancel).Problem(404, "no-such-query");
        await given.Admin.GetAsync("/epcis/queries/shipped/events", Cancel).Problem(404, "no-such-query");
        await given.Admin.GetAsync("/epcis/queries/shipped/subscriptions", Cancel).Problem(404, "no-such-query");
    }

    [Fact]
    public async Task A_name_is_taken_once_by_each_cooperative_and_never_by_that_of_the_standard()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await given.Query(Cancel);
        await other.Query(Cancel);

        await given.Admin.Post("/epcis/queries", """{"name":"observed","query":{}}""", Cancel).Problem(409, "query-exists");
        await given.Admin.Post("/epcis/queries", """{"name":"SimpleEventQuery","query":{}}""", Cancel).Problem(409, "query-exists");
    }

    [Theory]
    [InlineData("""{"name":"a b","query":{}}""", "query-name-invalid")]
    [InlineData("""{"name":"..","query":{}}""", "query-name-invalid")]
    [InlineData("""{"name":"a","query":[]}""", "fields-invalid")]
    [InlineData("""{"name":"a"}""", "fields-invalid")]
    [InlineData("""{"name":"a","query":{"\ud800":1}}""", "json-malformed")]
    [InlineData("""{"name":"a","query":{"MATCH_epc":["\udc00"]}}""", "json-malformed")]
    public async Task What_is_no_query_is_refused(string body, string code)
    {
        var given = await Given.Cooperative(Host, Cancel);

        await given.Admin.Post("/epcis/queries", body, Cancel).Problem(400, code);
    }

    [Fact]
    public async Task A_query_with_a_parameter_that_is_not_known_is_refused_when_it_is_made()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var problem = JsonNode.Parse(await (await given.Admin.Post("/epcis/queries", """{"name":"a","query":{"EQ_nothing":["x"]}}""", Cancel)).Content.ReadAsStringAsync(Cancel))!;

        problem["status"]!.GetValue<int>().ShouldBe(400);
        problem["errors"]![0]!.Text("path").ShouldContain("EQ_nothing");
    }

    [Fact]
    public async Task A_query_that_is_not_valid_unicode_is_the_fault_of_its_sender()
    {
        var given = await Given.Cooperative(Host, Cancel);
        byte[] body = [.. "{\"name\":\"q\",\"query\":{\"EQ_bizStep\":[\"ship"u8, 0x87, .. "ping\"]}}"u8];

        await given.Admin.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/epcis/queries")
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/json") } },
        }, Cancel).Problem(400, "json-malformed");
    }

    [Fact]
    public async Task The_list_comes_in_pages_in_the_order_of_names()
    {
        var given = await Given.Cooperative(Host, Cancel);
        foreach (var name in new[] { "c", "a", "e", "b", "d" }) await given.Query(Cancel, name);

        var (names, next) = (new List<string>(), "/epcis/queries?perPage=2");
        for (var page = 0; page < 3; page++)
        {
            using var answer = await given.Admin.GetAsync(next, Cancel);
            names.AddRange((await Task.FromResult(answer).Json(200)).AsArray().Select(one => one!.Text("name")));
            answer.Headers.Contains("GS1-Next-Page-Token-Expires").ShouldBe(page < 2);
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null!;
        }

        names.ShouldBe(["a", "b", "c", "d", "e"]);
        next.ShouldBeNull();
    }

    [Fact]
    public async Task A_token_of_another_list_or_cooperative_is_refused()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        foreach (var name in new[] { "a", "b" }) await given.Query(Cancel, name);
        using var answer = await given.Admin.GetAsync("/epcis/queries?perPage=1", Cancel);
        var next = answer.Headers.GetValues("Link").Single().Split('<', '>')[1];

        await other.Admin.GetAsync(next, Cancel).Problem(400, "query-parameter-invalid");
        await given.Admin.GetAsync(next.Replace("/epcis/queries", "/epcis/queries/a/events", StringComparison.Ordinal), Cancel).Problem(400, "query-parameter-invalid");
        await given.Admin.GetAsync("/epcis/queries?nextPageToken=b", Cancel).Problem(400, "query-parameter-invalid");
        await given.Admin.GetAsync("/epcis/queries?perPage=0", Cancel).Problem(400, "query-parameter-invalid");
    }

    [Fact]
    public async Task Its_events_are_those_that_it_asks_for_in_pages_as_a_document_that_names_it()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var query = await given.Query(Cancel);
        await given.Capture(Cancel, "1", "2", "3");

        var (found, next) = (new List<EpcisEvent>(), query + "/events?perPage=2");
        for (var page = 0; page < 2; page++)
        {
            using var answer = await given.Admin.GetAsync(next, Cancel);
            var body = await answer.Content.ReadAsByteArrayAsync(Cancel);
            JsonNode.Parse(body)!["epcisBody"]!["queryResults"]!.Text("queryName").ShouldBe("observed");
            found.AddRange(EpcisDocument.ParseValid(body).Value.Events);
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null!;
        }

        found.Count.ShouldBe(3);
        next.ShouldBeNull();
    }

    [Fact]
    public async Task An_insert_whose_answer_was_lost_shows_that_the_name_is_taken()
    {
        var given = await Given.Cooperative(Host, Cancel);

        await Host.Faults.BreakOverHttp(Fault.FailedButStored, IsInsert, () => given.Admin.Post("/epcis/queries", """{"name":"a","query":{}}""", Cancel).Problem(503, "storage-unavailable"));

        await given.Admin.GetAsync("/epcis/queries/a", Cancel).Json(200);
    }

    private static bool IsInsert(Azure.Core.Request request) => request.Method == Azure.Core.RequestMethod.Post && request.Uri.Path.EndsWith("/Queries", StringComparison.Ordinal);
}
