using System.Globalization;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Tests.Traceability.Diary;

/// <summary>The pre-harvest interval, to the day and in the zone of the Delta.</summary>
public sealed class PreHarvestTests
{
    private static readonly DateTimeOffset Sprayed = Delta("2026-11-10T08:00:00");
    private static readonly LotId Lot = LotId.OfKey("htx/buoi|L1");

    [Theory]
    [InlineData("2026-11-16T23:59:59", true)]
    [InlineData("2026-11-17T00:00:00", false)]
    [InlineData("2026-11-10T08:00:00", true)]
    [InlineData("2026-11-10T07:59:59", false)]
    public void With_seven_days_a_harvest_is_allowed_from_the_seventh_day_after_the_spraying_and_before_it(string harvest, bool tooEarly) =>
        (PreHarvest.Breach([Spray(Sprayed, 7)], Delta(harvest)) is not null).ShouldBe(tooEarly);

    [Theory]
    [InlineData("2026-11-16T16:59:59Z", true)]
    [InlineData("2026-11-16T17:00:00Z", false)]
    public void Days_are_those_of_viet_nam_whatever_offset_a_time_was_written_with(string harvest, bool tooEarly)
    {
        // Half past midnight of the tenth in the Delta, which is still the ninth in London.
        var spray = Spray(Delta("2026-11-10T00:30:00").ToUniversalTime(), 7);

        (PreHarvest.Breach([spray], DateTimeOffset.Parse(harvest, CultureInfo.InvariantCulture)) is not null).ShouldBe(tooEarly);
    }

    [Fact]
    public void Of_several_treatments_that_whose_interval_ends_last_counts()
    {
        var breach = PreHarvest.Breach([Spray(Sprayed, 14, "first"), Spray(Sprayed.AddDays(2), 3, "second")], Sprayed.AddDays(3)).ShouldNotBeNull();

        breach.Treatment.EventId.ShouldBe("first");
        breach.Earliest.ShouldBe(new DateOnly(2026, 11, 24));
        breach.Detail.ShouldBe(
            "Thu hoạch trước khi hết thời gian cách ly: đã dùng Abamectin 1.8EC ngày 10/11/2026, thời gian cách ly 14 ngày; chỉ được thu hoạch từ ngày 24/11/2026.");
    }

    [Fact]
    public void A_withdrawal_period_counts_as_an_interval_does()
    {
        var treat = Spray(Sprayed, 5) with { Type = "treat", Activity = "treat" };

        PreHarvest.Breach([treat], Sprayed.AddDays(1)).ShouldNotBeNull().Detail.ShouldContain("thời gian ngừng thuốc 5 ngày");
    }

    [Theory]
    [InlineData("fertilise", 7)]
    [InlineData("feed", 7)]
    [InlineData("spray", null)]
    public void What_no_interval_follows_stops_no_harvest(string activity, int? days) =>
        PreHarvest.Breach([Spray(Sprayed, days) with { Activity = activity }], Sprayed.AddDays(1)).ShouldBeNull();

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, null)]
    [InlineData(6.5, 7)]
    [InlineData(1e9, 365)]
    public void An_interval_of_a_captured_number_stays_within_bounds(double told, int? days) => PreHarvest.DaysOf((decimal)told).ShouldBe(days);

    [Fact]
    public void The_same_breach_makes_the_same_hold_and_another_lot_another()
    {
        var breach = PreHarvest.Breach([Spray(Sprayed, 7)], Sprayed.AddDays(1)).ShouldNotBeNull();
        var (atHarvest, later) = (breach.ToHold("htx", [Lot], [], Sprayed), breach.ToHold("htx", [Lot], [LotId.OfKey("htx/buoi|P1")], Sprayed.AddDays(9)));

        later.Id.ShouldBe(atHarvest.Id);
        later.Lots.Count.ShouldBe(2);
        breach.ToHold("htx", [LotId.OfKey("htx/buoi|L2")], [], Sprayed).Id.ShouldNotBe(atHarvest.Id);
        (atHarvest.Reason, atHarvest.Cause, atHarvest.Earliest, atHarvest.PlacedBy).ShouldBe((HoldReason.PreHarvest, "spray", new DateOnly(2026, 11, 17), Hold.System));
    }

    [Theory]
    [InlineData(400, 100, false)]
    [InlineData(400, 100.5, true)]
    public void More_than_a_plot_was_declared_to_bear_within_a_year_is_held(double before, double now, bool held)
    {
        var diary = new[] { Harvest(Sprayed, (decimal)before, "KGM"), Harvest(Sprayed.AddDays(-366), 900, "KGM"), Harvest(Sprayed, 900, "H87") };

        var hold = PlotYield.Breach("htx", "vuon", new Quantity(0.5m, "TNE"), diary, Sprayed.AddDays(1), [(Lot, new Quantity((decimal)now, "KGM"))], "cause", Sprayed);

        (hold is not null).ShouldBe(held);
        if (held) hold!.Detail.ShouldBe("Sản lượng thu hoạch 365 ngày của thửa vuon là 500,5 kg, vượt sản lượng đã khai 500 kg.");
    }

    [Fact]
    public void A_harvest_that_stands_in_the_diary_already_is_not_counted_twice_and_one_that_is_not_weighed_is_not_counted()
    {
        var own = Harvest(Sprayed, 300, "KGM") with { Lot = Lot };

        PlotYield.Breach("htx", "vuon", new Quantity(500, "KGM"), [own], Sprayed, [(Lot, new Quantity(300, "KGM"))], "cause", Sprayed).ShouldBeNull();
        PlotYield.Breach("htx", "vuon", new Quantity(200, "KGM"), [own], Sprayed, [(LotId.OfKey("htx/buoi|L2"), new Quantity(9, "H87"))], "cause", Sprayed).ShouldBeNull();
        PlotYield.Breach("htx", "vuon", null, [own], Sprayed, [(Lot, new Quantity(300_000, "KGM"))], "cause", Sprayed).ShouldBeNull();
    }

    private static DateTimeOffset Delta(string time) => DateTimeOffset.Parse(time + "+07:00", CultureInfo.InvariantCulture);

    private static DiaryEntry Spray(DateTimeOffset at, int? days, string eventId = "spray") => new(
        at, "r", "cultivate", "spray", "Abamectin 1.8EC", null, null, null, days, null, null, "ut", null, at, eventId);

    private static DiaryEntry Harvest(DateTimeOffset at, decimal value, string unit) => new(
        at, "h", DiaryEntry.HarvestType, DiaryEntry.HarvestType, null, null, null, new Quantity(value, unit), null, null, LotId.OfKey("htx/buoi|L0"), "ut", null, at, "harvest");
}
