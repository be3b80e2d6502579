using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability.Consignments;

/// <summary>Short words for the tests of this feature.</summary>
internal static class ConsignmentWords
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static object Consignment(this Given given, int days = 30, params string[] lots) =>
        new { lots = (lots.Length == 0 ? ["L1"] : lots).Select(lot => new { gtin = given.Gtin, lot }), recipient = "Công ty Nhập khẩu Hà Lan", purpose = "Xuất khẩu", days };

    public static Task<HttpResponseMessage> Share(this HttpClient client, Given given, object body, string key = "k1") =>
        client.Post($"/api/coops/{given.Coop}/consignments", body, Cancel, ("Idempotency-Key", key));

    /// <summary>The path and query of a link.</summary>
    public static string Path(this JsonNode made) => new Uri(made.Text("url")).PathAndQuery;
}
