using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.QrCodes.Scans;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Traceability;

/// <summary>Brings the repository and the trace records up to date with events that are committed. Doing it twice is the same as once.</summary>
public sealed class RecordedEventIndex(
    TradeStore trade, EventStore events, LineageStore lineage, LineageChecks checks, OwnLots lots, TraceDocuments documents, WantedRebuilds wanted, StreamNotices notices,
    DiaryIndex diary, ItemSales sales, BulkCalls calls)
{
    private const int MaxParallel = 8;

    /// <summary>Records of more lots than this are made when somebody asks for them: a recall shows at once, and few of its pages are ever scanned.</summary>
    private const int MaxRebuilt = 20;

    /// <exception cref="InvalidOperationException">The message names a row that is not there: a bug, for the poison queue.</exception>
    public async Task Apply(RecordedEventMessage message, CancellationToken cancel)
    {
        var stored = await trade.Load<StoredEvent>(message.Coop, message.Key, cancel) ?? throw new InvalidOperationException($"{message.Coop} has no row {message.Key}.");
        var one = IndexedEvent.Of(stored.Value);
        await checks.Added(message.Coop, [one], await lineage.Add(one.Lineage, cancel), cancel);
        await diary.Apply(stored.Value, cancel);
        await sales.Note(message.Coop, [one], cancel);
        if ((await events.Add(message.Coop, [one], cancel)).Count > 0) await notices.Captured(message.Coop, cancel);
        var named = lots.Named([one]);
        if (named.Count > MaxRebuilt)
        {
            await calls.Each(named, documents.Outdate, cancel);
            return;
        }

        await Parallel.ForEachAsync(
            named,
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel },
            (lot, stop) => one.Reading is null ? new ValueTask(documents.Rebuild(lot, stop)) : new ValueTask(wanted.Add(lot, stop)));
    }
}
