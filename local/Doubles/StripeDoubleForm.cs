using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;

namespace AgriTrace.Local.Doubles;

/// <summary>The parameters of a new session, checked as Stripe checks them: an unknown one is an error, not a shrug.</summary>
internal sealed partial class StripeDoubleForm(string body)
{
    private readonly Dictionary<string, string> fields =
        QueryHelpers.ParseQuery(body).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());

    public string? this[string name] => fields.GetValueOrDefault(name);

    public DateTimeOffset? ExpiresAt => this["expires_at"] is { } at ? DateTimeOffset.FromUnixTimeSeconds(Whole(at)) : null;

    public string Currency => this["line_items[0][price_data][currency]"]!;

    public IReadOnlyList<StripeDoubleLine> Lines =>
    [
        .. Enumerable.Range(0, LineCount).Select(n => $"line_items[{n}]").Select(line => new StripeDoubleLine(
            this[$"{line}[price_data][product_data][name]"]!,
            this[$"{line}[price_data][product_data][description]"],
            Whole(this[$"{line}[quantity]"]!) * Whole(this[$"{line}[price_data][unit_amount]"]!))),
    ];

    public IEnumerable<KeyValuePair<string, string>> Metadata =>
        from pair in fields
        let name = MetadataName().Match(pair.Key)
        where name.Success
        select KeyValuePair.Create(name.Groups[1].Value, pair.Value);

    private int LineCount => fields.Keys.Count(key => key.EndsWith("[quantity]", StringComparison.Ordinal));

    private IEnumerable<string> Required =>
    [
        "mode", "success_url", "line_items[0][quantity]",
        .. Enumerable.Range(0, LineCount).SelectMany(n => new[]
        {
            $"line_items[{n}][price_data][currency]",
            $"line_items[{n}][price_data][unit_amount]",
            $"line_items[{n}][price_data][product_data][name]",
        }),
    ];

    /// <summary>What is wrong with it; null when nothing is.</summary>
    public (string? Code, string Param, string Message)? Fault(DateTimeOffset now)
    {
        if (fields.Keys.FirstOrDefault(key => !Known().IsMatch(key)) is { } unknown)
            return ("parameter_unknown", unknown, $"Received unknown parameter: {unknown}");
        if (Required.FirstOrDefault(name => string.IsNullOrEmpty(this[name])) is { } missing)
            return ("parameter_missing", missing, $"Missing required param: {missing}.");
        if (fields.FirstOrDefault(pair => Number().IsMatch(pair.Key) && !IsWhole(pair.Value)) is { Key: { } odd })
            return ("parameter_invalid_integer", odd, $"Invalid integer: {this[odd]}");
        if (LineCount > 100)
            return (null, "line_items", "The maximum number of line items is 100.");
        if (ExpiresAt < now.AddMinutes(30))
            return (null, "expires_at", "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.");
        if (ExpiresAt > now.AddHours(24))
            return (null, "expires_at", "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.");

        return null;
    }

    private static bool IsWhole(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static long Whole(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("""
        ^(mode|success_url|cancel_url|client_reference_id|expires_at
        |metadata\[\w+\]|payment_intent_data\[metadata\]\[\w+\]
        |line_items\[\d+\]\[(quantity|price_data\]\[(currency|unit_amount|product_data\]\[(name|description)))\])$
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Known();

    [GeneratedRegex(@"^expires_at$|\[(quantity|unit_amount)\]$")]
    private static partial Regex Number();

    [GeneratedRegex(@"^metadata\[(\w+)\]$")]
    private static partial Regex MetadataName();
}
