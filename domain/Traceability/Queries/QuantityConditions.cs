namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>How much of a class: <c>GE_quantity</c> and its like, and with a unit <c>GE_quantity_KGM</c>.</summary>
internal static class QuantityConditions
{
    /// <summary>Without a unit: the bare number, whatever it is of.</summary>
    public static readonly IReadOnlyList<KeyValuePair<string, ParameterReader>> Fixed =
        [.. Comparisons.All.Select(comparison => KeyValuePair.Create($"{comparison}_quantity", Bare(comparison)))];

    public static readonly IReadOnlyList<(string Start, FlexibleReader Read)> Flexible =
        [.. Comparisons.All.Select(comparison => ($"{comparison}_quantity_", InUnit(comparison)))];

    private static ParameterReader Bare(Comparison comparison) => (query, parameter) =>
    {
        var wanted = MeasureConditions.Numbers(parameter, comparison);
        return query.Where(epcis => EventTerms.QuantitiesOf(epcis).Any(element =>
            element.Quantity is { } given && wanted.Any(number => comparison.Holds(given.CompareTo(number)))));
    };

    // Number and unit are of one quantity element; two parameters may be fulfilled by two.
    private static FlexibleReader InUnit(Comparison comparison) => (query, parameter, rest) =>
        MeasureConditions.Read(parameter, comparison, rest) is not { } holds ? query
        : query.Where(epcis => EventTerms.QuantitiesOf(epcis).Any(element => element.Quantity is { } given && holds(given, element.Uom)));
}
