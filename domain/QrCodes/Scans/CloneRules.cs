namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>Tells from the scans of one item that its label hangs on more than one pack.</summary>
/// <remarks>
/// What one pack meets: the staff of a shop, and a household with up to three phones, some of which change their address. The numbers were
/// tried on a simulation of how buyers scan, over several seeds (docs/scans.md); a test holds them to it.
/// </remarks>
public static class CloneRules
{
    /// <summary>On one day. A household of three phones, one of which changes its address, and a clerk make five.</summary>
    public const int ClientsOfADay = 6;

    /// <summary>Within two days. A pack is sold in one and eaten in another; an address is taken for that of a third now and then.</summary>
    public const int PlacesOfTwoDays = 3;

    /// <summary>In all of them: a pack that is given on to relatives meets two households, and a wrong address makes up the third province.</summary>
    public const int ClientsOfPlaces = 5;

    /// <summary>In each of two provinces: one alone may be an address that is taken for that of another province.</summary>
    public const int ClientsOfABurst = 2;

    /// <summary>No pack gets from one province to the next, and is unpacked there, in less.</summary>
    public static readonly TimeSpan Burst = TimeSpan.FromHours(1);

    /// <summary>On one day after that of the sale: staff and others in the shop have no part in it any more.</summary>
    public const int ClientsAfterSale = 5;

    /// <summary>On one day. Somebody finds an old pack in the cupboard and looks.</summary>
    public const int ClientsAfterExpiry = 3;

    /// <summary>Fruit is eaten some days late.</summary>
    public const int DaysAfterExpiry = 7;

    /// <param name="days">In their order.</param>
    /// <param name="expiresOn">Of the lot.</param>
    /// <param name="soldAt">Null where nobody said so.</param>
    public static IEnumerable<ScanSuspicion> Look(IReadOnlyList<ItemDay> days, DateOnly expiresOn, DateTimeOffset? soldAt)
    {
        if (days.Any(day => day.Clients.Count >= ClientsOfADay)) yield return ScanSuspicion.ManyClients;
        if (days.Any(day => IsFarSpread(days, day))) yield return ScanSuspicion.ManyPlaces;
        if (days.Any(IsBurst)) yield return ScanSuspicion.Burst;
        if (soldAt is { } sold && days.Any(day => day.Day > Reconciliation.Period.DayOf(sold) && day.Clients.Count >= ClientsAfterSale)) yield return ScanSuspicion.AfterSale;
        if (days.Any(day => day.Day > expiresOn.AddDays(DaysAfterExpiry) && day.Clients.Count >= ClientsAfterExpiry)) yield return ScanSuspicion.AfterExpiry;
    }

    private static bool IsFarSpread(IReadOnlyList<ItemDay> days, ItemDay last)
    {
        var clients = days.Where(day => day.Day == last.Day || day.Day == last.Day.AddDays(-1)).SelectMany(day => day.Clients).Where(client => client.Place is not null).ToArray();
        return clients.Length >= ClientsOfPlaces && clients.DistinctBy(client => client.Place).Count() >= PlacesOfTwoDays;
    }

    private static bool IsBurst(ItemDay day)
    {
        var clients = day.Clients.Where(client => client.Place is not null).OrderBy(client => client.At).ToArray();
        return clients.Any(first => clients
            .Where(client => client.At >= first.At && client.At - first.At <= Burst)
            .GroupBy(client => client.Place)
            .Count(place => place.Count() >= ClientsOfABurst) > 1);
    }
}
