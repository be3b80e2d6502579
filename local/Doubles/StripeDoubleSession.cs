using System.Text.Json.Nodes;

namespace AgriTrace.Local.Doubles;

internal sealed record StripeDoubleLine(string Name, string? Description, long Amount);

/// <summary>A checkout session as the double keeps it.</summary>
internal sealed class StripeDoubleSession(StripeDoubleForm form, Uri baseUrl, DateTimeOffset created)
{
    private bool paid;
    private bool closed;

    public string Id { get; } = $"cs_test_{Guid.CreateVersion7():N}";

    public IReadOnlyList<StripeDoubleLine> Lines { get; } = form.Lines;

    public string Currency { get; } = form.Currency;

    public string SuccessUrl { get; } = form["success_url"]!;

    public string? CancelUrl { get; } = form["cancel_url"];

    public long Total => Lines.Sum(line => line.Amount);

    private DateTimeOffset ExpiresAt { get; } = form.ExpiresAt ?? created.AddHours(24);

    private string Page => new Uri(baseUrl, $"/pay/{Id}").AbsoluteUri;

    private string PaymentIntent => Id.Replace("cs_test_", "pi_", StringComparison.Ordinal);

    public string Status(DateTimeOffset now) => paid ? "complete" : closed || now >= ExpiresAt ? "expired" : "open";

    public void Pay() => paid = true;

    /// <summary>Null while nobody has paid.</summary>
    public string? PaidIntent => paid ? PaymentIntent : null;

    private readonly List<(long Amount, JsonObject Json)> refunds = [];

    /// <summary>The latest first.</summary>
    public IEnumerable<JsonObject> Refunds => refunds.Select(refund => refund.Json).Reverse();

    /// <returns>Null where that is more than is left.</returns>
    public JsonObject? Refund(StripeDoubleForm wanted, long amount)
    {
        if (amount <= 0 || refunds.Sum(refund => refund.Amount) + amount > Total) return null;
        var refund = new JsonObject
        {
            ["id"] = $"re_{Guid.CreateVersion7():N}",
            ["object"] = "refund",
            ["amount"] = amount,
            ["currency"] = Currency,
            ["metadata"] = MetadataOf(wanted),
            ["payment_intent"] = PaidIntent,
            ["status"] = "succeeded",
        };
        refunds.Add((amount, refund));
        return refund;
    }

    private static JsonObject MetadataOf(StripeDoubleForm form) => new(form.Metadata.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    public void Close() => closed = true;

    public JsonObject ToJson(DateTimeOffset now) => new()
    {
        ["id"] = Id,
        ["object"] = "checkout.session",
        ["amount_subtotal"] = Total,
        ["amount_total"] = Total,
        ["cancel_url"] = CancelUrl,
        ["client_reference_id"] = form["client_reference_id"],
        ["created"] = created.ToUnixTimeSeconds(),
        ["currency"] = Currency,
        ["expires_at"] = ExpiresAt.ToUnixTimeSeconds(),
        ["livemode"] = false,
        ["metadata"] = MetadataOf(form),
        ["mode"] = "payment",
        ["payment_intent"] = paid ? PaymentIntent : null,
        ["payment_status"] = paid ? "paid" : "unpaid",
        ["status"] = Status(now),
        ["success_url"] = SuccessUrl,
        ["url"] = Status(now) == "open" ? Page : null,
    };
}
