using System.Globalization;
using System.Text.Json.Serialization;
using AgriTrace.Domain;

namespace AgriTrace.Infra.Payments;

/// <summary>One order, to be paid on Stripe's page.</summary>
/// <param name="Coop">Comes back with the session, so that a webhook finds its partition.</param>
/// <param name="Lines">At most 100, Stripe's limit.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="ExpiresAt">30 minutes to 24 hours ahead. Persist it: a repeat that computes it anew asks for another page.</param>
/// <param name="SuccessPath">Where the buyer lands after paying, below the public base. Landing there proves nothing.</param>
/// <param name="CancelPath">Where the buyer lands after turning back. The session stays open.</param>
public sealed record CheckoutRequest(
    string OrderId,
    string Coop,
    IReadOnlyList<CheckoutLine> Lines,
    string Currency,
    DateTimeOffset ExpiresAt,
    string SuccessPath,
    string CancelPath)
{
    /// <summary>By which a repeat is known: a request that differs in any member has a page of its own.</summary>
    [JsonIgnore]
    public string Page => Ids.Base32(Ids.Hash("page", AgriTraceJson.Write(this)), 16);
}

/// <summary>One line of the order as the buyer reads it on Stripe's page.</summary>
/// <param name="Name">What was bought.</param>
/// <param name="Quantity">May be a fraction, which Stripe does not know: there the line is one piece at <paramref name="Total"/>.</param>
/// <param name="Unit">As people write it: <c>kg</c>.</param>
/// <param name="UnitAmount">In minor units; shown, never multiplied here.</param>
/// <param name="Total">In minor units, rounded by whoever took the order.</param>
public sealed record CheckoutLine(string Name, decimal Quantity, string Unit, long UnitAmount, long Total)
{
    /// <summary>The currencies whose minor unit Stripe takes to be the unit itself.</summary>
    private static readonly HashSet<string> ZeroDecimal =
    [
        "BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF",
    ];

    // Written out, because the text is part of an idempotent request and a server's locale data may change under it.
    private static readonly NumberFormatInfo Vietnamese = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };

    /// <summary><c>3,5 kg × 65.000 ₫</c></summary>
    internal string Describe(string currency) => string.Create(Vietnamese, $"{Quantity:#,0.###} {Unit} × {Price(currency)}");

    private string Price(string currency) => currency switch
    {
        "VND" => string.Create(Vietnamese, $"{UnitAmount:#,0} ₫"),
        _ when ZeroDecimal.Contains(currency) => string.Create(Vietnamese, $"{UnitAmount:#,0} {currency}"),
        _ => string.Create(Vietnamese, $"{UnitAmount / 100m:#,0.00} {currency}"),
    };
}
