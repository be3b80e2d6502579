using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>Notes which items were sold, by the events that say so. An event that sells no item costs nothing.</summary>
/// <remarks>A cooperative is believed of its own products only, or a rival could have the packs of another suspected.</remarks>
public sealed class ItemSales(ItemScans items, CoopStore coops, BulkCalls calls, SiteSettings site)
{
    /// <summary>Doing it again changes nothing.</summary>
    public async Task Note(string coop, IEnumerable<IndexedEvent> events, CancellationToken cancel)
    {
        foreach (var product in events.SelectMany(one => SoldItem.Of(one, site.PublicUrl)).GroupBy(sold => sold.Product))
            if ((product.Key.Coop ?? coop) == coop && await coops.Product(coop, product.Key, cancel) is not null)
                await calls.Each(product.DistinctBy(sold => sold.Serial), items.MarkSold, cancel);
    }
}
