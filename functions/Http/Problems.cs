using System.Diagnostics;
using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Functions.Traceability;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>The one mapping of errors to RFC 9457 problem details. Below <c>/epcis</c> their type is an exception of the standard.</summary>
internal static class Problems
{
    public const string ContentType = "application/problem+json; charset=utf-8";

    /// <summary>Documented in docs/operations.md; ends in the error's code.</summary>
    private const string TypeBase = "https://agritrace.example/problems/";

    public static int StatusOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Invalid => StatusCodes.Status400BadRequest,
        ErrorKind.Unauthenticated => StatusCodes.Status401Unauthorized,
        ErrorKind.Forbidden => StatusCodes.Status403Forbidden,
        ErrorKind.NotFound => StatusCodes.Status404NotFound,
        ErrorKind.WrongVerb => StatusCodes.Status405MethodNotAllowed,
        ErrorKind.NotAcceptable => StatusCodes.Status406NotAcceptable,
        ErrorKind.TooSlow => StatusCodes.Status408RequestTimeout,
        ErrorKind.Conflict => StatusCodes.Status409Conflict,
        ErrorKind.Gone => StatusCodes.Status410Gone,
        ErrorKind.Changed => StatusCodes.Status412PreconditionFailed,
        ErrorKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        ErrorKind.UriTooLong => StatusCodes.Status414UriTooLong,
        ErrorKind.UnsupportedMedia => StatusCodes.Status415UnsupportedMediaType,
        ErrorKind.TooMany => StatusCodes.Status429TooManyRequests,
        ErrorKind.NotImplemented => StatusCodes.Status501NotImplemented,
        ErrorKind.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An error kind without a status."),
    };

    public static Reply Of(HttpRequest request, Error error)
    {
        var status = StatusOf(error.Kind);
        var type = EpcisHeaders.AreDue(request) ? EpcisExceptions.TypeOf(error) : TypeBase + error.Code;
        var reply = Reply.Json(status, Document(status, type, error), ContentType);
        return error.Kind switch
        {
            ErrorKind.Unauthenticated => reply.With("WWW-Authenticate", "Bearer"),
            ErrorKind.TooMany => reply.With("Retry-After", error.Facts[LimitErrors.RetryAfter]!.ToString()!),
            ErrorKind.Unavailable => reply.With("Retry-After", "2"),
            ErrorKind.TooLarge when type == EpcisExceptions.CaptureLimitExceeded => EpcisHeaders.WithCaptureLimits(reply),
            _ => reply,
        };
    }

    /// <summary>An exception that nobody expected: the caller learns the id under which the log holds the cause, and nothing else.</summary>
    public static Reply Unexpected(HttpRequest request, string traceId) =>
        Reply.Json(StatusCodes.Status500InternalServerError, new Dictionary<string, object?>
        {
            ["type"] = EpcisHeaders.AreDue(request) ? EpcisExceptions.Implementation : TypeBase + "unexpected",
            ["title"] = "Internal Server Error",
            ["status"] = StatusCodes.Status500InternalServerError,
            ["detail"] = "Something failed on our side. The log holds the cause under this trace id.",
            ["code"] = "unexpected",
            ["traceId"] = traceId,
        }, ContentType);

    public static string TraceId(HttpContext http) => Activity.Current?.TraceId.ToString() ?? http.TraceIdentifier;

    private static Dictionary<string, object?> Document(int status, string type, Error error)
    {
        var document = new Dictionary<string, object?>
        {
            ["type"] = type,
            ["title"] = Title(error.Kind),
            ["status"] = status,
            ["detail"] = error.Detail,
            ["code"] = error.Code,
        };
        if (error.Faults.Count > 0) document["errors"] = error.Faults;
        foreach (var (name, value) in error.Facts) document[name] = value;
        return document;
    }

    private static string Title(ErrorKind kind) =>
        Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(StatusOf(kind)) is { Length: > 0 } phrase
            ? phrase
            : StatusOf(kind).ToString(CultureInfo.InvariantCulture);
}
