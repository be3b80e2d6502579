using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability.Records;

/// <summary>Lots become others: sorted, split, merged, put into a basket or processed.</summary>
public sealed class MakingTests
{
    private static readonly ProductId Basket = new("htx/gio-qua");

    [Theory]
    [InlineData(RecordType.Pack, "packing")]
    [InlineData(RecordType.Grade, "inspecting")]
    public void Lots_that_come_of_others_are_a_transformation(RecordType type, string bizStep)
    {
        var stored = AFarm.Maker.Making(Making(type, [AFarm.Share("L1", 2)], [AFarm.Share("A", 1), AFarm.Share("B", 1)]).Sound<Making>(), AFarm.House, AFarm.Recorded);

        stored.Words().ShouldBe((null, bizStep, "in_progress"));
        (stored.Open().Type, stored.Says("type")).ShouldBe((EpcisEventType.TransformationEvent, $"\"{type.ToString().ToLowerInvariant()}\""));
    }

    [Fact]
    public void Sorting_gives_each_new_lot_its_grade_and_the_event_says_it()
    {
        var grade = Making(RecordType.Grade, [AFarm.Share("L1", 30)], [AFarm.Share("A", 20, "loại 1"), AFarm.Share("B", 9)]);

        Decide(grade).Value.Made.Select(lot => lot.Grade).ShouldBe(["loại 1", null]);
        AFarm.Maker.Making(grade.Sound<Making>(), AFarm.House, AFarm.Recorded).Says("outputGrades").ShouldBe("""["loại 1","-"]""");
        Making(RecordType.Pack, [AFarm.Share("L1", 1, "x")], [AFarm.Share("A", 1, "x")]).Faults().ShouldBe(["$.inputs[0].grade", "$.outputs[0].grade"]);
    }

    [Fact]
    public void A_box_has_the_grade_that_all_of_its_fruit_has()
    {
        var pack = Making(RecordType.Pack, [AFarm.Share("L1", 1), AFarm.Share("L2", 1)], [AFarm.Share("A", 2)]);

        Decide(pack, AFarm.Lot() with { Grade = "1" }, AFarm.Lot("L2") with { Grade = "1" }).Value.Made.Single().Grade.ShouldBe("1");
        Decide(pack, AFarm.Lot() with { Grade = "1" }, AFarm.Lot("L2") with { Grade = "2" }).Value.Made.Single().Grade.ShouldBeNull();
    }

    [Fact]
    public void One_lot_is_split_into_several_and_several_are_merged_into_one_of_the_same_product()
    {
        LotInput[] one = [AFarm.Share("L1", 2)], two = [AFarm.Share("A", 1), AFarm.Share("B", 1)], other = [new(new Quantity(1, "KGM"), "A", Product: "gio-qua"), AFarm.Share("B", 1)];

        Making(RecordType.Split, one, two).Read().IsOk.ShouldBeTrue();
        Making(RecordType.Merge, two, one).Read().IsOk.ShouldBeTrue();
        Making(RecordType.Split, two, one).Faults().ShouldBe(["$.inputs", "$.outputs"]);
        Making(RecordType.Merge, one, two).Faults().ShouldBe(["$.inputs", "$.outputs"]);
        Making(RecordType.Split, one, other).Faults().ShouldBe(["$.outputs"]);
        AFarm.Maker.Making(Making(RecordType.Split, one, two).Sound<Making>(), AFarm.House, AFarm.Recorded).Open().BizStep.ShouldBe("repackaging");
    }

