using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace AgriTrace.Functions.Traceability;

/// <summary>A call of the EPCIS interface whose headers were read: for whom, what form its answer takes, and what its prefixes mean.</summary>
/// <param name="MediaType">Of the answer.</param>
/// <param name="Prefixes">For the names and CURIEs in the query of the URL.</param>
internal sealed record EpcisCall(string Coop, string MediaType, EpcFormat Format, EpcisContext Prefixes)
{
    /// <summary>Of path and query as they were sent. A query that is longer is kept under a name and asked by that.</summary>
    private const int MaxTarget = 6_000;

    private const string Json = "application/json", LinkedJson = "application/ld+json";

    /// <summary>The first line of every function below <c>/epcis</c>, or its answers would not be negotiated; a test tries them all.</summary>
    public static Result<EpcisCall> Read(Call call)
    {
        if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
        var request = call.Request;
        if (request.GetEncodedPathAndQuery().Length > MaxTarget) return EpcisCallErrors.TargetTooLong(MaxTarget);
        if (MediaTypeFor(request) is not { } mediaType) return EpcisCallErrors.NoMediaType;
        if (EpcisVersions.RefusalOf(request.Headers) is { } otherVersion) return otherVersion;
        if (!FormatOf(request.Headers).Try(out var format, out var error)) return error;
        return EpcisContext.OfExtensions(request.Headers[EpcisHeaders.Extensions].ToString()).Map(prefixes => new EpcisCall(coop, mediaType, format, prefixes));
    }

    /// <param name="document">UTF-8, such as a query document.</param>
    public Reply Ok(byte[] document) => Reply.Bytes(document, MediaType);

    public Reply Ok<T>(T body) => Reply.Json(StatusCodes.Status200OK, body, MediaType);

    /// <returns>Null where neither will do. Plain JSON, unless linked data is wanted more.</returns>
    private static string? MediaTypeFor(HttpRequest request)
    {
        var (json, linked) = (Accept.Quality(request, Json), Accept.Quality(request, LinkedJson));
        return json <= 0 && linked <= 0 ? null : linked > json ? LinkedJson : Json + "; charset=utf-8";
    }

    private static Result<EpcFormat> FormatOf(IHeaderDictionary headers)
    {
        if (!headers.TryGetValue(EpcisHeaders.EpcFormat, out var asked)) return EpcFormat.AlwaysDigitalLink;
        return asked is [{ } word] && EpcFormats.ByName.TryGetValue(word.Trim(), out var format)
            ? format
            : EpcisCallErrors.BadHeader(EpcisHeaders.EpcFormat, $"is one of {string.Join(", ", EpcFormats.ByName.Keys)}");
    }
}

internal static class EpcisCallErrors
{
    public static readonly Error NoMediaType =
        new(ErrorKind.NotAcceptable, "not-acceptable", "The answer is application/json or application/ld+json, and the Accept header allows neither.");

    public static Error TargetTooLong(int max) =>
        new(ErrorKind.UriTooLong, "uri-too-long", $"Path and query hold at most {max} characters here; ask for less at once.");

    public static Error BadHeader(string name, string rule) => Error.Invalid("header-invalid", $"The header {name} {rule}.");

    public static Error OtherVersion(string header, string version) => new(
        ErrorKind.NotAcceptable, "version-not-acceptable", $"{header} asks for {version}; EPCIS and CBV {EpcisHeaders.Version} is all that is spoken here.");
}
