using System.Globalization;
using System.Text.Json.Nodes;
using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Bench;

/// <param name="Inputs">Empty for a lot from the field.</param>
internal sealed record WorldPack(IReadOnlyList<int> Inputs, IReadOnlyList<int> Outputs);

/// <summary>
/// Lots of a cooperative that were split and merged, and the orders that hold some: the same for the same seed. Knows every edge, so that a
/// plain search over all of them tells what a recall must find.
/// </summary>
internal sealed class RecallWorld
{
    public const string Coop = "htx-do-luong";
    public const string Gtin = "09521234543213";
    private const int Lots = 10_000, FieldLots = 3_000, Nearby = 300, Orders = 1_500, MaxOnBoard = 1_200;
    private static readonly DateTimeOffset Begin = new(2026, 10, 1, 6, 0, 0, TimeSpan.FromHours(7));
    private readonly List<int>[] children = [.. Enumerable.Range(0, Lots).Select(_ => new List<int>())];

    public RecallWorld(int seed)
    {
        var random = new Random(seed);
        var packs = new List<WorldPack>();
        for (var made = FieldLots; made < Lots;)
        {
            int[] outputs = [.. Enumerable.Range(made, Math.Min(random.Next(1, 6), Lots - made))];
            // Mostly what came in lately; so a few lots lead to very many, and most to a few.
            int[] inputs = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(Math.Max(0, (made / 2) - Nearby), made)).Distinct()];
            packs.Add(new WorldPack(inputs, outputs));
            foreach (var input in inputs) children[input].AddRange(outputs);
            made += outputs.Length;
        }

        Packs = packs;
        int[] ends = [.. Enumerable.Range(0, Lots).Where(lot => children[lot].Count == 0).OrderBy(_ => random.Next())];
        OnBoard = [.. ends.Take(MaxOnBoard)];
        OrderLots = [.. Enumerable.Range(0, Orders).Select(_ => ends[random.Next(ends.Length)])];
    }

    public IReadOnlyList<WorldPack> Packs { get; }

    /// <summary>What is still in stock.</summary>
    public IReadOnlyList<int> OnBoard { get; }

    /// <summary>The lot that each order holds some of.</summary>
    public IReadOnlyList<int> OrderLots { get; }

    public static LotId LotOf(int lot) => new(new ProductId(Gtin), Name(lot));

    /// <summary>Every lot that comes of one, itself included, by a search over all edges.</summary>
    public HashSet<int> Affected(int lot)
    {
        var (found, open) = (new HashSet<int> { lot }, new Stack<int>([lot]));
        while (open.TryPop(out var at))
            foreach (var child in children[at])
                if (found.Add(child)) open.Push(child);
        return found;
    }

    /// <summary>Lots to recall: of each size so many, from one lot to the most that is asked for.</summary>
    public IReadOnlyList<int> Origins(int count, int most, Random random)
    {
        var bySize = Enumerable.Range(0, FieldLots).OrderBy(_ => random.Next()).Select(lot => (lot, Size: Affected(lot).Count)).Where(one => one.Size <= most).ToArray();
        (int From, int To)[] classes = [(most * 2 / 3, most), (most / 10, most * 2 / 3), (1, most / 10)];
        return [.. classes.SelectMany(size => bySize.Where(one => one.Size > size.From && one.Size <= size.To).Take(count / classes.Length)).Select(one => one.lot)];
    }

    public static LotClaim Claim(int lot)
    {
        var at = At(lot);
        return new LotClaim(
            Coop, LotOf(lot), "ut", null, new Quantity(100, "KGM"), "KGM", 100_000, at, DateOnly.FromDateTime(at.DateTime).AddDays(365), "r" + Name(lot), "bench", null, "bench");
    }

    public static BoardLot BoardLot(int lot) => Claim(lot).ToBoardLot();

    public Order Order(int index)
    {
        var (lot, id) = (OrderLots[index], "don-" + index.ToString(CultureInfo.InvariantCulture));
        var total = new Money(130_000, Money.Vnd);
        return new Order(
            id, "AT" + id, Coop, OrderState.Confirmed, PaymentRail.Cod,
            [new OrderLine(Guid.Empty, new ProductId(Gtin), new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), 2, "KGM", new Money(65_000, Money.Vnd), total, [new Allocation(LotOf(lot), 2, 2_000)])],
            total, "token", "fingerprint", Begin.AddDays(30), null, [], 1);
    }

    /// <summary>A harvest for each field lot, a transformation for each pack, and what is seen of lots in between, up to so many events.</summary>
    public IEnumerable<string> Events(int count)
    {
        for (var lot = 0; lot < FieldLots; lot++) yield return Event("ObjectEvent", lot, lot, "\"action\":\"ADD\",\"bizStep\":\"commissioning\",\"quantityList\":" + List([lot], 100));
        foreach (var pack in Packs)
            yield return Event("TransformationEvent", pack.Outputs[0], pack.Outputs[0], $"\"bizStep\":\"packing\",\"inputQuantityList\":{List(pack.Inputs, 50)},\"outputQuantityList\":{List(pack.Outputs, 10)}");
        for (var more = FieldLots + Packs.Count; more < count; more++)
            yield return Event("ObjectEvent", more % Lots, more, "\"action\":\"OBSERVE\",\"bizStep\":\"storing\",\"quantityList\":" + List([more % Lots], 10));
    }

    /// <param name="salt">Tells events of one lot at one time apart.</param>
    private static string Event(string type, int lot, int salt, string members)
    {
        var at = At(lot).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        return $$"""{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"bench":"https://bench.example/"}],"type":"{{type}}","eventTime":"{{at}}","eventTimeZoneOffset":"+07:00",{{members}},"readPoint":{"id":"https://id.gs1.org/414/9521141111116"},"bench:salt":{{salt}}}""";
    }

    private static string List(IEnumerable<int> lots, int quantity) =>
        new JsonArray([.. lots.Select(lot => new JsonObject { ["epcClass"] = $"https://id.gs1.org/01/{Gtin}/10/{Name(lot)}", ["quantity"] = quantity, ["uom"] = "KGM" })]).ToJsonString();

    /// <summary>Forty days of work, in the order of the lots.</summary>
    private static DateTimeOffset At(int lot) => Begin.AddMinutes(lot * 5.76);

    private static string Name(int lot) => "L" + lot.ToString("D5", CultureInfo.InvariantCulture);
}
