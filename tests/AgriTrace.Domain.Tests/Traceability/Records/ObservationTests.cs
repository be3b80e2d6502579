using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability.Records;

public sealed class ObservationTests
{
    [Theory]
    [InlineData(RecordType.Wash, "other", "in_progress")]
    [InlineData(RecordType.Pack, "packing", "in_progress")]
    [InlineData(RecordType.Store, "storing", "in_progress")]
    [InlineData(RecordType.Ship, "shipping", "in_transit")]
    [InlineData(RecordType.Receive, "receiving", "in_progress")]
    public void What_is_seen_of_a_lot_has_the_standard_words_and_ours(RecordType type, string bizStep, string disposition)
    {
        var stored = Decide(AFarm.OfLot(type)).Value;

        stored.Words().ShouldBe((EpcisAction.Observe, bizStep, disposition));
        (stored.Says("type"), stored.Says("place")).ShouldBe(($"\"{type.ToString().ToLowerInvariant()}\"", "\"nha\""));
    }

    [Fact]
    public void A_shipment_says_where_it_goes_and_a_delivery_where_it_came_from()
    {
        var shop = AFarm.House with { Id = "cua-hang", Gln = "9521141111116" };

        Decide(AFarm.OfLot(RecordType.Ship) with { To = "cua-hang" }, other: shop).Value.Open().DestinationList
            .ShouldBe([new SourceOrDestination("location", "https://id.gs1.org/414/9521141111116")]);
        Decide(AFarm.OfLot(RecordType.Receive) with { From = "cua-hang" }, other: shop with { Gln = null }).Value.Open().SourceList
            .ShouldBe([new SourceOrDestination("location", "https://agritrace.example/places/htx/cua-hang")]);
    }

    [Fact]
    public void A_failed_inspection_holds_its_lot_and_a_passed_one_does_not()
    {
        var (pass, fail) = (Inspection(InspectionResult.Pass), Inspection(InspectionResult.Fail));
        var stored = Decide(fail).Value;

        stored.Words().ShouldBe((EpcisAction.Observe, "inspecting", "non_conformant"));
        stored.Open().BizTransactionList.ShouldBe([new BizTransaction("testres", "https://agritrace.example/documents/htx/kq-1")]);
        var hold = fail.Sound<Observation>().HoldAfter(stored, AFarm.Recorded)!;
        (hold.Reason, hold.Cause, hold.Lots.Single().Lot, hold.PlacedBy).ShouldBe((HoldReason.Inspection, stored.Hash, "L1", "admin"));
        hold.Detail.ShouldContain("19/11/2026");
        Decide(pass).Value.Words().ShouldBe((EpcisAction.Observe, "inspecting", "conformant"));
        pass.Sound<Observation>().HoldAfter(Decide(pass).Value, AFarm.Recorded).ShouldBeNull();
    }

    [Fact]
    public void A_measurement_is_a_sensor_report_and_one_number_is_one_event()
    {
        var input = AFarm.OfLot(RecordType.Measure) with { Temperature = 8.5m, Humidity = 86 };
        var stored = Decide(input, place: AFarm.House).Value;

        stored.Words().ShouldBe((EpcisAction.Observe, "sensor_reporting", null));
        stored.Open().SensorElementList.Single().Reports.Select(report => report.GetRawText())
            .ShouldBe(["""{"type":"Temperature","value":8.5,"uom":"CEL"}""", """{"type":"RelativeHumidity","value":86,"uom":"P1"}"""]);
        Decide(input with { Temperature = 8.50m }, place: AFarm.House).Value.Hash.ShouldBe(stored.Hash);
        Decide(input with { Place = null }).Value.Open().ReadPoint.ShouldBeNull();
    }

    [Fact]
    public void A_farmer_sees_what_happens_to_their_own_lots_after_their_harvest()
    {
        Decide(AFarm.OfLot(RecordType.Wash), AFarm.Ut).IsOk.ShouldBeTrue();
        Decide(AFarm.OfLot(RecordType.Wash), AFarm.Ba).Error.ShouldBe(TraceabilityErrors.NotYourLot);
        Decide(AFarm.OfLot(RecordType.Wash), lot: AFarm.Lot() with { Member = string.Empty }, by: AFarm.Ut).Error.ShouldBe(TraceabilityErrors.NotYourLot);
        Decide(AFarm.OfLot(RecordType.Wash), lot: AFarm.Lot() with { Coop = "htx-b" }).Error.ShouldBe(TraceabilityErrors.NoSuchLot);
        AFarm.Paths(Decide(AFarm.OfLot(RecordType.Wash), lot: AFarm.Lot(at: "2026-11-19T06:30:01+07:00")).Error).ShouldBe(["$.at"]);
    }

    [Fact]
    public void What_differs_in_any_word_is_another_event()
    {
        EventInput[] all =
        [
            AFarm.OfLot(RecordType.Wash), AFarm.OfLot(RecordType.Wash) with { Note = "hai lần" }, AFarm.OfLot(RecordType.Wash) with { Quantity = new Quantity(1, "KGM") },
            AFarm.OfLot(RecordType.Grade) with { Grade = "1" }, AFarm.OfLot(RecordType.Grade) with { Grade = "2" }, Inspection(InspectionResult.Pass), Inspection(InspectionResult.Fail),
        ];

        all.Select(input => Decide(input).Value.Hash).Distinct().Count().ShouldBe(all.Length);
    }

    private static EventInput Inspection(InspectionResult result) => AFarm.OfLot(RecordType.Inspect) with { Result = result, Document = "kq-1" };

    private static Result<StoredEvent> Decide(EventInput input, Caller? by = null, LotClaim? lot = null, Place? place = null, Place? other = null) =>
        input.Sound<Observation>().Decide(by ?? AFarm.Admin, lot ?? AFarm.Lot(), null, place ?? (input.Place is null ? null : AFarm.House), other, AFarm.Recorded, AFarm.Maker);
}
