using System.Collections.Concurrent;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Traceability;

/// <summary>What events added to the lineage.</summary>
/// <param name="Inherited">Holds whose lots went into others: these are to be held too.</param>
/// <param name="Cycles">Circles that these events close with what others said at the same time.</param>
/// <param name="Documents">Of all that the events name, as they are now.</param>
public sealed record LineageAdded(
    IReadOnlyCollection<InheritedHold> Inherited, IReadOnlyCollection<IReadOnlyList<string>> Cycles, IReadOnlyDictionary<string, LotLineage> Documents);

/// <summary>What came from what: a document a lot, both ways, read by point.</summary>
public sealed class LineageStore(LineageRows rows, BulkCalls calls, SiteSettings site)
{
    /// <summary>The most that a trace looks at. A recall beyond it is refused, and never cut short in silence.</summary>
    public const int MaxNodes = 10_000;

    /// <summary>As deep as a trace ever has to go.</summary>
    public const int MaxDepth = 100;

    /// <summary>The id of a lot in events, and so in here.</summary>
    public string IdOf(LotId lot) => lot.EpcClass(site.PublicUrl);

    /// <summary>Adds what events say; doing it again changes nothing. A read and a write for each thing that they name.</summary>
    /// <remarks>
    /// Before the events are stored: a crash in between leaves links that nothing else tells of, and the repeat finds them there. The
    /// same document says what came of a lot and which holds it hands down, so one of the two finds the other, whichever comes first.
    /// </remarks>
    public async Task<LineageAdded> Add(IReadOnlyCollection<LineageEvent> events, CancellationToken cancel)
    {
        var (links, after) = (LotLineage.LinksOf(events), new ConcurrentDictionary<string, LotLineage>(StringComparer.Ordinal));
        await calls.Each(links, async (one, stop) => after[one.Key] = await rows.Change(one.Key, lineage => lineage.With(one.Value), stop), cancel);
        // Of what came out too: a lot may be claimed after somebody told of it.
        var inherited = events.SelectMany(one => one.Inputs.Concat(one.Outputs)).SelectMany(part => after[part.Id].Holds ?? []).ToHashSet();
        return new LineageAdded(inherited, await Circles(events, after, cancel), after);
    }

    /// <summary>What an input went into, at once and before anybody asks; the rest of the event follows by its message.</summary>
    public Task AddForward(IReadOnlyCollection<LineageEvent> events, CancellationToken cancel) =>
        calls.Each(LotLineage.LinksOf(events).Where(one => one.Value.Any(link => link.Role == LineageRole.Input)), (one, stop) => rows.Change(one.Key, lineage => lineage.With(one.Value), stop), cancel);

    /// <summary>Those of the events that would close a circle, by their index, each with its path.</summary>
    public async Task<IReadOnlyDictionary<int, IReadOnlyList<string>>> CyclesOf(IReadOnlyList<LineageEvent> events, CancellationToken cancel)
    {
        var makers = events.Where(one => one.Kind == LineageKind.Transformation).ToArray();
        return makers.Length == 0 ? new Dictionary<int, IReadOnlyList<string>>() : LineageCycles.In(events, await Forward(makers.SelectMany(one => one.Outputs), cancel));
    }

    /// <summary>Hands a hold down to whatever will be made of these things.</summary>
    public Task Mark(IEnumerable<string> ids, InheritedHold hold, CancellationToken cancel) => calls.Each(
        ids, (id, stop) => rows.Change(id, lineage => lineage.Holds?.Contains(hold) == true ? lineage : lineage with { Holds = [.. lineage.Holds ?? [], hold] }, stop), cancel);

    /// <inheritdoc cref="Mark"/>
    public Task Unmark(IEnumerable<LotId> lots, InheritedHold hold, CancellationToken cancel) => calls.Each(
        lots, (lot, stop) => rows.Change(IdOf(lot), lineage => lineage.Holds?.Contains(hold) == true ? lineage with { Holds = [.. lineage.Holds.Where(one => one != hold)] } : lineage, stop), cancel);

    /// <summary>As it was claimed; null for a lot that nobody claimed.</summary>
    public async Task<Quantity?> MadeOf(LotId lot, CancellationToken cancel) => (await rows.Find(IdOf(lot), cancel)).Made;

    /// <summary>Walks from a lot, breadth first, a level at a time.</summary>
    /// <param name="depth">How many steps at most; 1 for the next ones only.</param>
    public Task<LineageGraph> Walk(LotId lot, LineageDirection direction, int depth, CancellationToken cancel) => Walk([lot], direction, depth, cancel);

    /// <summary>
    /// All that came of lots, as far as it goes. Where there is more than a trace looks at, it is at least all that their own cooperative
    /// told, and that is what matters most: nobody else can keep a recall from it by telling endless stories of what came of a lot.
    /// </summary>
    public async Task<LineageGraph> Offspring(string coop, IReadOnlyCollection<LotId> from, CancellationToken cancel)
    {
        var graph = await Walk(from, LineageDirection.Forward, MaxDepth, cancel);
        if (graph.IsWhole) return graph;
        var own = await Walk(from, LineageDirection.Forward, MaxNodes, cancel, coop);
        return graph with { Nodes = [.. graph.Nodes.Concat(own.Nodes).DistinctBy(node => node.Id)] };
    }

    /// <inheritdoc cref="Walk(LotId, LineageDirection, int, CancellationToken)"/>
    /// <param name="teller">Follows what this cooperative said only; null for what anybody did.</param>
    public async Task<LineageGraph> Walk(IReadOnlyCollection<LotId> from, LineageDirection direction, int depth, CancellationToken cancel, string? teller = null)
    {
        var walk = new LineageWalk(from.Select(IdOf), direction, depth, MaxNodes, teller);
        while (walk.Next() is { Count: > 0 } level)
        {
            var read = new ConcurrentBag<LotLineage>();
            await calls.Each(level, async (id, stop) => read.Add(await rows.Find(id, stop)), cancel);
            walk.Take(read);
        }

        return walk.End(id => LotUri.Read(id, site.PublicUrl));
    }

    /// <summary>All that leads forward from these things, as far as it goes.</summary>
    private async Task<IReadOnlyDictionary<string, LotLineage>> Forward(IEnumerable<LineagePart> from, CancellationToken cancel)
    {
        var known = new ConcurrentDictionary<string, LotLineage>(StringComparer.Ordinal);
        var open = from.Select(part => part.Id).ToHashSet(StringComparer.Ordinal);
        while (open.Count > 0 && known.Count < MaxNodes)
        {
            await calls.Each(open, async (id, stop) => known[id] = await rows.Find(id, stop), cancel);
            open = [.. open.SelectMany(id => LineageCycles.ForwardOf(known[id])).Where(id => !known.ContainsKey(id))];
        }

        return known;
    }

    /// <summary>Looks again once all is written: of two writers at once, at least one sees what both said.</summary>
    private async Task<IReadOnlyCollection<IReadOnlyList<string>>> Circles(IReadOnlyCollection<LineageEvent> events, ConcurrentDictionary<string, LotLineage> after, CancellationToken cancel)
    {
        // Only what leads on from an output can come back to an input.
        LineageEvent[] suspects = [.. events.Where(one => one.Kind == LineageKind.Transformation && one.Outputs.Any(part => LineageCycles.ForwardOf(after[part.Id]).Any()))];
        return suspects.Length == 0 ? [] : [.. LineageCycles.In(suspects, await Forward(suspects.SelectMany(one => one.Outputs), cancel)).Values];
    }
}
