using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability.Records;

public sealed class UnitisingTests
{
    [Theory]
    [InlineData(RecordType.Aggregate, "095211410000000014", EpcisAction.Add, "packing", "https://id.gs1.org/00/095211410000000014")]
    [InlineData(RecordType.Disaggregate, "SOT-12", EpcisAction.Delete, "unpacking", "https://agritrace.example/units/htx/SOT-12")]
    public void Lots_join_and_leave_a_unit_that_has_an_epc(RecordType type, string unit, EpcisAction action, string bizStep, string parent)
    {
        var stored = Decide(Input(type, unit)).Value;

        stored.Words().ShouldBe((action, bizStep, "in_progress"));
        (stored.Open().ParentId, stored.Open().ChildQuantityList.Single().Quantity).ShouldBe((parent, 2));
    }

    [Fact]
    public void Only_lots_of_ones_own_after_their_harvest_and_each_once()
    {
        Decide(Input(RecordType.Aggregate), AFarm.Ba).Error.ShouldBe(TraceabilityErrors.NotYourLot);
        Decide(Input(RecordType.Aggregate), lot: AFarm.Lot() with { Coop = "htx-b" }).Error.ShouldBe(TraceabilityErrors.NoSuchLot);
        AFarm.Paths(Decide(Input(RecordType.Aggregate), lot: AFarm.Lot(at: "2026-11-19T07:00:00+07:00")).Error).ShouldBe(["$.at"]);
        (Input(RecordType.Aggregate) with { Lots = [AFarm.Share("L1", 1), AFarm.Share("L1", 1)] }).Faults().ShouldBe(["$.lots[1].lot"]);
        (Input(RecordType.Aggregate) with { Lots = [] }).Faults().ShouldBe(["$.lots"]);
    }

    [Fact]
    public void A_unit_that_the_product_does_not_have_is_refused()
    {
        var pieces = Input(RecordType.Aggregate) with { Lots = [AFarm.Share("L1", 1) with { Quantity = new Quantity(10, "H87") }] };

        Decide(pieces, product: AFarm.Pomelos).IsOk.ShouldBeTrue();
        AFarm.Paths(Decide(pieces, product: AFarm.Pomelos with { Conversions = [] }).Error).ShouldBe(["$.lots[0].quantity.unit"]);
        AFarm.Paths(Decide(pieces).Error).ShouldBe(["$.lots[0].quantity.unit"]);
    }

    private static EventInput Input(RecordType type, string unit = "SOT-1") => AFarm.Input(type) with { Place = "nha", Unit = unit, Lots = [AFarm.Share("L1", 2)] };

    private static Result<StoredEvent> Decide(EventInput input, Caller? by = null, LotClaim? lot = null, Product? product = null) => input.Sound<Unitising>().Decide(
        by ?? AFarm.Admin, new Dictionary<LotId, LotClaim> { [(lot ?? AFarm.Lot()).Id] = lot ?? AFarm.Lot() },
        product is null ? new Dictionary<ProductId, Product>() : new Dictionary<ProductId, Product> { [product.Id] = product }, AFarm.House, AFarm.Recorded, AFarm.Maker);
}
