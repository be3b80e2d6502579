using System.Globalization;

namespace AgriTrace.Domain;

/// <summary>An amount of money.</summary>
/// <param name="Amount">In minor units of the currency; VND has none, so these are đồng.</param>
/// <param name="Currency">ISO 4217, in capitals.</param>
public sealed record Money(long Amount, string Currency)
{
    public const string Vnd = "VND";

    /// <summary>Of ISO 4217: what a cooperative of the Mekong Delta is paid in by buyers here and abroad.</summary>
    public static IReadOnlyList<string> Currencies { get; } = [Vnd, "USD", "EUR", "JPY", "CNY", "KRW", "THB", "SGD", "MYR", "KHR", "LAK", "IDR", "PHP", "TWD", "HKD", "AUD", "NZD", "GBP", "CHF", "CAD", "INR", "AED", "RUB"];

    /// <summary>Far above any order of a cooperative, and far below where sums of many would overflow.</summary>
    public const long Max = 100_000_000_000_000;

    /// <summary>
    /// The price of a quantity: rounded to the minor unit, half up, once per line. 1.235 kg at 65,500 đ is 80,892.5 đ, so 80,893 đ.
    /// </summary>
    /// <returns>Null when the result is beyond <see cref="Max"/>.</returns>
    public Money? Times(decimal quantity)
    {
        var exact = Amount * quantity;
        return Math.Abs(exact) > Max ? null : this with { Amount = (long)Math.Round(exact, 0, MidpointRounding.AwayFromZero) };
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Amount} {Currency}");
}
