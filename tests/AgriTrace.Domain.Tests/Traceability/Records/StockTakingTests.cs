using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability.Records;

public sealed class StockTakingTests
{
    /// <summary>50 kg came, 10 are reserved, 5 are sold: 35 are left.</summary>
    private static readonly BoardLot Lot = AFarm.Lot().ToBoardLot() with { Reserved = 10_000, Sold = 5_000 };

    [Fact]
    public void A_count_makes_the_stock_what_was_counted_and_says_what_is_missing_and_why()
    {
        var (after, stored) = Decide(Count(34.5m, "hao hụt")).Value;

        (after.Left, after.Reserved, after.Sold).ShouldBe((34_500, 10_000, 5_000));
        stored.Words().ShouldBe((EpcisAction.Observe, "stock_taking", null));
        (stored.Says("shrinkage"), stored.Says("shrinkageUnit"), stored.Says("reason")).ShouldBe(("0.5", "\"KGM\"", "\"hao hụt\""));
    }

    [Fact]
    public void What_is_missing_needs_a_reason_and_what_is_all_there_needs_none()
    {
        AFarm.Paths(Decide(Count(34)).Error).ShouldBe(["$.reason"]);
        Decide(Count(35)).Value.Event.Says("shrinkage").ShouldBe("0");
    }

    [Fact]
    public void More_than_is_left_is_not_counted_and_the_refusal_says_what_is_left()
    {
        var error = Decide(Count(35.001m)).Error!;

        error.Code.ShouldBe("count-above-stock");
        error.Facts["left"].ShouldBe(new Quantity(35, "KGM"));
    }

    [Fact]
    public void Nothing_may_be_left_and_is_counted_as_zero()
    {
        Decide(Count(0, "mất trộm")).Value.After.Left.ShouldBe(0);
        (AFarm.OfLot(RecordType.Count) with { Quantity = new Quantity(0, "X") }).Faults().ShouldBe(["$.quantity.unit"]);
        (AFarm.OfLot(RecordType.Discard) with { Quantity = new Quantity(0, "KGM"), Reason = "x" }).Faults().ShouldBe(["$.quantity.value"]);
    }

    [Fact]
    public void What_is_thrown_away_leaves_the_stock_for_a_reason()
    {
        var (after, stored) = Decide(Discard(3)).Value;

        after.Left.ShouldBe(32_000);
        stored.Words().ShouldBe((EpcisAction.Delete, "destroying", "destroyed"));
        stored.Says("shrinkage").ShouldBeNull();
        (AFarm.OfLot(RecordType.Discard) with { Quantity = new Quantity(3, "KGM") }).Faults().ShouldBe(["$.reason"]);
        Decide(Discard(35.001m)).Error!.Code.ShouldBe("out-of-stock");
    }

    [Fact]
    public void A_held_lot_may_be_counted_and_thrown_away()
    {
        var held = Lot.Hold("h");

        Decide(Count(34, "x"), lot: held).IsOk.ShouldBeTrue();
        Decide(Discard(1), lot: held).IsOk.ShouldBeTrue();
    }

    [Fact]
    public void Another_unit_counts_by_way_of_the_product()
    {
        var pieces = Count(0, "x") with { Quantity = new Quantity(10, "H87") };

        Decide(pieces, product: AFarm.Pomelos).Value.After.Left.ShouldBe(12_000);
        AFarm.Paths(Decide(pieces).Error).ShouldBe(["$.quantity.unit"]);
    }

    [Fact]
    public void A_farmer_counts_their_own_lots_after_their_harvest()
    {
        Decide(Count(35), AFarm.Ut).IsOk.ShouldBeTrue();
        Decide(Count(35), AFarm.Ba).Error.ShouldBe(TraceabilityErrors.NotYourLot);
        Decide(Count(35), AFarm.Ut, Lot with { Member = string.Empty }).Error.ShouldBe(TraceabilityErrors.NotYourLot, "a pooled lot is nobody's own");
        AFarm.Paths(Decide(Count(35), lot: Lot with { HarvestedAt = AFarm.Now }).Error).ShouldBe(["$.at"]);
    }

    [Fact]
    public void A_repeat_is_known_although_the_stock_has_changed_since()
    {
        var taking = Count(34, "x").Sound<StockTaking>();
        var first = Decide(Count(34, "x")).Value.Event;

        taking.IsRepeatOf(first, AFarm.House, AFarm.Recorded, AFarm.Maker).ShouldBeTrue();
        Count(33, "x").Sound<StockTaking>().IsRepeatOf(first, AFarm.House, AFarm.Recorded, AFarm.Maker).ShouldBeFalse();
        taking.IsRepeatOf(Decide(Discard(1)).Value.Event, AFarm.House, AFarm.Recorded, AFarm.Maker).ShouldBeFalse();
    }

    private static EventInput Count(decimal kilograms, string? reason = null) => AFarm.OfLot(RecordType.Count) with { Quantity = new Quantity(kilograms, "KGM"), Reason = reason };

    private static EventInput Discard(decimal kilograms) => AFarm.OfLot(RecordType.Discard) with { Quantity = new Quantity(kilograms, "KGM"), Reason = "dập nát" };

    private static Result<(BoardLot After, StoredEvent Event)> Decide(EventInput input, Caller? by = null, BoardLot? lot = null, Product? product = null) =>
        input.Sound<StockTaking>().Decide(by ?? AFarm.Admin, lot ?? Lot, product, AFarm.House, AFarm.Recorded, AFarm.Maker);
}
