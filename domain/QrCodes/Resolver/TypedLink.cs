using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes.Resolver;

/// <summary>Where a code leads, and for whom.</summary>
/// <param name="Type">The name of a <see cref="LinkType"/>.</param>
/// <param name="Href">A path of this site where it is ours; else the https address that a cooperative gave.</param>
/// <param name="Hreflang">The languages of what is there (BCP 47); empty where it has none.</param>
/// <param name="MediaType">Null where nobody said.</param>
/// <param name="Default">Where the code of a product leads that is asked for nothing.</param>
public sealed record TypedLink(string Type, string Href, string Title, IReadOnlyList<string> Hreflang, string? MediaType, bool Default)
{
    private const string Html = "text/html";

    private static readonly string[] OurLanguages = ["vi", "en"];

    public bool IsOurs => Href.StartsWith('/');

    /// <param name="path">Of a lot or item.</param>
    public static TypedLink ToScanPage(string path) => Ours(LinkType.Traceability, ScannedCode.PageOf(path));

    public static TypedLink ToShop(string coop, ProductId product) => Ours(LinkType.Retailers, $"/?coop={coop}#{ShopAnchor(product)}");

    /// <summary>The id of a product on the shop page of a cooperative.</summary>
    public static string ShopAnchor(ProductId product) => "offer-" + product.Name;

    /// <summary>
    /// Those that fit best: first by language, then by media type. What nobody wants stands in where nothing else is there. More than one
    /// cannot be told apart.
    /// </summary>
    /// <param name="language">How much a language is wanted; the same for each where the caller did not say.</param>
    /// <param name="media">The same of a media type.</param>
    public static IReadOnlyList<TypedLink> Best(IEnumerable<TypedLink> links, Func<string, double> language, Func<string, double> media)
    {
        var byLanguage = Most(links, link => link.Hreflang.Count == 0 ? Whatever : link.Hreflang.Max(language));
        return [.. Most(byLanguage, link => link.MediaType is null ? Whatever : media(link.MediaType)).DistinctBy(link => link.Href)];
    }

    /// <summary>Less than whatever is wanted by name, and more than what is not wanted.</summary>
    private const double Whatever = 0.0005;

    private static IEnumerable<TypedLink> Most(IEnumerable<TypedLink> links, Func<TypedLink, double> weight)
    {
        var all = links.Select(link => (Link: link, Weight: weight(link))).ToArray();
        var most = all.Length == 0 ? 0 : all.Max(one => one.Weight);
        return all.Where(one => one.Weight >= most).Select(one => one.Link);
    }

    private static TypedLink Ours(LinkType type, string path) => new(type.Name, path, $"{type.Vi} / {type.En}", OurLanguages, Html, Default: false);
}
