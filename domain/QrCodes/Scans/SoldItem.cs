using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>An item that an event says was sold to whoever uses it.</summary>
public sealed record SoldItem(ProductId Product, string Serial, DateTimeOffset At)
{
    private const string Selling = "retail_selling";

    /// <summary>The items that an event names as sold; none for an event of any other step, and for one that declares another wrong.</summary>
    public static IEnumerable<SoldItem> Of(IndexedEvent one, Uri site)
    {
        if (one.Stored.Declaration is not null || !one.Marks.Contains((EventDimension.BizStep, Selling))) return [];
        return one.Keys.Where(key => key.IsClass == false).Select(key => Read(key.Key, one.Stored.EventTime, site)).OfType<SoldItem>();
    }

    /// <summary>Of the canonical form of a GTIN with a serial, or of an address of ours; null for any other.</summary>
    private static SoldItem? Read(string uri, DateTimeOffset at, Uri site)
    {
        var own = site.GetLeftPart(UriPartial.Authority) + "/p/";
        if (uri.StartsWith(own, StringComparison.Ordinal))
            return uri[own.Length..].Split('/') is [var coop, var product, _, var serial] && ProductId.Parse(coop, product).Try(out var id, out _) ? new SoldItem(id, Uri.UnescapeDataString(serial), at) : null;
        return DigitalLink.Parse(uri) is { Ai: "01", QualifierAi: "21", Qualifier: { } number } key ? new SoldItem(new ProductId(key.Value), number, at) : null;
    }
}
