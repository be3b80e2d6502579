using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Traceability;

/// <summary>Brings indexes and trace records up to date with events that are committed. Doing it twice is the same as once.</summary>
public sealed class RecordedEventIndex(TradeStore trade, EventStore events, LotStore lots, TraceDocuments documents, SiteSettings site)
{
    private const int MaxParallel = 8;

    /// <exception cref="InvalidOperationException">The message names a row that is not there: a bug, for the poison queue.</exception>
    public async Task Apply(RecordedEventMessage message, CancellationToken cancel)
    {
        var recorded = await Load(message, cancel);
        if (message.Key.StartsWith(EventRecorder.EventPrefix, StringComparison.Ordinal)) await events.AddByTime(message.Coop, recorded, cancel);

        var named = recorded.SelectMany(stored => LotUri.LotsOf(stored.Open(), site.PublicUrl).Select(lot => (lot, stored))).GroupBy(one => one.lot, one => one.stored);
        await Parallel.ForEachAsync(named, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (lot, stop) =>
        {
            // What another cooperative says of a lot is kept among its own events, and does not change the lot's public record.
            if ((await lots.Find(lot.Key, stop))?.Coop != message.Coop) return;
            foreach (var stored in lot) await events.AddByLot(lot.Key, stored, stop);
            await documents.Rebuild(lot.Key, stop);
        });
    }

    private async Task<IReadOnlyList<StoredEvent>> Load(RecordedEventMessage message, CancellationToken cancel)
    {
        if (message.Key.StartsWith(EventRecorder.EventPrefix, StringComparison.Ordinal))
            return [(await trade.Load<StoredEvent>(message.Coop, message.Key, cancel) ?? throw Missing(message)).Value];

        var captured = await trade.Load<IReadOnlyList<EventPointer>>(message.Coop, message.Key, cancel) ?? throw Missing(message);
        var found = await Task.WhenAll(captured.Value.Select(one => events.Find(message.Coop, one, cancel)));
        return [.. found.OfType<StoredEvent>()];
    }

    private static InvalidOperationException Missing(RecordedEventMessage message) => new($"{message.Coop} has no row {message.Key}.");
}