    [Fact]
    public void A_gift_basket_is_sold_by_the_piece_and_keeps_as_long_as_the_first_of_its_fruits()
    {
        var fruits = Enumerable.Range(1, 5).Select(number => AFarm.Lot("L" + number, at: $"2026-11-1{number}T06:30:00+07:00", product: new ProductId("htx/trai-" + number))).ToArray();
        var pack = Making(
            RecordType.Pack,
            [.. fruits.Select(fruit => new LotInput(new Quantity(1, "KGM"), fruit.Id.Lot, Product: fruit.Id.Product.Name))],
            [new LotInput(new Quantity(3, "H87"), "G1", Product: "gio-qua")]);

        var basket = Decide(pack, fruits).Value.Made.Single();

        (basket.Unit, basket.Stock, basket.ExpiresOn).ShouldBe(("H87", 3_000, fruits[0].ExpiresOn));
        basket.ExpiresOn.ShouldBe(new DateOnly(2026, 11, 21), "ten days after the first harvest, although baskets keep 90");
    }

    [Fact]
    public void What_is_processed_begins_a_shelf_life_of_its_own()
    {
        var jam = new Product(new ProductId("htx/mut"), new LocalText("Mứt", "Jam"), "KGM", 180, [], null, Yield: new YieldRange(0.1m, 0.2m));
        var pack = Making(RecordType.Pack, [AFarm.Share("L1", 10)], [new LotInput(new Quantity(1, "KGM"), "M1", Product: "mut")]);

        Decide(pack, [jam], AFarm.Lot()).Value.Made.Single().ExpiresOn.ShouldBe(new DateOnly(2026, 11, 19).AddDays(180));
        Decide(pack, [jam with { Yield = null }], AFarm.Lot()).Value.Made.Single().ExpiresOn.ShouldBe(AFarm.Lot().ExpiresOn);
    }

    [Theory]
    [InlineData(RecordType.Grade)]
    [InlineData(RecordType.Pack)]
    [InlineData(RecordType.Split)]
    public void A_held_lot_becomes_no_other(RecordType type)
    {
        var board = Board.Empty("HTX", "Vĩnh Long").With(AFarm.Lot().ToBoardLot().Hold("h"));

        Decide(Making(type, [AFarm.Share("L1", 2)], [AFarm.Share("A", 1), AFarm.Share("B", 1)])).Value.Apply(board).Error!.Code.ShouldBe("lot-held");
    }

    [Fact]
    public void A_farmer_sorts_their_own_lots()
    {
        var grade = Making(RecordType.Grade, [AFarm.Share("L1", 2)], [AFarm.Share("A", 1)]);

        Packing.Decide(grade.Sound<Making>(), AFarm.Ba, AFarm.Coop, Claims([AFarm.Lot()]), Products([]), AFarm.Record).Error.ShouldBe(TraceabilityErrors.NotYourLot);
        Packing.Decide(grade.Sound<Making>(), AFarm.Ut, AFarm.Coop, Claims([AFarm.Lot()]), Products([]), AFarm.Record).IsOk.ShouldBeTrue();
    }

    private static EventInput Making(RecordType type, LotInput[] inputs, LotInput[] outputs) => AFarm.Input(type) with { Place = "nha", Inputs = inputs, Outputs = outputs };

    private static Result<Packing> Decide(EventInput input, params LotClaim[] lots) => Decide(input, [], lots.Length > 0 ? lots : [AFarm.Lot()]);

    private static Result<Packing> Decide(EventInput input, Product[] products, params LotClaim[] lots) =>
        Packing.Decide(input.Sound<Making>(), AFarm.Admin, AFarm.Coop, Claims(lots), Products(products, lots), AFarm.Record);

    private static Dictionary<LotId, LotClaim> Claims(LotClaim[] lots) => lots.ToDictionary(lot => lot.Id);

    private static Dictionary<ProductId, Product> Products(Product[] products, params LotClaim[] lots) =>
        lots.Select(lot => AFarm.Pomelos with { Id = lot.Id.Product })
            .Append(AFarm.Pomelos).Append(AFarm.Pomelos with { Id = Basket, Unit = "H87", ShelfLifeDays = 90, Conversions = [] })
            .DistinctBy(product => product.Id).Concat(products).ToDictionary(product => product.Id);
}
