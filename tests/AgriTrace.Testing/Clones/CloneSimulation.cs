using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Testing.Clones;

/// <summary>What came of one code.</summary>
/// <param name="Copies">0 for a genuine one.</param>
/// <param name="Alerts">Why, where it was flagged at all.</param>
/// <param name="After">From the first scan of a copy to the alert; null where it was not flagged.</param>
public sealed record SimulatedCode(int Copies, bool Scanned, IReadOnlyCollection<ScanSuspicion> Alerts, TimeSpan? After)
{
    public bool InADay => After <= TimeSpan.FromDays(1);
}

/// <summary>Sells packs to people who scan as <see cref="CloneModel"/> says, some of them with copied labels, and asks the rules of the house which.</summary>
public static class CloneSimulation
{
    private static readonly DateTimeOffset Start = new(2026, 11, 2, 0, 0, 0, TimeSpan.FromHours(7));
    private static readonly DateOnly Expires = new(2026, 12, 31);

    public static IReadOnlyList<SimulatedCode> Run(int seed, CloneModel model)
    {
        var random = new Random(seed);
        var people = new Shoppers(model, random, new LotId(new ProductId("09521234000013"), "L1"));
        var cloned = (int)(model.Codes * model.Cloned);
        return [.. Enumerable.Range(0, model.Codes).Select(number => Sell(people, model, number.ToString("D20", null), number < cloned))];
    }

    private static SimulatedCode Sell(Shoppers people, CloneModel model, string serial, bool isCloned)
    {
        var (day, sold) = (Start.AddDays(people.Between(0, model.Days - 1)), default(DateTimeOffset?));
        var bought = people.On(day);
        var scans = Genuine(people, model, serial, bought).ToList();
        if (people.Happens(model.SalesTold)) sold = bought;
        var copies = isCloned ? people.Between(model.Copies.Least, model.Copies.Most) : 0;
        var copied = Copies(people, model, serial, copies).ToArray();
        scans.AddRange(copied);
        return Judge(copies, [.. scans.OrderBy(scan => scan.At)], sold, copied);
    }

    private static IEnumerable<Scan> Genuine(Shoppers people, CloneModel model, string serial, DateTimeOffset bought)
    {
        var shop = people.Market();
        if (people.Happens(model.OnAStall))
            foreach (var scan in people.Stall(serial, shop, bought.Date)) yield return scan;
        if (people.Happens(model.SeenByStaff))
            foreach (var scan in people.Staff(serial, shop, bought)) yield return scan;
        if (!people.Happens(model.Scanning)) yield break;
        foreach (var scan in people.Household(serial, shop, bought)) yield return scan;
        if (!people.Happens(model.GivenOn)) yield break;
        foreach (var scan in people.Household(serial, people.Market(), bought.AddHours(people.Between(6, 30)))) yield return scan;
    }

    /// <summary>A load of copies is sold within a day, in one province or several.</summary>
    private static IEnumerable<Scan> Copies(Shoppers people, CloneModel model, string serial, int copies)
    {
        var (day, markets) = (Start.AddDays(people.Between(0, model.Days - 1)), Enumerable.Range(0, people.Between(1, 4)).Select(_ => people.Market()).ToArray());
        return Enumerable.Range(0, copies).Where(_ => people.Happens(model.ScanningCopies))
            .SelectMany(number => people.Household(serial, markets[number % markets.Length], people.On(day))).ToArray();
    }

    private static SimulatedCode Judge(int copies, Scan[] scans, DateTimeOffset? sold, Scan[] copied)
    {
        var tally = scans.Aggregate(ItemTally.None, (known, scan) => known.With(scan, Expires, sold <= scan.At ? sold : null));
        var first = copied.Length > 0 ? copied.Min(scan => scan.At) : default(DateTimeOffset?);
        var alert = tally.Alerts.Count > 0 ? tally.Alerts.Values.Min() : default(DateTimeOffset?);
        return new SimulatedCode(copies, scans.Length > 0, [.. tally.Alerts.Keys], first is null && alert is not null ? TimeSpan.Zero : alert - first);
    }
}
