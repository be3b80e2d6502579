namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>
/// Conditions on extension fields: <c>EQ_example:field</c>, <c>GT_ILMD_example:field</c>, <c>EXISTS_INNER_example:field</c> and so on. A
/// list fulfils them where one of its items does; an object exists, and equals nothing. <see cref="ComparedValue"/> tells what a value is.
/// </summary>
internal static class ExtensionConditions
{
    public static readonly IReadOnlyList<(string Start, FlexibleReader Read)> Flexible =
        [.. Comparisons.All.Select(comparison => ($"{comparison}_", Compare(comparison))), ("EXISTS_", Exists)];

    private static FlexibleReader Compare(Comparison comparison) => (query, parameter, rest) =>
    {
        if (ExtensionField.Read(parameter, rest) is not { } field) return query;
        if (comparison == Comparison.EQ)
        {
            var any = parameter.Values.Select(value => new ComparedValue(value)).ToList();
            return query.Where(epcis => field.ValuesOf(epcis).Any(given => any.Exists(given.IsSameAs)));
        }

        if (parameter.One() is not { } text) return query;
        var bound = new ComparedValue(text);
        if (!bound.IsOrdered) parameter.Fault("must be a number, or a time with its offset, as 2026-11-20T06:30:00+07:00.");
        return query.Where(epcis => field.ValuesOf(epcis).Any(given => given.OrderTo(bound) is { } order && comparison.Holds(order)));
    };

    private static EventQuery Exists(EventQuery query, QueryParameter parameter, string rest) =>
        ExtensionField.Read(parameter, rest) is { } field && parameter.Asks() ? query.Where(field.IsIn) : query;
}
