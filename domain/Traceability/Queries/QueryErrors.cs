namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Every expected failure of reading a query.</summary>
public static class QueryErrors
{
    /// <summary>What the standard calls a QueryParameterException; each fault has the name of a parameter as its path.</summary>
    public static Error InvalidParameters(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("query-parameter-invalid", "The query has parameters that cannot be answered; see errors.", faults);
}
