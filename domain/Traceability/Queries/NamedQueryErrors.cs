namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Every expected failure of named queries.</summary>
public static class NamedQueryErrors
{
    public static readonly Error NameInvalid =
        Error.Invalid("query-name-invalid", "The name of a query is 1 to 100 letters of A to Z, digits, hyphens, underscores and dots, and not dots alone.", new FieldFault("$.name", "is no such name."));

    public static readonly Error NoSuchQuery = Error.NotFound("no-such-query", "The cooperative has no query of this name.");

    public static readonly Error TooMany =
        Error.Conflict("too-many-queries", $"The cooperative has {NamedQuery.MaxQueries} named queries already. Delete one first.");

    public static readonly Error Busy = Error.Unavailable("query-busy", "Somebody else changes this query or its subscriptions at this moment. Try again.");

    public static Error Exists(string name) =>
        Error.Conflict("query-exists", $"The name {name} is taken. Delete that query first, or take another name: a query never changes.");

    public static Error TooLong(int max) => Error.TooLarge("query-too-long", $"A named query has at most {max} characters.");
}
