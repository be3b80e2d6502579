using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>Short words for the tests of this feature.</summary>
internal static class TraceabilityWords
{
    public static object Harvest(
        this Given given, string? lot = "L1", string plot = Given.UtsPlot, string member = Given.Ut, decimal quantity = 500, string unit = "KGM",
        string harvestedAt = "2026-01-20T06:30:00+07:00") =>
        Without(new { gtin = given.Gtin, lot, plot, member, quantity = new { value = quantity, unit }, harvestedAt });

    public static object Step(this Given given, string type, string lot = "L1", string place = Given.PackingHouse, string at = "2026-01-20T14:00:00+07:00") =>
        new { type, at, place, gtin = given.Gtin, lot };

    public static object Share(this Given given, string lot, decimal quantity) => new { gtin = given.Gtin, lot, quantity = new { value = quantity, unit = "KGM" } };

    public static Task<HttpResponseMessage> PostLot(this HttpClient client, Given given, object body, params (string, string)[] headers) =>
        client.Post($"/api/coops/{given.Coop}/lots", body, TestContext.Current.CancellationToken, headers);

    public static Task<HttpResponseMessage> PostEvent(this HttpClient client, Given given, object body, params (string, string)[] headers) =>
        client.Post($"/api/coops/{given.Coop}/events", body, TestContext.Current.CancellationToken, headers);

    public static string TracePath(this Given given, string lot = "L1") => $"/trace/01/{given.Gtin}/10/{Uri.EscapeDataString(lot)}";

    public static Task<JsonNode> TraceRecord(this Given given, string lot = "L1") =>
        given.Host.Anyone.Send(HttpMethod.Get, given.TracePath(lot), null, TestContext.Current.CancellationToken, ("Accept", "application/json")).Json(200);

    private static JsonNode Without(object body)
    {
        var json = JsonNode.Parse(System.Text.Json.JsonSerializer.Serialize(body))!.AsObject();
        foreach (var name in json.Where(member => member.Value is null).Select(member => member.Key).ToArray()) json.Remove(name);
        return json;
    }
}
