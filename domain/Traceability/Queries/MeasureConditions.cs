namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Numbers with a unit, of quantities and of sensors.</summary>
internal static class MeasureConditions
{
    /// <summary>One number, or for EQ_ any of many.</summary>
    public static IReadOnlyList<decimal> Numbers(QueryParameter parameter, Comparison comparison) =>
        comparison == Comparison.EQ ? parameter.Numbers() : parameter.Number() is { } number ? [number] : [];

    /// <summary>A test of a number and its unit; null where the name does not end in a unit.</summary>
    public static Func<decimal, string?, bool>? Read(QueryParameter parameter, Comparison comparison, string uom)
    {
        if (uom.Length is < 2 or > 4 || !uom.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)))
        {
            parameter.Fault("must end in a unit of UN/ECE Recommendation 20, like KGM.");
            return null;
        }

        var wanted = Numbers(parameter, comparison);
        return (given, unit) => wanted.Any(number => Units.Order(given, unit, number, uom) is { } order && comparison.Holds(order));
    }
}
