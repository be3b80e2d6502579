using System.Globalization;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.Traceability;

/// <summary>A timeline that a person can read, whatever happened.</summary>
public sealed class StageRunTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 6, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void A_short_history_is_told_stage_by_stage()
    {
        RecordStage[] stages = [Stage(0, "commissioning"), Stage(1, "packing"), Stage(2, "packing"), Stage(3, "shipping")];

        StageRun.Fold(stages).ShouldBe(stages.Select(stage => new StageRun(stage, stage.At, stage.At, 1)));
    }

    [Fact]
    public void Three_alike_in_a_row_are_one_line_with_their_first_and_last_time()
    {
        RecordStage[] stages = [Stage(0, "commissioning"), .. Enumerable.Range(1, 14).Select(hour => Stage(hour, "inspecting")), Stage(20, "shipping")];

        var runs = StageRun.Fold(stages);

        runs.Select(run => (run.Stage!.BizStep, run.Count, run.FirstAt, run.LastAt)).ShouldBe(
            [("commissioning", 1, Start, Start), ("inspecting", 14, Start.AddHours(1), Start.AddHours(14)), ("shipping", 1, Start.AddHours(20), Start.AddHours(20))]);
    }

    [Fact]
    public void What_happened_elsewhere_or_to_another_lot_is_not_alike()
    {
        var runs = StageRun.Fold([Stage(0, "packing"), Stage(1, "packing") with { PlaceName = "Kho" }, Stage(2, "packing") with { ProductCode = "https://id.gs1.org/01/1/10/2" }]);

        runs.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData(31)]
    [InlineData(10_000)]
    public void A_long_history_takes_thirty_lines_with_its_first_and_last_stages_and_counts_all(int count)
    {
        var stages = Enumerable.Range(0, count).Select(number => Stage(number, number % 2 == 0 ? "storing" : "loading")).ToArray();

        var runs = StageRun.Fold(stages);

        runs.Count.ShouldBe(StageRun.MaxRuns);
        (runs[0].Stage, runs[^1].Stage).ShouldBe((stages[0], stages[^1]));
        runs.Sum(run => run.Count).ShouldBe(count);
        var left = runs.Single(run => run.Stage is null);
        (left.FirstAt, left.LastAt).ShouldBe((stages[15].At, stages[^15].At));
    }

    [Fact]
    public void The_page_of_a_long_history_is_hardly_larger_than_that_of_a_short_one()
    {
        int Size(int count) => AgriTraceJson.Write(StageRun.Fold([.. Enumerable.Range(0, count).Select(number => Stage(number, number % 2 == 0 ? "storing" : "loading"))])).Length;

        Size(10_000).ShouldBeLessThan(Size(30) + 200);
    }

    private static RecordStage Stage(int hour, string step) => new(
        step, "ObjectEvent", Start.AddHours(hour), "Nhà đóng gói", "9521141111116", "Hợp tác xã", "https://id.gs1.org/01/09521141012345/10/L1",
        "ni:///sha-256;" + hour.ToString("x64", CultureInfo.InvariantCulture) + "?ver=CBV2.0");
}
