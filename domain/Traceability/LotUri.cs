using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability;

/// <summary>Finds our ids in the URIs of events.</summary>
public static class LotUri
{
    /// <summary>The lot of a class-level id: a Digital Link of GTIN and lot on any domain, or an address of ours. Null for any other.</summary>
    public static LotId? Read(string uri, Uri site)
    {
        if (OwnPath(uri, site, "/p/") is [var coop, var product, var lot])
            return LotId.Parse(coop, product, lot).Try(out var own, out _) ? own : null;
        return DigitalLink.Parse(uri) is { Ai: "01", QualifierAi: "10", Qualifier: { } number } key
            ? new LotId(new ProductId(key.Value), number)
            : null;
    }

    /// <summary>The lots that an event names as classes, each once.</summary>
    public static IReadOnlyList<LotId> LotsOf(EpcisEvent epcis, Uri site) =>
        Lots([.. epcis.QuantityList, .. epcis.ChildQuantityList, .. epcis.InputQuantityList, .. epcis.OutputQuantityList], site);

    /// <summary>What a transformation made <paramref name="lot"/> from; empty unless it did. Nothing is made from itself, whatever an event says.</summary>
    public static IReadOnlyList<LotId> SourcesOf(EpcisEvent epcis, LotId lot, Uri site) =>
        Lots(epcis.OutputQuantityList, site).Contains(lot) ? [.. Lots(epcis.InputQuantityList, site).Where(input => input != lot)] : [];

    public static string OfPlot(string coop, string plot, Uri site) => $"{Root(site)}/plots/{coop}/{plot}";

    public static string OfPlace(string coop, string place, Uri site) => $"{Root(site)}/places/{coop}/{place}";

    /// <param name="code">What a cooperative calls a pallet, crate or box that has no SSCC.</param>
    public static string OfUnit(string coop, string code, Uri site) => $"{Root(site)}/units/{coop}/{code}";

    public static string OfDocument(string coop, string document, Uri site) => $"{Root(site)}/documents/{coop}/{document}";

    /// <summary>The id of a plot of the cooperative; null for any other URI.</summary>
    public static string? PlotOf(string uri, string coop, Uri site) => OwnPath(uri, site, "/plots/") is [var owner, var id] && owner == coop ? id : null;

    /// <inheritdoc cref="PlotOf"/>
    public static string? PlaceOf(string uri, string coop, Uri site) => OwnPath(uri, site, "/places/") is [var owner, var id] && owner == coop ? id : null;

    /// <inheritdoc cref="PlotOf"/>
    public static string? DocumentOf(string uri, string coop, Uri site) => OwnPath(uri, site, "/documents/") is [var owner, var id] && owner == coop ? id : null;

    private static LotId[] Lots(IEnumerable<QuantityElement> elements, Uri site) =>
        [.. elements.Select(element => Read(element.EpcClass, site)).OfType<LotId>().Distinct()];

    private static string[] OwnPath(string uri, Uri site, string start)
    {
        var from = Root(site) + start;
        return uri.StartsWith(from, StringComparison.Ordinal) ? [.. uri[from.Length..].Split('/').Select(Uri.UnescapeDataString)] : [];
    }

    private static string Root(Uri site) => site.GetLeftPart(UriPartial.Authority);
}
