using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>Event hashes for whoever asks, with GS1's vectors.</summary>
public sealed class HashEventsTests(House house) : HttpTests(house)
{
    private const string Context = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld";

    // The second line of this file is not what its own .hashes file hashes: it repeats the first event with its extension misplaced.
    private const string WithStalePreHash = "epcisDocWithCustomSchemaInContext.jsonld";

    private static readonly string Folder = Repository.Path("..", "shared", "data", "gs1", "event-hash");

    public static TheoryData<string> Documents =>
        Directory.Exists(Folder) ? [.. Directory.GetFiles(Folder, "*.jsonld").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)] : ["absent"];

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task Every_vector_of_gs1_is_reproduced(string name)
    {
        Assert.SkipUnless(Directory.Exists(Folder), "GS1's vectors are not there: ../shared/data/gs1 beside the repository.");
        var document = await File.ReadAllTextAsync(Path.Combine(Folder, name), Cancel);

        var events = (await Hash(document, Ignored(document)).Json(200))["events"]!.AsArray();

        events.Select(one => one!.Text("hash")).ShouldBe(Lines(name, ".hashes"));
        var expected = Lines(name, ".prehashes");
        if (name == WithStalePreHash) expected = expected[..1];
        events.Take(expected.Length).Select(one => one!.Text("preHash")).ShouldBe(expected);
    }

    [Fact]
    public async Task An_event_that_breaks_the_rules_has_a_hash_too_and_what_is_no_epcis_has_none()
    {
        var events = (await Hash("""{"type":"ObjectEvent","action":"LOOK"}""").Json(200))["events"]!.AsArray();

        events.ShouldHaveSingleItem()!.Text("preHash").ShouldBe("eventType=ObjectEventaction=LOOK");
        await Hash("""{"type":"Lunch"}""").Problem(400, "not-epcis");
        await Hash("{").Problem(400, "unreadable-json");
        await Hash("<x/>", type: "application/xml").Problem(415, "body-not-json");
    }

    [Fact]
    public async Task More_than_can_be_captured_is_not_hashed()
    {
        await Hash(Document("{}", Enumerable.Repeat("""{"type":"ObjectEvent"}""", Capture.MaxEvents + 1))).Problem(413, "too-many-events");
        await Hash(new string(' ', Capture.MaxBytes + 1)).Problem(413, "body-too-large");
        (await Hash(Document("{}", [$$"""{"type":"ObjectEvent","cbvmda:x":"{{new string('x', Capture.MaxBytes - 1_000)}}"}"""])).Json(200))["events"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_small_document_cannot_ask_for_an_endless_answer()
    {
        var members = string.Join(',', Enumerable.Range(0, 200_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"\"a:{number}\":1")));
        await Hash(Document($$"""{"a":"https://farm.example/{{new string('x', 470)}}/"}""", [$$"""{"type":"ObjectEvent",{{members}}}"""])).Problem(413, "too-much-to-hash");

        var chain = string.Join(',', Enumerable.Range(1, 5_000).Select(number => string.Create(CultureInfo.InvariantCulture, $"\"p{number}\":\"p{number - 1}:abcdefghij\"")));
        var hashed = await Hash(Document($$"""{"p0":"https://farm.example/",{{chain}}}""", ["""{"type":"ObjectEvent","p2:x":1,"p4999:x":1}"""])).Json(200);
        hashed["events"]![0]!.Text("preHash").ShouldContain("{https://farm.example/abcdefghijabcdefghij}x=1");
    }

    private Task<HttpResponseMessage> Hash(string body, string query = "", string type = "application/ld+json") =>
        Anyone.PostAsync("/api/event-hash" + query, new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)), Cancel);

    private static string Document(string context, IEnumerable<string> events) =>
        $$"""{"@context":["{{Context}}",{{context}}],"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }""";

    /// <summary>GS1's tool reads this list out of the document; here whoever asks says it.</summary>
    private static string Ignored(string document)
    {
        var names = JsonNode.Parse(document)!["repository-x:ignoreFields"]?.AsArray();
        if (names is null) return string.Empty;
        var context = EpcisDocument.Parse(Encoding.UTF8.GetBytes(document)).Value.Context;
        return "?ignore=" + string.Join('|', names.Select(name => Uri.EscapeDataString(context.Expand(name!.GetValue<string>())!)));
    }

    private static string[] Lines(string name, string extension) =>
        File.ReadAllText(Path.Combine(Folder, Path.ChangeExtension(name, extension))).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
