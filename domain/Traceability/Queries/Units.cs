using System.Collections.Frozen;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>
/// Compares measurements in units of UN/ECE Recommendation 20. Those few that farms, trucks and cold rooms use are converted, exactly;
/// any other unit is compared with itself only.
/// </summary>
internal static class Units
{
    // A conversion of more could overflow. No crop weighs as much.
    private const decimal MaxConverted = 1e18m;

    private static readonly FrozenDictionary<string, Unit> Known = new Dictionary<string, Unit>
    {
        ["MGM"] = new("mass", 1),
        ["GRM"] = new("mass", 1_000),
        ["KGM"] = new("mass", 1_000_000),
        ["DTN"] = new("mass", 100_000_000),
        ["TNE"] = new("mass", 1_000_000_000),
        ["MMT"] = new("length", 1),
        ["CMT"] = new("length", 10),
        ["MTR"] = new("length", 1_000),
        ["KMT"] = new("length", 1_000_000),
        ["MLT"] = new("volume", 1),
        ["LTR"] = new("volume", 1_000),
        ["MTQ"] = new("volume", 1_000_000),

        // In ninths of a kelvin, so that a degree Fahrenheit is a whole number of them.
        ["KEL"] = new("temperature", 9),
        ["CEL"] = new("temperature", 9, 273.15m),
        ["FAH"] = new("temperature", 5, 459.67m),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <returns>How the one is to the other, as CompareTo has it; null where the units cannot be compared.</returns>
    public static int? Order(decimal one, string? unit, decimal other, string otherUnit)
    {
        if (unit == otherUnit) return one.CompareTo(other);
        if (unit is null || !Known.TryGetValue(unit, out var from) || !Known.TryGetValue(otherUnit, out var to)) return null;
        if (from.Of != to.Of) return null;
        return Math.Abs(one) > MaxConverted || Math.Abs(other) > MaxConverted ? null : from.Base(one).CompareTo(to.Base(other));
    }

    /// <returns>The same measurement in another unit; null where the units cannot be compared.</returns>
    public static decimal? In(string wanted, decimal number, string? unit)
    {
        if (unit is null || !Known.TryGetValue(unit, out var from) || !Known.TryGetValue(wanted, out var to) || from.Of != to.Of) return null;
        return Math.Abs(number) > MaxConverted ? null : (from.Base(number) / to.Factor) - to.Offset;
    }

    private sealed record Unit(string Of, decimal Factor, decimal Offset = 0)
    {
        public decimal Base(decimal number) => (number + Offset) * Factor;
    }
}
