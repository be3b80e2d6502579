using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Traceability.Epcis;

namespace AgriTrace.Functions.Tests.Traceability.ColdChain;

/// <summary>Measurements on the trace record.</summary>
public sealed class ColdChainTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task Measurements_are_one_summary_and_no_stages_and_what_is_too_warm_is_flagged_and_held_by_nobody()
    {
        var given = await WithLot();

        await given.Admin.Kept(Measurements.Document(given, 0, 10, number => number == 7 ? 9.5m : 4));

        var cold = await Measured(given, 10);
        (cold["minTemperature"]!.GetValue<decimal>(), cold["maxTemperature"]!.GetValue<decimal>(), cold["outOfRange"]!.GetValue<int>()).ShouldBe((4m, 9.5m, 1));
        cold["limits"]!["maxTemperature"]!.GetValue<decimal>().ShouldBe(8);
        cold["firstOutOfRangeAt"]!.GetValue<DateTimeOffset>().ShouldBe(new DateTimeOffset(2026, 1, 20, 0, 1, 10, TimeSpan.Zero));
        (await given.TraceRecord())["stages"]!.AsArray().Count.ShouldBe(1);
        (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem().Holds.ShouldBeNull();
        var page = await Anyone.GetStringAsync(given.TracePath(), Cancel);
        foreach (var words in (string[])["Nhiệt độ đo được 4–9,5 °C; giới hạn 2–8 °C", "1 lần đo nằm ngoài giới hạn"]) page.ShouldContain(words);
    }

    [Fact]
    public async Task A_measurement_that_comes_later_shows_within_seconds_and_one_that_comes_twice_counts_once()
    {
        var given = await WithLot();
        await given.Admin.Kept(Measurements.Document(given, 0, 3));
        await Measured(given, 3);

        await given.Admin.Kept(Measurements.Document(given, 2, 2));

        await Measured(given, 4);
    }

    [Fact]
    public async Task Another_cooperatives_measurements_are_no_part_of_the_record()
    {
        var (given, other) = (await WithLot(), await Given.Cooperative(Host, Cancel));

        await other.Admin.Kept(Measurements.Document(given, 0, 3, _ => 40));
        await given.Admin.Kept(Measurements.Document(given, 0, 2));

        (await Measured(given, 2))["outOfRange"]!.GetValue<int>().ShouldBe(0);
    }

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.WantsCold().Json(200);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        return given;
    }

    private static async Task<JsonNode> Measured(Given given, int count)
    {
        await Eventually.Holds(async () => (await given.TraceRecord())["coldChain"]?["measurements"]?.GetValue<int>() == count, $"{count} measurements show", Cancel);
        return (await given.TraceRecord())["coldChain"]!;
    }
}
