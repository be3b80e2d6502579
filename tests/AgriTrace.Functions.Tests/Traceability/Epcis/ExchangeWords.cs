using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>Short words for exchanging events with the repository as another system does: over HTTP, and waiting for the job where it is told to.</summary>
internal static class ExchangeWords
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> Capture(this HttpClient client, string document, params (string Name, string Value)[] headers) =>
        client.PostEpcis("/epcis/capture", document, headers);

    /// <summary>Posts a document or an event as the standard's own media type.</summary>
    public static Task<HttpResponseMessage> PostEpcis(this HttpClient client, string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/ld+json")) };
        foreach (var (name, value) in headers) request.Headers.Add(name, value);
        return client.SendAsync(request, Cancel);
    }

    /// <summary>Captures, and waits until the job has ended.</summary>
    /// <returns>The job as it is then.</returns>
    public static async Task<JsonNode> Captured(this HttpClient client, string document, params (string Name, string Value)[] headers)
    {
        using var answer = await client.Capture(document, headers);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, text);
        var job = text.Length > 0 ? JsonNode.Parse(text) : null;
        await Eventually.Holds(
            async () => job?["running"]?.GetValue<bool>() == false || (job = await client.GetAsync(answer.Headers.Location, Cancel).Json(200))["running"]?.GetValue<bool>() == false,
            "the capture job ended", Cancel);
        return job!;
    }

    /// <summary>Captures what must be kept as a whole.</summary>
    public static async Task Kept(this HttpClient client, string document, params (string Name, string Value)[] headers)
    {
        var job = await client.Captured(document, headers);
        job["success"]!.GetValue<bool>().ShouldBeTrue(job.ToJsonString());
    }

    /// <summary>The events of a page, each as it was written.</summary>
    public static async Task<JsonArray> Events(this HttpClient client, string query = "") => EventsOf(await client.AsWritten("/epcis/events?perPage=100&" + query).Json(200));

    /// <summary>Asks for identifiers in the spelling that they came in.</summary>
    public static Task<HttpResponseMessage> AsWritten(this HttpClient client, string path) =>
        client.Send(HttpMethod.Get, path, null, Cancel, ("GS1-EPC-Format", "Never_Translates"));

    public static JsonArray EventsOf(JsonNode document) => document["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]!.AsArray();

    /// <summary>The events that a document sends, whichever of the two kinds it is.</summary>
    public static JsonArray Sent(JsonNode document) => (document["epcisBody"]!["eventList"] ?? EventsOf(document)).AsArray();

    public static JsonArray Sent(string document) => Sent(JsonNode.Parse(document)!);

    /// <summary>Each event that was sent is there once, with all its members; recordTime and a missing eventID are ours to add, and nothing else.</summary>
    public static void ShouldHoldAll(this JsonArray found, JsonArray sent)
    {
        found.Count.ShouldBe(sent.Count);
        var left = found.ToList();
        foreach (var wanted in sent)
        {
            var closest = left.MinBy(got => Differences(got!.AsObject(), wanted!.AsObject()).Count())!;
            Differences(closest.AsObject(), wanted!.AsObject()).ShouldBeEmpty();
            left.Remove(closest);
        }
    }

    private static IEnumerable<string> Differences(JsonObject got, JsonObject wanted)
    {
        string[] ours = ["recordTime", "eventID"];
        foreach (var (name, value) in wanted)
        {
            if (name != "recordTime" && !JsonNode.DeepEquals(got[name], value)) yield return $"{name} should be {value} and is {got[name]}";
        }

        foreach (var name in got.Select(member => member.Key).Except([.. wanted.Select(member => member.Key), .. ours])) yield return $"{name} was never sent";
        foreach (var name in ours.Where(name => !got.ContainsKey(name))) yield return $"{name} is missing";
    }
}
