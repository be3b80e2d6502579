namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Every expected failure of reading a query.</summary>
public static class QueryErrors
{
    /// <summary>What the standard calls a QueryParameterException; each fault has the name of a parameter as its path.</summary>
    public static Error InvalidParameters(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("query-parameter-invalid", "The query has parameters that cannot be answered; see errors.", faults);

    /// <summary>No index bounds it, and too many events are there to look at them all.</summary>
    public static readonly Error TooLarge = Error.TooLarge(
        "query-too-large", "Too many events would have to be looked at. Bound the query by time, EPC, EPC class, business step, disposition or place.");

    public static Error MoreThanMaxEventCount(int max) => Error.TooLarge("query-too-large", $"More than {max} events fit, which maxEventCount forbids.");
}
