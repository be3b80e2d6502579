using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Lineage;

namespace AgriTrace.Infra.Traceability;

/// <summary>What came from what: a document a lot, both ways, read by point.</summary>
public sealed class LineageStore(SiteSettings site)
{
    /// <summary>Walks from a lot, breadth first, a level at a time.</summary>
    /// <param name="depth">How many steps at most; 1 for the next ones only.</param>
    public Task<LineageGraph> Walk(LotId lot, LineageDirection direction, int depth, CancellationToken cancel) => throw new NotImplementedException($"{site} {lot} {direction} {depth} {cancel}");
}
