namespace AgriTrace.Domain.Traceability.Lineage;

/// <summary>A trace on its way: says which documents it needs next, and takes them. Breadth first, so that the nearest are found first.</summary>
/// <param name="depth">In steps.</param>
/// <param name="maxNodes">Beyond so many it ends, and says that it is not whole.</param>
/// <param name="teller">Follows what this cooperative said only; null for what anybody did.</param>
public sealed class LineageWalk(IEnumerable<string> from, LineageDirection direction, int depth, int maxNodes, string? teller = null)
{
    private readonly Dictionary<string, LotLineage> read = new(StringComparer.Ordinal);

    /// <summary>What was reached, by the way that it goes on: what went into a thing is not asked what else it went into.</summary>
    private readonly Dictionary<(string Id, LineageRole Way), int> reached = [];
    private readonly List<string> order = [];

    /// <summary>What comes next, with the links that lead there; none where the trace begins.</summary>
    private Dictionary<(string Id, LineageRole Way), List<LineageLink>> open =
        from.Distinct(StringComparer.Ordinal).SelectMany(id => WaysOf(direction).Select(way => (id, way))).ToDictionary(one => one, _ => new List<LineageLink>());

    private int step;
    private bool isWhole = true;

    /// <summary>The ids whose documents are needed now; empty at the end.</summary>
    public IReadOnlyCollection<string> Next() => [.. open.Keys.Select(one => one.Id).Distinct(StringComparer.Ordinal).Where(id => !read.ContainsKey(id))];

    /// <summary>Takes the documents that <see cref="Next"/> asked for, and goes on as far as it can without others.</summary>
    public void Take(IEnumerable<LotLineage> documents)
    {
        foreach (var document in documents) read[document.Id] = document;
        do Step();
        while (open.Count > 0 && Next().Count == 0);
    }

    /// <param name="lotOf">Tells a lot from any other thing.</param>
    public LineageGraph End(Func<string, LotId?> lotOf)
    {
        var edges = order.SelectMany(EdgesFrom).ToArray();
        var nodes = order.Select(id => new LineageNode(id, lotOf(id), read[id].Owner, read[id].Made, DepthOf(id)));
        return new LineageGraph([.. nodes.OrderBy(node => node.Depth)], edges, LineageCycles.In(edges), isWhole);
    }

    private void Step()
    {
        var level = open.Where(one => IsBelieved(one.Key, one.Value)).Select(one => one.Key).ToArray();
        open = [];
        foreach (var (id, way) in level)
        {
            if (!Has(id)) order.Add(id);
            reached[(id, way)] = step;
        }

        foreach (var (id, way) in level)
            foreach (var link in read[id].Links.Where(link => link.Role == way && (teller is null || link.Coop == teller) && (way == LineageRole.Input || read[id].Believes(link))))
                foreach (var other in link.Others.Where(other => !reached.ContainsKey((other, way))))
                {
                    if (!open.TryGetValue((other, way), out var links)) open[(other, way)] = links = [];
                    links.Add(link);
                }

        if (step++ < depth && reached.Count <= maxNodes) return;
        if (open.Count > 0) isWhole = false;
        open = [];
    }

    /// <summary>Backward, the lot that was made has been asked already.</summary>
    private bool IsBelieved((string Id, LineageRole Way) one, List<LineageLink> links) =>
        links.Count == 0 || one.Way == LineageRole.Output || links.Any(read[one.Id].Believes);

    private IEnumerable<LineageEdge> EdgesFrom(string id) =>
        from link in read[id].Links
        where link.Role == LineageRole.Input
        from other in link.Others
        where Has(other) && read[other].Believes(link)
        select new LineageEdge(
            id, other, link.Kind, link.EventId, link.At, link.Coop, link.Quantity,
            read[other].Links.FirstOrDefault(made => made.Role == LineageRole.Output && made.EventId == link.EventId)?.Quantity);

    private bool Has(string id) => reached.ContainsKey((id, LineageRole.Input)) || reached.ContainsKey((id, LineageRole.Output));

    private int DepthOf(string id) => Math.Min(
        reached.GetValueOrDefault((id, LineageRole.Input), int.MaxValue), reached.GetValueOrDefault((id, LineageRole.Output), int.MaxValue));

    private static LineageRole[] WaysOf(LineageDirection direction) => direction switch
    {
        LineageDirection.Forward => [LineageRole.Input],
        LineageDirection.Back => [LineageRole.Output],
        LineageDirection.Both => [LineageRole.Input, LineageRole.Output],
        _ => throw new ArgumentOutOfRangeException(nameof(direction)),
    };
}
