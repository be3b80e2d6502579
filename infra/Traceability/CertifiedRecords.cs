using System.Collections.Concurrent;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Traceability;

/// <summary>Brings the trace records of certified lots in line with a certificate that was changed.</summary>
public sealed class CertifiedRecords(PlotDiary diary, LotOffspring offspring, TraceDocuments documents, BulkCalls calls)
{
    private const int MaxParallel = 8;

    /// <summary>Marks the records of all that was harvested on those plots and days, and of what was made from it, so that they are made anew when somebody asks.</summary>
    public async Task Outdate(ChangedCertificate change, CancellationToken cancel)
    {
        var (days, lots) = (new Period(change.From, change.To), new ConcurrentDictionary<LotId, bool>());
        // Not as bulk calls: what was made from a lot is looked for with such calls.
        await Parallel.ForEachAsync(change.Plots, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (plot, stop) =>
        {
            foreach (var entry in await diary.Read(change.Coop, plot, days.Start, days.End, stop))
            {
                if (entry.Lot is not { } lot || !lots.TryAdd(lot, true)) continue;
                foreach (var made in await offspring.Of(change.Coop, lot, stop)) lots.TryAdd(made, true);
            }
        });
        await calls.Each(lots.Keys, documents.Outdate, cancel);
    }
}
