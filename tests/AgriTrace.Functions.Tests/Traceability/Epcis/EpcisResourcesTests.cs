using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>The values that events have, each with its events.</summary>
public sealed class EpcisResourcesTests(House house) : HttpTests(house)
{
    private const string Item = "https://id.gs1.org/01/09521141012345/21/7";
    private const string Lot = "https://id.gs1.org/01/09521141012345/10/L1";
    private const string Place = "https://id.gs1.org/414/9521141000007";

    private const string Document = $$$"""
        {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"ex":"https://ex.example/"}],"type":"EPCISDocument","schemaVersion":"2.0",
        "creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[
        {"type":"ObjectEvent","eventTime":"2026-01-01T06:30:00Z","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"shipping","disposition":"in_transit",
         "epcList":["urn:epc:id:sgtin:9521141.001234.7"],"quantityList":[{"epcClass":"{{{Lot}}}"}],"readPoint":{"id":"{{{Place}}}"},"bizLocation":{"id":"{{{Place}}}"}},
        {"type":"ObjectEvent","eventTime":"2026-02-01T06:30:00Z","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"ex:steaming","epcList":["https://ex.example/crates/1"]}]}}
        """;

    [Theory]
    [InlineData("eventTypes", "ObjectEvent", 2)]
    [InlineData("eventTypes", "AggregationEvent", 0)]
    [InlineData("epcs", Item, 1)]
    [InlineData("epcs", "urn:epc:id:sgtin:9521141.001234.7", 1)]
    [InlineData("epcs", Lot, 1)]
    [InlineData("epcs", "https://ex.example/crates/1", 1)]
    [InlineData("bizSteps", "shipping", 1)]
    [InlineData("bizSteps", "https://ex.example/steaming", 1)]
    [InlineData("bizSteps", "receiving", 0)]
    [InlineData("bizLocations", Place, 1)]
    [InlineData("readPoints", Place, 1)]
    [InlineData("dispositions", "urn:epcglobal:cbv:disp:in_transit", 1)]
    public async Task A_value_leads_to_the_events_that_have_it(string resource, string value, int count)
    {
        var given = await Captured();
        var path = $"/epcis/{resource}/{Uri.EscapeDataString(value)}";

        (await given.Admin.GetAsync(path, Cancel).Json(200))["member"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldBe(["events"]);
        Listed(await given.Admin.GetAsync(path + "/events", Cancel).Json(200)).Count.ShouldBe(count);
        // As it comes from behind a proxy that decodes slashes.
        Listed(await given.Admin.GetAsync(path.Replace("%2F", "/", StringComparison.Ordinal) + "/events", Cancel).Json(200)).Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("eventTypes", "ObjectEvent", "TransformationEvent")]
    [InlineData("epcs", Item, "https://ex.example/crates/1")]
    [InlineData("bizSteps", "shipping", "https://ex.example/steaming")]
    [InlineData("bizLocations", Place)]
    [InlineData("readPoints", Place)]
    [InlineData("dispositions", "in_transit")]
    public async Task A_list_has_the_standard_values_and_those_that_occurred(string resource, params string[] values)
    {
        var given = await Captured();

        var collection = await given.Admin.GetAsync("/epcis/" + resource, Cancel).Json(200);

        collection.Text("type").ShouldBe("Collection");
        var members = collection["member"]!.AsArray().Select(one => one!.GetValue<string>()).ToArray();
        values.ShouldBeSubsetOf(members);
        members.ShouldBeUnique();
        members.ShouldNotContain(Lot, "a class is no EPC");
    }

    [Fact]
    public async Task Lists_come_in_pages_that_together_have_each_value_once()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var epcs = string.Join(',', Enumerable.Range(1, 25).Select(number => $"\"https://ex.example/crates/{number}\""));
        await Capture(given, Document.Replace("\"https://ex.example/crates/1\"", epcs, StringComparison.Ordinal));

        var (seen, next) = (new List<string>(), "/epcis/epcs?perPage=10");
        while (next is not null)
        {
            var answer = await given.Admin.GetAsync(next, Cancel);
            seen.AddRange((await Task.FromResult(answer).Json(200))["member"]!.AsArray().Select(one => one!.GetValue<string>()));
            next = answer.Headers.TryGetValues("Link", out var link) ? link.Single().Split('<', '>')[1] : null;
        }

        seen.Count.ShouldBe(26);
        seen.ShouldBeUnique();
    }

    [Fact]
    public async Task A_list_has_identifiers_in_the_form_that_was_asked_for_or_is_406()
    {
        var given = await Captured();
        async Task<HttpResponseMessage> Ask(string list) => await given.Admin.Send(HttpMethod.Get, list, null, Cancel, ("GS1-EPC-Format", "Always_EPC_URN"));

        (await Task.FromResult(await Ask("/epcis/bizSteps")).Json(200))["member"]!.AsArray().Select(one => one!.GetValue<string>()).ShouldContain("shipping");
        await Task.FromResult(await Ask("/epcis/readPoints")).Problem(406, "epc-format-not-acceptable");
    }

    [Theory]
    [InlineData("/epcis/colours", "no-such-route")]
    [InlineData("/epcis/epcs/urn:epc:id:sgtin:9521141.001234.8", "no-such-resource")]
    [InlineData("/epcis/bizSteps/dancing", "no-such-resource")]
    [InlineData("/epcis/bizSteps/dancing/events", "no-such-resource")]
    public async Task What_does_not_occur_is_404(string path, string code) => await (await Captured()).Admin.GetAsync(path, Cancel).Problem(404, code);

    [Fact]
    public async Task Nobody_sees_the_values_of_another_cooperative()
    {
        await Captured();
        var other = await Given.Cooperative(Host, Cancel);

        (await other.Admin.GetAsync("/epcis/epcs", Cancel).Json(200))["member"]!.AsArray().ShouldBeEmpty();
        await other.Admin.GetAsync("/epcis/epcs/" + Uri.EscapeDataString(Item), Cancel).Problem(404, "no-such-resource");
    }

    private async Task<Given> Captured()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Capture(given, Document);
        return given;
    }

    private static async Task Capture(Given given, string document) =>
        (await given.Admin.PostAsync("/epcis/capture", new StringContent(document, Encoding.UTF8, "application/json"), Cancel)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

    private static JsonArray Listed(JsonNode document) => document["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]!.AsArray();
}
