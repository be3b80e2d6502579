using System.Globalization;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Functions.Tests.Ledger;

/// <summary>Short words for the tests of the books.</summary>
internal static class LedgerWords
{
    public static DateOnly Today => Period.DayOf(DateTimeOffset.UtcNow);

    public static DateOnly Yesterday => Today.AddDays(-1);

    public static string Text(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string LedgerPath(this Given given) => $"/api/coops/{given.Coop}/ledger";

    public static JsonObject Debit(string account, long amount) => new() { ["account"] = account, ["debit"] = amount };

    public static JsonObject Credit(string account, long amount) => new() { ["account"] = account, ["credit"] = amount };

    public static JsonObject Transfer(params JsonNode[] postings) => new() { ["postings"] = new JsonArray(postings), ["note"] = "Nộp tiền bán hàng vào ngân hàng" };

    /// <summary>Booked to another day than today.</summary>
    public static JsonObject On(this JsonObject body, DateOnly day)
    {
        body["day"] = day.Text();
        return body;
    }

    public static Task<HttpResponseMessage> PostTransfer(this HttpClient client, Given given, JsonObject body, string? key = null) =>
        client.Post($"{given.LedgerPath()}/transfers", body, TestContext.Current.CancellationToken, ("Idempotency-Key", key ?? Guid.NewGuid().ToString("N")));

    public static Task<HttpResponseMessage> Close(this HttpClient client, Given given, DateOnly day) =>
        client.Send(HttpMethod.Put, $"{given.LedgerPath()}/closed-through", new JsonObject { ["day"] = day.Text() }, TestContext.Current.CancellationToken);

    public static Task<JsonNode> TrialBalance(this HttpClient client, Given given, string query = "") =>
        client.GetAsync($"{given.LedgerPath()}/trial-balance{query}", TestContext.Current.CancellationToken).Json(200);

    /// <summary>What is on an account: a debit above zero, a credit below.</summary>
    public static long On(this JsonNode trialBalance, string account) =>
        trialBalance["accounts"]!.AsArray().Where(row => row!.Text("account") == account).Sum(row => row!["debit"]!.GetValue<long>() - row["credit"]!.GetValue<long>());
}
