using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.QrCodes.Resolver;

/// <summary>What whoever resolves a code asks for.</summary>
/// <param name="Linkset">All links there are, instead of a redirect.</param>
/// <param name="Type">As it was written; null for the default.</param>
internal sealed record LinkWish(bool Linkset, string? Type)
{
    public const string LinksetType = "application/linkset+json";

    /// <summary>What the linkset was called in version 1.1 of the standard; scanners of that time still ask so.</summary>
    private const string All = "all";

    /// <summary>Where JSON is wanted more than a page, and no type of link is, the links themselves are the answer.</summary>
    public static LinkWish Of(HttpRequest request)
    {
        var asked = request.Query["linkType"] is [{ Length: > 0 } only] ? only : null;
        var linkset = asked is "linkset" or All || Accept.Weight(request, LinksetType) > 0
            || (asked is null && Accept.Weight(request, "application/json") > Accept.Weight(request, "text/html"));
        return new LinkWish(linkset, asked is null || LinkType.NameIn(asked) == LinkType.Default ? null : asked);
    }

    /// <summary>The links that fit the request best.</summary>
    public static IReadOnlyList<TypedLink> Choose(HttpRequest request, IEnumerable<TypedLink> links)
    {
        var languages = StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptLanguage, out var some) ? some : [];
        return TypedLink.Best(links, tag => Wanted(languages, tag), type => Accept.Quality(request, type));
    }

    /// <summary>The range that names a tag most exactly decides (RFC 4647, basic filtering, and a language for its regions).</summary>
    private static double Wanted(IList<StringWithQualityHeaderValue> ranges, string tag) =>
        ranges.Where(range => Fit(range.Value.ToString(), tag) > 0).OrderByDescending(range => Fit(range.Value.ToString(), tag))
            .Select(range => (range.Quality ?? 1) - ((3 - Fit(range.Value.ToString(), tag)) * 0.0001)).FirstOrDefault();

    private static int Fit(string range, string tag) =>
        range.Equals(tag, StringComparison.OrdinalIgnoreCase) ? 3
        : tag.StartsWith(range + "-", StringComparison.OrdinalIgnoreCase) || range.StartsWith(tag + "-", StringComparison.OrdinalIgnoreCase) ? 2
        : range == "*" ? 1
        : 0;
}
