using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>A client of an item on one day.</summary>
/// <param name="At">When it came first that day.</param>
public sealed record ItemClient(ulong Client, string? Place, DateTimeOffset At);

/// <summary>The scans of an item on one day in Viet Nam.</summary>
/// <param name="Clients">The first that came.</param>
public sealed record ItemDay(DateOnly Day, int Scans, IReadOnlyList<ItemClient> Clients)
{
    /// <summary>More than any rule asks for.</summary>
    private const int MaxClients = 32;

    internal ItemDay With(Scan scan)
    {
        var known = Clients.Any(client => client.Client == scan.Client);
        return this with { Scans = Scans + 1, Clients = known || Clients.Count == MaxClients ? Clients : [.. Clients, new ItemClient(scan.Client, scan.Place, scan.At)] };
    }
}

/// <summary>All that is kept of the scans of one item.</summary>
/// <param name="Days">The latest on which it was scanned, in their order.</param>
/// <param name="Places">By province; what is not known where stands under the empty text.</param>
/// <param name="Alerts">What the cooperative was told, and when.</param>
public sealed record ItemTally(
    int Scans, DateTimeOffset FirstAt, string? FirstPlace, DateTimeOffset LastAt, IReadOnlyList<ItemDay> Days, IReadOnlyDictionary<string, int> Places,
    IReadOnlyDictionary<ScanSuspicion, DateTimeOffset> Alerts, byte[] Recent)
{
    /// <summary>The rules look back two days; the rest is for those who ask what happened.</summary>
    private const int MaxDays = 7;

    /// <summary>
    /// As for a lot (<see cref="LotDay"/>): a message comes again within ten minutes. An item that is scanned more often than this within
    /// them is suspicious long since, and one scan more changes nothing about that.
    /// </summary>
    private const int MaxRecent = 128;

    public static ItemTally None { get; } = new(0, DateTimeOffset.MaxValue, null, DateTimeOffset.MinValue, [], new Dictionary<string, int>(), new Dictionary<ScanSuspicion, DateTimeOffset>(), []);

    public bool Has(Scan scan) => RecentIds.Holds(Recent, scan.Id);

    /// <summary>Counts a scan, once, in whatever order scans come; and notes what it makes suspicious.</summary>
    /// <param name="expiresOn">Of the lot.</param>
    /// <param name="soldAt">When the item was sold; null where nobody said so.</param>
    public ItemTally With(Scan scan, DateOnly expiresOn, DateTimeOffset? soldAt)
    {
        if (Has(scan)) return this;
        var isFirst = scan.At < FirstAt;
        var places = new Dictionary<string, int>(Places);
        places[scan.Place ?? string.Empty] = places.GetValueOrDefault(scan.Place ?? string.Empty) + 1;
        var counted = this with
        {
            Scans = Scans + 1,
            FirstAt = isFirst ? scan.At : FirstAt,
            FirstPlace = isFirst ? scan.Place : FirstPlace,
            LastAt = scan.At > LastAt ? scan.At : LastAt,
            Days = DaysWith(scan),
            Places = places,
            Recent = RecentIds.With(Recent, scan.Id, MaxRecent),
        };
        return counted.Alerted(CloneRules.Look(counted.Days, expiresOn, soldAt), scan.At);
    }

    private ItemDay[] DaysWith(Scan scan)
    {
        var day = Period.DayOf(scan.At);
        var today = Days.FirstOrDefault(one => one.Day == day) ?? new ItemDay(day, 0, []);
        return [.. Days.Where(one => one.Day != day).Append(today.With(scan)).OrderBy(one => one.Day).TakeLast(MaxDays)];
    }

    private ItemTally Alerted(IEnumerable<ScanSuspicion> suspicions, DateTimeOffset at)
    {
        ScanSuspicion[] more = [.. suspicions.Where(one => !Alerts.ContainsKey(one))];
        if (more.Length == 0) return this;
        var alerts = new Dictionary<ScanSuspicion, DateTimeOffset>(Alerts);
        foreach (var one in more) alerts[one] = at;
        return this with { Alerts = alerts };
    }
}
