using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Receipts;

/// <summary>Short words for the tests of weighing slips.</summary>
internal static class ReceiptWords
{
    public static JsonObject Fixed(string grade, decimal gross, decimal tare = 0, long price = 25_000) => new()
    {
        ["grade"] = grade,
        ["gross"] = gross,
        ["tare"] = tare,
        ["price"] = new JsonObject { ["kind"] = "fixed", ["amount"] = Vnd(price) },
    };

    /// <param name="kind"><c>later</c> or <c>consigned</c>.</param>
    public static JsonObject Open(string grade, decimal gross, string kind = "later") => new()
    {
        ["grade"] = grade,
        ["gross"] = gross,
        ["tare"] = 0,
        ["price"] = new JsonObject { ["kind"] = kind },
    };

    public static JsonObject Vnd(long amount) => new() { ["amount"] = amount, ["currency"] = "VND" };

    /// <summary>What Út brings: without lines, three grades of three kinds of price.</summary>
    public static JsonObject Slip(this Given given, params JsonNode[] lines) => new()
    {
        ["member"] = Given.Ut,
        ["plot"] = Given.UtsPlot,
        ["at"] = "2026-01-20T06:30:00+07:00",
        ["gtin"] = given.Gtin,
        ["lines"] = new JsonArray(lines.Length > 0 ? lines : [Fixed("Loại 1", 102.5m, 2.5m), Open("Loại 2", 40), Open("Loại 3", 5.5m, "consigned")]),
    };

    /// <summary>The same of another member.</summary>
    public static JsonObject Of(this JsonObject slip, string member, string plot)
    {
        (slip["member"], slip["plot"]) = (member, plot);
        return slip;
    }

    public static string ReceiptsPath(this Given given) => $"/api/coops/{given.Coop}/receipts";

    public static Task<HttpResponseMessage> PostSlip(this HttpClient client, Given given, JsonObject slip, params (string, string)[] headers) =>
        client.Post(given.ReceiptsPath(), slip, TestContext.Current.CancellationToken, headers);

    public static Task<HttpResponseMessage> PostPrice(this HttpClient client, Given given, string id, string grade, long amount, params (string, string)[] headers) =>
        client.Post($"{given.ReceiptsPath()}/{id}/price", new JsonObject { ["grade"] = grade, ["amount"] = Vnd(amount) }, TestContext.Current.CancellationToken, headers);
}
