using System.Text.Json.Serialization;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>The scans of a lot on one day in Viet Nam.</summary>
/// <param name="Scans">Without the forged ones.</param>
/// <param name="Places">By province; what is not known where stands under the empty text.</param>
/// <param name="Clients">See <see cref="ClientCount"/>.</param>
/// <param name="Recent">Of scans that are counted already.</param>
public sealed record LotDay(int Scans, int Forged, IReadOnlyDictionary<string, int> Places, byte[] Clients, byte[] ForgedClients, byte[] Recent)
{
    /// <summary>
    /// A message comes again after five seconds where its work failed, and after ten minutes where its worker died. A worker counts at most
    /// some 400 scans of one lot in a second, so all of five seconds are remembered. After ten minutes of such a flood the last ones of the
    /// dead worker, 24 at most, count twice among a hundred thousand; of a lot with fewer than 4,096 scans in ten minutes, none.
    /// </summary>
    private const int MaxRecent = 4_096;

    /// <summary>One who tries numbers may be curious; three on one day have labels that somebody made up.</summary>
    public const int ForgedClientsOfAlert = 3;

    /// <summary>A label that is smudged or half scratched off reads wrong once or twice, and is tried again.</summary>
    public const int ForgedOfAlert = 10;

    public static LotDay None { get; } = new(0, 0, new Dictionary<string, int>(), [], [], []);

    /// <summary>When forged serials became so many that the cooperative was told; null where they did not.</summary>
    public DateTimeOffset? AlertedAt { get; init; }

    /// <summary>Exact for few, and estimated for hundreds.</summary>
    [JsonIgnore]
    public int ClientCount => DistinctClients.Count(Clients);

    public bool Has(Scan scan) => RecentIds.Holds(Recent, scan.Id);

    /// <summary>Counts a scan, once.</summary>
    public LotDay With(Scan scan)
    {
        if (Has(scan)) return this;
        var counted = this with { Recent = RecentIds.With(Recent, scan.Id, MaxRecent) };
        return scan.Kind == ScanKind.Forged
            ? (counted with { Forged = Forged + 1, ForgedClients = DistinctClients.With(ForgedClients, scan.Client) }).Alerted(scan.At)
            : counted with { Scans = Scans + 1, Clients = DistinctClients.With(Clients, scan.Client), Places = Plus(Places, scan.Place) };
    }

    private LotDay Alerted(DateTimeOffset at) =>
        AlertedAt is null && Forged >= ForgedOfAlert && DistinctClients.Count(ForgedClients) >= ForgedClientsOfAlert ? this with { AlertedAt = at } : this;

    private static Dictionary<string, int> Plus(IReadOnlyDictionary<string, int> places, string? place)
    {
        var more = new Dictionary<string, int>(places);
        more[place ?? string.Empty] = more.GetValueOrDefault(place ?? string.Empty) + 1;
        return more;
    }
}
