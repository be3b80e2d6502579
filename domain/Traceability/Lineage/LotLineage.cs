namespace AgriTrace.Domain.Traceability.Lineage;

/// <summary>What a thing was in an event.</summary>
public enum LineageRole
{
    Input,
    Output,
}

/// <summary>One event as one of its things sees it.</summary>
/// <param name="Coop">Whose event it is.</param>
/// <param name="Quantity">Of this thing in that event.</param>
/// <param name="Others">The ids on the other side: what came out of it, where it went in; what it came from, where it came out.</param>
/// <param name="Page">Counts the links of one event and role, of which each holds so many ids as a row can.</param>
public sealed record LineageLink(
    string EventId, DateTimeOffset At, string Coop, LineageKind Kind, LineageRole Role, Quantity? Quantity, IReadOnlyList<string> Others, int Page = 0)
{
    /// <summary>In characters, of the ids of one link together.</summary>
    private const int MaxOthers = 100_000;

    internal static IEnumerable<LineageLink> Of(LineageEvent one, LineagePart part, LineageRole role, IReadOnlyList<LineagePart> others)
    {
        var (page, ids, length) = (0, new List<string>(), 0);
        foreach (var (id, _) in others)
        {
            if (length + id.Length > MaxOthers)
            {
                yield return Link(page++, ids);
                (ids, length) = ([], 0);
            }

            ids.Add(id);
            length += id.Length;
        }

        yield return Link(page, ids);

        LineageLink Link(int number, List<string> some) => new(one.EventId, one.At, one.Coop, one.Kind, role, part.Quantity, some, number);
    }
}

/// <summary>The adjacency document of a lot, an item, a unit: both ways, so that a trace reads one document a step.</summary>
/// <param name="Owner">Whose lot it is; null for what nobody claimed here.</param>
/// <param name="Made">As it was claimed, in the product's unit.</param>
/// <param name="Holds">The ids of standing holds that what is made of it inherits, with the cooperative that began them.</param>
public sealed record LotLineage(string Id, string? Owner, Quantity? Made, IReadOnlyList<LineageLink> Links, IReadOnlyList<InheritedHold>? Holds = null)
{
    public static LotLineage Empty(string id) => new(id, null, null, []);

    /// <summary>The links of each thing that these events name.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<LineageLink>> LinksOf(IEnumerable<LineageEvent> events) => events
        .SelectMany(one => one.Inputs.SelectMany(part => LineageLink.Of(one, part, LineageRole.Input, one.Outputs).Select(link => (part.Id, Link: link)))
            .Concat(one.Outputs.SelectMany(part => LineageLink.Of(one, part, LineageRole.Output, one.Inputs).Select(link => (part.Id, Link: link)))))
        .GroupBy(one => one.Id, one => one.Link, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => (IReadOnlyList<LineageLink>)[.. group], StringComparer.Ordinal);

    /// <summary>With links that it did not know; itself where it knew them all.</summary>
    public LotLineage With(IReadOnlyList<LineageLink> links)
    {
        var known = Links.Select(link => (link.EventId, link.Role, link.Page)).ToHashSet();
        var fresh = links.Where(link => known.Add((link.EventId, link.Role, link.Page))).ToArray();
        return fresh.Length == 0 ? this : this with { Links = [.. Links, .. fresh] };
    }

    /// <summary>
    /// What somebody says of the making of a lot counts where the lot is theirs, or nobody's: or else one cooperative could call
    /// another's lot a child of its own, and recall it. That holds for what is put into it as well: a pallet is nobody's, a lot is somebody's.
    /// </summary>
    public bool Believes(LineageLink made) => Owner is null || Owner == made.Coop;
}

/// <param name="Coop">Where the hold began.</param>
public sealed record InheritedHold(string Coop, string Id);
