using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Domain.Tests.Traceability.Records;

public sealed class FieldWorkTests
{
    private static readonly EventInput Spray = AFarm.Input(RecordType.Cultivate) with
    {
        Plot = "p1",
        Activity = FieldActivity.Spray,
        MaterialName = "Abatin 5.4EC",
        MaterialDose = "20 ml / 16 l",
        IntervalDays = 14,
        Quantity = new Quantity(48, "LTR"),
        Reason = "nhện đỏ",
    };

    private static readonly EventInput Treatment = AFarm.Input(RecordType.Treat) with { Plot = "p1", MaterialName = "Florfenicol", IntervalDays = 12 };

    [Fact]
    public void A_spray_is_an_event_of_its_plot_with_all_that_its_label_says()
    {
        var stored = Decide(Spray, AFarm.Admin, AFarm.Plot()).Value;

        var epcis = stored.Open();
        stored.Words().ShouldBe((EpcisAction.Observe, "other", "in_progress"));
        epcis.EpcList.ShouldBe(["https://agritrace.example/plots/htx/p1"]);
        (epcis.ReadPoint, epcis.BizLocation).ShouldBe((epcis.EpcList[0], epcis.EpcList[0]));
        (stored.Says("type"), stored.Says("activity"), stored.Says("intervalDays")).ShouldBe(("\"cultivate\"", "\"spray\"", "14"));
        (stored.Says("materialName"), stored.Says("materialDose"), stored.Says("reason")).ShouldBe(("\"Abatin 5.4EC\"", "\"20 ml / 16 l\"", "\"nhện đỏ\""));
        (stored.Says("quantityValue"), stored.Says("quantityUnit")).ShouldBe(("48", "\"LTR\""));
    }

    [Fact]
    public void A_spray_needs_product_dose_and_interval_and_a_fertiliser_its_product()
    {
        (Spray with { MaterialName = null, MaterialDose = null, IntervalDays = null }).Faults().ShouldBe(["$.materialName", "$.materialDose", "$.intervalDays"]);
        (AFarm.Input(RecordType.Cultivate) with { Plot = "p1", Activity = FieldActivity.Fertilise }).Faults().ShouldBe(["$.materialName"]);
        (AFarm.Input(RecordType.Cultivate) with { Plot = "p1", Activity = FieldActivity.Prune }).Read().IsOk.ShouldBeTrue();
        (AFarm.Input(RecordType.Cultivate) with { Plot = "p1", Activity = FieldActivity.Weed, MaterialDose = "1 l" }).Faults().ShouldBe(["$.materialName"]);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(365, true)]
    [InlineData(366, false)]
    public void An_interval_is_at_most_a_year(int days, bool isGood) => (Treatment with { IntervalDays = days }).Read().IsOk.ShouldBe(isGood);

    [Theory]
    [InlineData(PlotKind.Plot, true, false)]
    [InlineData(PlotKind.Pond, false, true)]
    [InlineData(PlotKind.Barn, false, true)]
    public void Fields_are_cultivated_and_ponds_and_barns_are_fed_and_treated(PlotKind kind, bool cultivates, bool treats)
    {
        Decide(Spray, AFarm.Admin, AFarm.Plot(kind)).IsOk.ShouldBe(cultivates);
        Decide(Treatment, AFarm.Admin, AFarm.Plot(kind)).IsOk.ShouldBe(treats);
        if (!treats) AFarm.Paths(Decide(Treatment, AFarm.Admin, AFarm.Plot(kind)).Error).ShouldBe(["$.plot"]);
    }

    [Fact]
    public void Nothing_happens_on_a_plot_before_its_first_day_in_the_delta()
    {
        Decide(Spray with { At = "2026-11-18T17:00:00Z" }, AFarm.Admin, AFarm.Plot(since: new DateOnly(2026, 11, 19))).IsOk.ShouldBeTrue();
        var early = Decide(Spray with { At = "2026-11-18T16:59:59Z" }, AFarm.Admin, AFarm.Plot(since: new DateOnly(2026, 11, 19))).Error!;

        AFarm.Paths(early).ShouldBe(["$.at"]);
        early.Faults[0].Message.ShouldContain("2026-11-19");
    }

    [Fact]
    public void Nothing_is_harvested_before_it_either()
    {
        var harvest = AFarm.Input(RecordType.Harvest) with { Plot = "p1", Member = "ut", Gtin = AFarm.Pomelo.Key, Quantity = new Quantity(1, "KGM") };

        Result<LotClaim> Decided(DateOnly since) => harvest.Sound<Harvesting>().Harvest.Decide(AFarm.Admin, AFarm.Plot(since: since), new Member("ut", "Út", Role.Farmer), AFarm.Pomelos, AFarm.Record);

        Decided(new DateOnly(2026, 11, 19)).IsOk.ShouldBeTrue();
        AFarm.Paths(Decided(new DateOnly(2026, 11, 20)).Error).ShouldBe(["$.at"]);
    }

    [Fact]
    public void A_farmer_works_on_their_own_plots()
    {
        Decide(Spray, AFarm.Ut, AFarm.Plot()).IsOk.ShouldBeTrue();
        Decide(Spray, AFarm.Ba, AFarm.Plot()).Error.ShouldBe(TraceabilityErrors.NotYourPlot);
    }

    private static Result<StoredEvent> Decide(EventInput input, Caller by, Plot plot) => input.Sound<FieldWork>().Decide(by, plot, AFarm.Recorded, AFarm.Maker);
}
