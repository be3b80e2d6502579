namespace AgriTrace.Domain.Traceability.Lineage;

/// <summary>Finds lots that would come from themselves.</summary>
public static class LineageCycles
{
    /// <summary>Events that close a circle, each with its path; those before it in the list count as said.</summary>
    /// <param name="events">In their order.</param>
    /// <param name="known">What is known of things, by id; what is not in it leads nowhere.</param>
    /// <returns>By the index of the event.</returns>
    public static IReadOnlyDictionary<int, IReadOnlyList<string>> In(IReadOnlyList<LineageEvent> events, IReadOnlyDictionary<string, LotLineage> known)
    {
        var (found, said) = (new Dictionary<int, IReadOnlyList<string>>(), new Dictionary<string, List<string>>(StringComparer.Ordinal));
        for (var index = 0; index < events.Count; index++)
        {
            var one = events[index];
            if (one.Kind != LineageKind.Transformation) continue;
            if (one.OwnSource is { } self) found[index] = [self, self];
            else if (Path(one with { Outputs = [.. one.Outputs.Where(output => IsBelieved(one.Coop, output.Id))] }, Next) is { } path) found[index] = path;
            else
                foreach (var input in one.Inputs)
                {
                    if (!said.TryGetValue(input.Id, out var outputs)) said[input.Id] = outputs = [];
                    outputs.AddRange(one.Outputs.Select(output => output.Id).Where(output => IsBelieved(one.Coop, output)));
                }
        }

        return found;

        IEnumerable<string> Next(string id) => LinksForward(known.GetValueOrDefault(id))
            .SelectMany(link => link.Others.Where(other => IsBelieved(link.Coop, other))).Concat(said.GetValueOrDefault(id) ?? []);

        // Or else one cooperative could keep another from packing, by a circle of its own making, and learn its steps from the refusal.
        bool IsBelieved(string coop, string made) => known.GetValueOrDefault(made)?.Owner is not { } owner || owner == coop;
    }

    /// <summary>Circles among edges, one after the other until none is left; each lot is in one of them at most.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> In(IEnumerable<LineageEdge> edges)
    {
        var left = edges.Where(edge => edge.Kind == LineageKind.Transformation).ToList();
        var found = new List<IReadOnlyList<string>>();
        while (Core(left) is { Count: > 0 } core)
        {
            var circle = CircleOf(core);
            found.Add(circle);
            left = [.. core.Where(edge => !circle.Contains(edge.From) && !circle.Contains(edge.To))];
        }

        return found;
    }

    /// <summary>Without the edges that lead from a beginning or to an end: those are in no circle.</summary>
    private static List<LineageEdge> Core(List<LineageEdge> edges)
    {
        while (true)
        {
            var (starts, ends) = (edges.Select(edge => edge.From).ToHashSet(StringComparer.Ordinal), edges.Select(edge => edge.To).ToHashSet(StringComparer.Ordinal));
            var core = edges.Where(edge => ends.Contains(edge.From) && starts.Contains(edge.To)).ToList();
            if (core.Count == edges.Count) return core;
            edges = core;
        }
    }

    /// <summary>Every edge of a core leads to another, so that going on must come back to somewhere.</summary>
    private static List<string> CircleOf(List<LineageEdge> core)
    {
        var next = core.GroupBy(edge => edge.From, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().To, StringComparer.Ordinal);
        var path = new List<string>();
        for (var at = core[0].From; ; at = next[at])
        {
            var before = path.IndexOf(at);
            path.Add(at);
            if (before >= 0) return path[before..];
        }
    }

    /// <summary>What was made of it, as far as it says so itself.</summary>
    public static IEnumerable<string> ForwardOf(LotLineage? lineage) => LinksForward(lineage).SelectMany(link => link.Others);

    private static IEnumerable<LineageLink> LinksForward(LotLineage? lineage) =>
        lineage?.Links.Where(link => link is { Role: LineageRole.Input, Kind: LineageKind.Transformation }) ?? [];

    /// <summary>From an output forward to an input, and by the event back to that output; null where there is no such way.</summary>
    private static List<string>? Path(LineageEvent one, Func<string, IEnumerable<string>> next)
    {
        var (goals, cameFrom, open) = (one.Inputs.Select(part => part.Id).ToHashSet(StringComparer.Ordinal), new Dictionary<string, string?>(StringComparer.Ordinal), new Queue<string>());
        foreach (var output in one.Outputs)
            if (cameFrom.TryAdd(output.Id, null)) open.Enqueue(output.Id);
        while (open.TryDequeue(out var at))
        {
            if (goals.Contains(at)) return Circle(at, cameFrom);
            foreach (var following in next(at))
                if (cameFrom.TryAdd(following, at)) open.Enqueue(following);
        }

        return null;
    }

    private static List<string> Circle(string end, Dictionary<string, string?> cameFrom)
    {
        var path = new List<string>();
        for (string? at = end; at is not null; at = cameFrom[at]) path.Add(at);
        path.Reverse();
        return [end, .. path];
    }
}
