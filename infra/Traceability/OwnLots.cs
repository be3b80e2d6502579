using System.Collections.Concurrent;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Traceability;

/// <summary>Tells which of the lots that events name are the cooperative's own.</summary>
/// <remarks>What another cooperative says of a lot is kept among its own events, and does not change the lot's public record.</remarks>
public sealed class OwnLots(LotStore lots, BulkCalls calls, SiteSettings site)
{
    /// <summary>One point read for each lot that is named.</summary>
    public async Task<IReadOnlyCollection<LotId>> Of(string coop, IEnumerable<IndexedEvent> events, CancellationToken cancel)
    {
        var own = new ConcurrentBag<LotId>();
        await calls.Each(Named(events), async (lot, stop) =>
        {
            if ((await lots.Find(lot, stop))?.Coop == coop) own.Add(lot);
        }, cancel);
        return own;
    }

    /// <summary>All that are named, whosever they are: what is recorded here names none but the cooperative's own.</summary>
    public IReadOnlyCollection<LotId> Named(IEnumerable<IndexedEvent> events) =>
        [.. events.SelectMany(one => one.Keys).Where(key => key.IsClass == true).Distinct().Select(key => LotUri.Read(key.Key, site.PublicUrl)).OfType<LotId>().Distinct()];
}
