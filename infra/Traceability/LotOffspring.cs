using AgriTrace.Domain.Traceability;

namespace AgriTrace.Infra.Traceability;

/// <summary>Which lots of a cooperative were made from a lot, near and far.</summary>
public sealed class LotOffspring(EventIndex index, EventStore events, SiteSettings site)
{
    /// <summary>Of one lot; more is beyond what one packing house makes of a harvest.</summary>
    private const int MaxLots = 2_000;

    /// <summary>Of one lot, the earliest.</summary>
    private const int MaxEvents = 2_000;

    /// <summary>Breadth first. What was packed a moment ago, and is not indexed yet, is not among them.</summary>
    public async Task<IReadOnlyList<LotId>> Of(string coop, LotId lot, CancellationToken cancel)
    {
        var (seen, found, level) = (new HashSet<LotId> { lot }, new List<LotId>(), new List<LotId> { lot });
        while (level.Count > 0 && found.Count < MaxLots)
        {
            var next = new List<LotId>();
            foreach (var one in level) next.AddRange((await MadeOf(coop, one, cancel)).Where(seen.Add));
            found.AddRange(level = next);
        }

        return found;
    }

    private async Task<IEnumerable<LotId>> MadeOf(string coop, LotId lot, CancellationToken cancel)
    {
        var keys = new List<string>();
        await foreach (var key in index.Naming(coop, lot.EpcClass(site.PublicUrl), string.Empty, "~", cancel))
        {
            keys.Add(key);
            if (keys.Count == MaxEvents) break;
        }

        return (await events.Find(coop, keys, cancel)).SelectMany(stored => LotUri.MadeOf(stored.Open(), lot, site.PublicUrl));
    }
}
