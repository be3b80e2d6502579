using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Lineage;

namespace AgriTrace.Infra.Traceability;

/// <summary>Brings a hold to all that was made of its lots, in this cooperative and others, and takes it back from there when it ends.</summary>
public sealed class HoldSpreader(HoldStore holds, LineageStore lineage)
{
    /// <summary>Of rounds in which something new was made of held lots. Nothing is made of them any more after the first.</summary>
    private const int MaxRounds = 10;

    /// <summary>Doing it again does what is left to do.</summary>
    /// <exception cref="InvalidOperationException">It cannot be brought everywhere: for the poison queue, where somebody looks.</exception>
    public async Task Spread(string coop, string id, CancellationToken cancel)
    {
        if (await holds.Find(coop, id, cancel) is not { Value: var hold } || !hold.Spreads) return;
        if (hold.Released is not null)
        {
            await TakeBack(hold, cancel);
            return;
        }

        var marked = new HashSet<string>(hold.Lots.Select(lineage.IdOf), StringComparer.Ordinal);
        await lineage.Mark(marked, new InheritedHold(coop, id), cancel);
        for (var round = 0; round < MaxRounds; round++)
        {
            // Marked first, what nobody claimed too: whoever makes something of it from now on finds the mark, and what was made before is found by the walk.
            var graph = await lineage.Offspring(coop, hold.Lots, cancel);
            string[] fresh = [.. graph.Nodes.Select(node => node.Id).Where(marked.Add)];
            await lineage.Mark(fresh, new InheritedHold(coop, id), cancel);
            hold = await Reach(hold, graph, cancel);
            // Let go meanwhile: whoever let go took back what was there then, and not what came since.
            if (await holds.Find(coop, id, cancel) is { Value: { Released: not null } over })
            {
                await TakeBack(over, cancel);
                return;
            }

            // What was found is held by now: somebody else's word on what came of it must not keep it on sale.
            if (!graph.IsWhole) throw new InvalidOperationException($"More was made of the lots of hold {id} of {coop} than a trace looks at.");
            if (fresh.Length == 0) return;
        }
    }

    private async Task<Hold> Reach(Hold hold, LineageGraph graph, CancellationToken cancel)
    {
        var reached = graph.Nodes.Where(node => node is { Lot: not null, Coop: not null }).ToLookup(node => node.Coop!, node => node.Lot!);
        // Noted before they are made, so that what ends finds every copy.
        var others = reached.Select(group => group.Key).Where(owner => owner != hold.Coop).ToArray();
        hold = (await holds.NoteCopies(hold.Coop, hold.Id, others, cancel)).Value;
        // A copy that is made released would block lots, and nobody could let them go.
        if (hold.Released is not null) return hold;
        foreach (var other in others) await Copy(hold, other, [.. reached[other]], cancel);
        return (await holds.Extend(hold.Coop, hold.Id, reached[hold.Coop], cancel)).Value;
    }

    private async Task Copy(Hold hold, string coop, IReadOnlyList<LotId> lots, CancellationToken cancel)
    {
        var copy = await holds.Place(hold with { Coop = coop, Lots = lots, Origin = hold.Coop, PlacedBy = Hold.System, Copies = null }, cancel);
        if (copy.Error is { } error) throw new InvalidOperationException($"Hold {hold.Id} of {hold.Coop} cannot be placed in {coop}: {error.Code}");
        await holds.Extend(coop, hold.Id, lots, cancel);
    }

    private async Task TakeBack(Hold hold, CancellationToken cancel)
    {
        var mark = new InheritedHold(hold.Coop, hold.Id);
        // Who let it go here is nobody else's business.
        var release = hold.Released! with { By = hold.Coop };
        foreach (var coop in hold.Copies ?? [])
            if ((await holds.Release(coop, hold.Id, release, cancel)).Try(out var copy, out _)) await lineage.Unmark(copy.Lots, mark, cancel);
        await lineage.Unmark(hold.Lots, mark, cancel);
    }
}
