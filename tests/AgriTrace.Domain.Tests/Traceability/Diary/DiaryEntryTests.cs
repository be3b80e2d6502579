using System.Text.Json.Nodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Testing;

namespace AgriTrace.Domain.Tests.Traceability.Diary;

/// <summary>What the diary reads in events.</summary>
public sealed class DiaryEntryTests
{
    private static readonly Uri Site = new("https://agritrace.example");
    private static readonly DateTimeOffset At = new(2026, 11, 10, 8, 0, 0, TimeSpan.FromHours(7));
    private static readonly DateTimeOffset Entered = At.AddDays(3);

    [Fact]
    public void A_spraying_is_read_with_all_that_an_auditor_asks_for()
    {
        var stored = FieldWork.Spray("htx", "vuon", Site, At, 7, now: Entered);

        var (plot, entry) = DiaryEntry.Read(stored, Site).ShouldNotBeNull();

        plot.ShouldBe("vuon");
        entry.ShouldBe(new DiaryEntry(
            At, "spray", "cultivate", "spray", "Abamectin 1.8EC", "Abamectin", "20 ml / 16 l", new Quantity(0.25m, "LTR"), 7, "Phun buổi sáng", null,
            "ut", null, Entered, stored.Hash, "sâu vẽ bùa"));
        entry.At.Offset.ShouldBe(TimeSpan.FromHours(7));
    }

    [Fact]
    public void A_harvest_is_read_with_its_lot_and_what_came_in()
    {
        var lot = new LotClaim("htx", LotId.OfKey("09521141012345|L1"), "ut", "vuon", new Quantity(12, "H87"), "KGM", 14_400, At, new DateOnly(2026, 12, 10), "r1", "bay", "ut", "");

        var (plot, entry) = DiaryEntry.Read(new EventMaker(Site).Harvest(lot, Entered), Site).ShouldNotBeNull();

        plot.ShouldBe("vuon");
        (entry.Type, entry.Lot, entry.Quantity, entry.RecordedBy, entry.OnBehalfOf).ShouldBe(("harvest", lot.Id, lot.Quantity, "bay", "ut"));
    }

    [Fact]
    public void What_has_another_shape_than_ours_is_left_out_and_breaks_nothing()
    {
        var (_, entry) = Read(new JsonObject
        {
            ["agritrace:type"] = "cultivate",
            ["agritrace:activity"] = 7,
            ["agritrace:materialName"] = new JsonArray("x"),
            ["agritrace:quantityValue"] = "much",
            ["agritrace:intervalDays"] = "seven",
        }).ShouldNotBeNull();

        (entry.Activity, entry.Material, entry.Quantity, entry.IntervalDays).ShouldBe(("cultivate", null, null, null));
    }

    [Fact]
    public void What_is_no_field_work_or_of_no_plot_of_the_cooperative_stands_in_no_diary()
    {
        Read(new JsonObject { ["agritrace:type"] = "ship" }).ShouldBeNull();
        Read([]).ShouldBeNull();
        DiaryEntry.Read(FieldWork.Spray("htx", "vuon", Site, At, 7), new Uri("https://elsewhere.example")).ShouldBeNull();
        DiaryEntry.Read(FieldWork.Spray("htx", "vuon", Site, At, 7) with { Coop = "htx-khac" }, Site).ShouldBeNull();
    }

    private static (string Plot, DiaryEntry Entry)? Read(JsonObject extensions) => DiaryEntry.Read(FieldWork.Event("htx", "vuon", Site, At, "r", At, extensions), Site);
}
