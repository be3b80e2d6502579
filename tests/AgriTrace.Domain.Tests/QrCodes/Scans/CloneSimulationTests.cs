using AgriTrace.Testing.Clones;

namespace AgriTrace.Domain.Tests.QrCodes.Scans;

public sealed class CloneSimulationTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(2026)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(42)]
    [InlineData(31337)]
    public void Codes_with_five_or_more_copies_are_found_within_a_day_and_few_genuine_ones_are_suspected(int seed)
    {
        var figures = CloneFigures.Of(CloneSimulation.Run(seed, new CloneModel()));

        foreach (var line in figures.Lines()) output.WriteLine(line);
        output.WriteLine($"recall {figures.Recall:P2}, false alerts {figures.FalseAlerts:P3} (of the scanned {figures.FalseAlertsOfScanned:P3}), precision {figures.Precision:P1}");
        figures.Recall.ShouldBeGreaterThanOrEqualTo(0.95);
        figures.FalseAlerts.ShouldBeLessThanOrEqualTo(0.005);
    }

    /// <summary>What the figure above takes for granted is that each copy is scanned; it holds when two of five are not.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void They_are_found_too_where_two_of_five_copies_are_never_scanned(int seed)
    {
        var figures = CloneFigures.Of(CloneSimulation.Run(seed, new CloneModel { Cloned = 0.1, ScanningCopies = 0.6 }));

        foreach (var line in figures.Lines()) output.WriteLine(line);
        figures.Recall.ShouldBeGreaterThanOrEqualTo(0.95);
        figures.FalseAlerts.ShouldBeLessThanOrEqualTo(0.005);
    }

    [Fact]
    public void The_same_seed_gives_the_same_figures() =>
        CloneSimulation.Run(5, new CloneModel { Codes = 500 }).Select(code => (code.Copies, code.After))
            .ShouldBe(CloneSimulation.Run(5, new CloneModel { Codes = 500 }).Select(code => (code.Copies, code.After)));
}
