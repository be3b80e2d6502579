namespace AgriTrace.Domain.Traceability.Lineage;

/// <summary>Which way a trace goes.</summary>
public enum LineageDirection
{
    /// <summary>To what it was made from.</summary>
    Back,

    /// <summary>To what was made from it.</summary>
    Forward,

    Both,
}

/// <summary>How one thing comes from another.</summary>
public enum LineageKind
{
    /// <summary>It was made from it.</summary>
    Transformation,

    /// <summary>It was put into it, as a crate onto a pallet.</summary>
    Aggregation,
}

/// <summary>A lot, an item with a serial, a logistic unit, or the id of a transformation that several events tell.</summary>
/// <param name="Id">The canonical Digital Link, or another URI, as EPCIS events have it.</param>
/// <param name="Lot">Null for what is no lot.</param>
/// <param name="Coop">Whose lot it is; null for what nobody claimed here.</param>
/// <param name="Made">As it came into being; null where no claim says it.</param>
/// <param name="Depth">Steps from where the trace began.</param>
public sealed record LineageNode(string Id, LotId? Lot, string? Coop, Quantity? Made, int Depth);

/// <param name="From">What went in.</param>
/// <param name="To">What came out.</param>
/// <param name="EventId">The CBV 2.0 event hash.</param>
/// <param name="Coop">Whose event says so.</param>
/// <param name="Taken">Of <paramref name="From"/>; null where the event does not say.</param>
/// <param name="Made">Of <paramref name="To"/>; all that this event made of it, from whatever else went in.</param>
public sealed record LineageEdge(
    string From, string To, LineageKind Kind, string EventId, DateTimeOffset At, string Coop, Quantity? Taken, Quantity? Made);

/// <param name="Nodes">Nearest first; the first is where the trace began.</param>
/// <param name="Cycles">Paths that lead back to where they began; what several cooperatives say at once can make one. Empty when all is well.</param>
/// <param name="IsWhole">False where depth or size cut it off.</param>
public sealed record LineageGraph(
    IReadOnlyList<LineageNode> Nodes, IReadOnlyList<LineageEdge> Edges, IReadOnlyList<IReadOnlyList<string>> Cycles, bool IsWhole);
