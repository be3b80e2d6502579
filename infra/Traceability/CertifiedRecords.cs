using System.Collections.Concurrent;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Traceability;

/// <summary>Brings the trace records of certified lots in line with a certificate that was changed.</summary>
public sealed class CertifiedRecords(PlotDiary diary, LineageStore lineage, TraceDocuments documents, BulkCalls calls)
{
    private const int MaxParallel = 8;

    /// <summary>Marks the records of all that was harvested on those plots and days, and of what was made from it, so that they are made anew when somebody asks.</summary>
    public async Task Outdate(ChangedCertificate change, CancellationToken cancel)
    {
        var (days, lots) = (new Period(change.From, change.To), new ConcurrentDictionary<LotId, bool>());
        await Parallel.ForEachAsync(change.Plots, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (plot, stop) =>
        {
            foreach (var entry in await diary.Read(change.Coop, plot, days.Start, days.End, stop))
                if (entry.Lot is { } lot) lots.TryAdd(lot, true);
        });
        var graph = await lineage.Walk([.. lots.Keys], LineageDirection.Forward, LineageStore.MaxDepth, cancel);
        await calls.Each(graph.Nodes.Where(node => node.Coop == change.Coop).Select(node => node.Lot).OfType<LotId>(), documents.Outdate, cancel);
    }
}
