using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Http;

/// <summary>Content negotiation (RFC 9110 §12.5.1), as far as we need it.</summary>
internal static class Accept
{
    /// <summary>
    /// True when <c>text/html</c> is named and no JSON type is wanted more, by whoever opens a page or sends its form. <c>*/*</c> alone is a
    /// program.
    /// </summary>
    public static bool PrefersHtml(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || request.HasFormContentType) && Weight(request, "text/html") is var html && html > 0
        && html >= Weight(request, "application/json");

    /// <summary>The weight with which a media type is named; 0 when it is not.</summary>
    public static double Weight(HttpRequest request, string mediaType) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
            ? accepted.Where(type => type.MediaType.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
                .Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max()
            : 0;

    /// <summary>
    /// How much a media type is wanted, by the entry that names it most exactly: itself, its kind, or anything. 1 where nothing is said, 0
    /// where it is not wanted.
    /// </summary>
    public static double Quality(HttpRequest request, string mediaType)
    {
        if (string.IsNullOrWhiteSpace(request.Headers.Accept)) return 1;
        if (!MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)) return 0;
        string[] names = [mediaType, mediaType[..(mediaType.IndexOf('/', StringComparison.Ordinal) + 1)] + "*", "*/*"];
        return names.Select(name => accepted.Where(type => type.MediaType.Equals(name, StringComparison.OrdinalIgnoreCase)).ToArray())
            .FirstOrDefault(named => named.Length > 0)?.Max(type => type.Quality ?? 1) ?? 0;
    }
}
