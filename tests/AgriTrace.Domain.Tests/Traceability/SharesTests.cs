using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.Traceability;

public sealed class SharesTests
{
    private const int Rounds = 500;
    private static readonly Product Mango = Of("mango", "KGM"), Dried = Of("dried", "KGM"), Juice = Of("juice", "LTR"), Bag = new(new ProductId("htx/bag"), new LocalText("b", "b"), "H87", 10, [new Conversion("KGM", 2)], null);

    [Fact]
    public void One_box_gets_all_that_was_taken_by_member_and_grade()
    {
        var (hai, ba, second) = (Lot("hai", 100_001), Lot("ba", 50_000), Lot("hai", 10_000) with { Grade = "Loại 2" });

        Pool([(hai, 60_001), (ba, 50_000), (second, 10_000)], Made(Mango, 118_000))[0]
            .ShouldBe([Share("hai", 60_001), Share("ba", 50_000), Share("hai", 10_000) with { Grade = "Loại 2" }]);
    }

    [Fact]
    public void Several_boxes_share_in_proportion_and_the_odd_gram_goes_round()
    {
        var boxes = Pool([(Lot("hai", 5), 5), (Lot("ba", 5), 5)], Made(Mango, 5), Made(Mango, 5));

        boxes.ShouldAllBe(box => box.Sum(share => share.Amount) == 5);
        boxes.Select(box => box.Single(share => share.Member == "hai").Amount).Sum().ShouldBe(5);
    }

    [Fact]
    public void A_part_of_a_pooled_box_is_shared_again_by_what_is_in_it()
    {
        var box = Made(Mango, 90_000) with { Contributions = [Share("hai", 60_000), Share("ba", 40_000)] };

        Pool([(box, 45_000)], Made(Mango, 45_000))[0].ShouldBe([Share("hai", 30_000), Share("ba", 20_000)]);
    }

    [Fact]
    public void Different_products_share_by_what_all_of_them_can_be_counted_in_and_else_equally()
    {
        Amounts(Pool([(Lot("hai", 90_000), 90_000)], Made(Mango, 60_000), Made(Dried, 30_000))).ShouldBe([60_000, 30_000]);
        Amounts(Pool([(Lot("hai", 90_000), 90_000)], Made(Mango, 60_000), Made(Bag, 60_000))).ShouldBe([60_000, 30_000], "two bags to the kilogram");
        Amounts(Pool([(Lot("hai", 90_000), 90_000)], Made(Mango, 60_000), Made(Juice, 1))).ShouldBe([45_000, 45_000]);
    }

    [Fact]
    public void What_is_gone_from_a_box_is_nobodys_and_a_share_of_nothing_is_left_out()
    {
        var boxes = Pool([(Lot("hai", 1), 1)], Made(Mango, 1), Made(Mango, 1_000));

        boxes.SelectMany(box => box).ShouldBe([Share("hai", 1)]);
    }

    [Fact]
    public void A_lot_that_would_hold_too_many_shares_is_refused()
    {
        var many = Made(Mango, Shares.Max) with { Contributions = [.. Enumerable.Range(0, Shares.Max).Select(number => Share($"m{number}", 1))] };

        Shares.Pool([(many, Shares.Max)], [Made(Mango, 1)], Products).IsOk.ShouldBeTrue();
        Shares.Pool([(many, Shares.Max), (Lot("hai", 1), 1)], [Made(Mango, 1)], Products).Error!.Code.ShouldBe("too-many-shares");
    }

    [Fact]
    public void Whatever_is_packed_into_whatever_every_share_comes_out_to_the_gram()
    {
        var random = new Random(20_261_122);
        for (var round = 0; round < Rounds; round++)
        {
            var inputs = Enumerable.Range(0, random.Next(1, 8)).Select(_ => Input(random)).ToArray();
            var outputs = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Made(random.Next(4) == 0 ? Dried : Mango, random.NextInt64(1, 3_000_000))).ToArray();

            var boxes = Pool(inputs, outputs);

            var taken = inputs.SelectMany(input => Shares.Take(Shares.Of(input.Lot), input.Stock, input.Lot.Stock)).ToArray();
            boxes.SelectMany(box => box).ShouldAllBe(share => share.Amount > 0);
            Sums(boxes.SelectMany(box => box)).ShouldBe(Sums(taken), ignoreOrder: true, $"round {round}");
            foreach (var (lot, stock) in inputs.Where(input => input.Lot.Contributions is null)) Shares.Take(Shares.Of(lot), stock, lot.Stock).Sum(share => share.Amount).ShouldBe(stock);
        }
    }

    [Fact]
    public void Two_boxes_that_hold_all_that_was_taken_hold_as_much_in_shares()
    {
        var random = new Random(7);
        for (var round = 0; round < Rounds; round++)
        {
            var inputs = Enumerable.Range(0, random.Next(1, 9)).Select(number => (Lot($"m{number}", 1_000_000), random.NextInt64(1, 1_000_000))).ToArray();
            var all = inputs.Sum(input => input.Item2);
            if (all < 2) continue;
            var first = random.NextInt64(1, all);

            Pool(inputs, Made(Mango, first), Made(Mango, all - first)).Select(box => box.Sum(share => share.Amount)).ShouldBe([first, all - first]);
        }
    }

    private static readonly Dictionary<ProductId, Product> Products = new() { [Mango.Id] = Mango, [Dried.Id] = Dried, [Juice.Id] = Juice, [Bag.Id] = Bag };

    private static Product Of(string id, string unit) => new(new ProductId("htx/" + id), new LocalText(id, id), unit, 10, [], null);

    private static Contribution Share(string member, long amount) => new(member, Mango.Id, null, "KGM", amount);

    private static LotClaim Lot(string member, long stock) => Claim(Mango, stock) with { Member = member, Plot = "p" };

    private static LotClaim Made(Product product, long stock) => Claim(product, stock);

    private static LotClaim Claim(Product product, long stock) => new(
        "htx", new LotId(product.Id, "L"), string.Empty, null, new Quantity(1, product.Unit), product.Unit, stock, DateTimeOffset.UnixEpoch, default, "r", "sau", null, "c");

    /// <summary>A lot from the field, or one that several members' lots were packed into, and a part of it.</summary>
    private static (LotClaim Lot, long Stock) Input(Random random)
    {
        var lot = Lot($"m{random.Next(4)}", random.NextInt64(1, 5_000_000)) with { Grade = random.Next(3) == 0 ? "Loại 2" : null };
        if (random.Next(2) == 0) lot = lot with { Contributions = [.. Enumerable.Range(0, random.Next(1, 12)).Select(number => Share($"m{number}", random.NextInt64(1, 900_000)))] };
        return (lot, random.Next(3) == 0 ? lot.Stock : random.NextInt64(1, lot.Stock + 1));
    }

    private static IReadOnlyList<Contribution>[] Pool((LotClaim Lot, long Stock)[] taken, params LotClaim[] made) =>
        [.. Shares.Pool(taken, made, Products).Value.Select(lot => lot.Contributions!)];

    private static long[] Amounts(IReadOnlyList<Contribution>[] boxes) => [.. boxes.Select(box => box.Sum(share => share.Amount))];

    private static IEnumerable<Contribution> Sums(IEnumerable<Contribution> shares) =>
        shares.GroupBy(share => share with { Amount = 0 }).Select(same => same.Key with { Amount = same.Sum(share => share.Amount) });
}
