namespace AgriTrace.Domain;

/// <summary>What kind of refusal an <see cref="Error"/> is; the HTTP status follows from it, in one place.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is wrong and will be wrong again (400).</summary>
    Invalid,

    /// <summary>Nobody has said who is calling, or not so that we can trust it (401).</summary>
    Unauthenticated,

    /// <summary>We know who is calling, and they may not (403).</summary>
    Forbidden,

    /// <summary>The thing is not there, or not for this caller (404).</summary>
    NotFound,

    /// <summary>The route is there, for another verb (405).</summary>
    WrongVerb,

    /// <summary>Nothing that we can answer is what the caller accepts (406).</summary>
    NotAcceptable,

    /// <summary>The request did not arrive in time (408).</summary>
    TooSlow,

    /// <summary>The state of the thing, or another writer, stands against it (409).</summary>
    Conflict,

    /// <summary>The thing was there, and its time is over (410).</summary>
    Gone,

    /// <summary>The thing changed since the caller read it (412).</summary>
    Changed,

    /// <summary>More than a documented limit (413).</summary>
    TooLarge,

    /// <summary>The path and query are longer than a documented limit (414).</summary>
    UriTooLong,

    /// <summary>The body is of a kind that this route does not read (415).</summary>
    UnsupportedMedia,

    /// <summary>Too often; the same request will do after a while (429).</summary>
    TooMany,

    /// <summary>A part of a standard that we leave out (501).</summary>
    NotImplemented,

    /// <summary>Not now; the same request may succeed later (503).</summary>
    Unavailable,
}

/// <summary>A bad field of a request.</summary>
/// <param name="Path">Where it stands, as a JSON path from the body's root: <c>$.lines[0].quantity</c>.</param>
/// <param name="Message">What is wrong with it, and what would be right.</param>
public sealed record FieldFault(string Path, string Message);

/// <summary>An expected failure, as a value. Exceptions are for bugs and for storage that does not answer.</summary>
/// <param name="Kind">Decides the HTTP status.</param>
/// <param name="Code">Stable and lower-case with hyphens; programs may rely on it. It ends the problem's <c>type</c> URI.</param>
/// <param name="Detail">A sentence for the person who can mend the cause. Never holds secrets or another cooperative's data.</param>
public sealed record Error(ErrorKind Kind, string Code, string Detail)
{
    /// <summary>Every bad field, where the request has named fields.</summary>
    public IReadOnlyList<FieldFault> Faults { get; init; } = [];

    /// <summary>Further members of the problem document, such as the quantity that is left. Names in camelCase.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = EmptyFacts;

    private static readonly Dictionary<string, object?> EmptyFacts = [];

    public static Error Invalid(string code, string detail, params IReadOnlyList<FieldFault> faults) =>
        new(ErrorKind.Invalid, code, detail) { Faults = faults };

    public static Error Unauthenticated(string code, string detail) => new(ErrorKind.Unauthenticated, code, detail);

    public static Error Forbidden(string code, string detail) => new(ErrorKind.Forbidden, code, detail);

    public static Error NotFound(string code, string detail) => new(ErrorKind.NotFound, code, detail);

    public static Error Conflict(string code, string detail) => new(ErrorKind.Conflict, code, detail);

    public static Error TooLarge(string code, string detail) => new(ErrorKind.TooLarge, code, detail);

    public static Error Unavailable(string code, string detail) => new(ErrorKind.Unavailable, code, detail);
}
