using System.Globalization;
using AgriTrace.Testing.Clones;

namespace AgriTrace.Bench;

/// <summary>How well copied labels are found among simulated buyers. Pure: no host, no storage, and the same figures for the same seed.</summary>
internal static class ClonesBench
{
    private const int DefaultSeed = 2026;
    private const double MinRecall = 0.95, MaxFalseAlerts = 0.005, Percent = 100;

    /// <summary>Of the copies, those whose buyers scan; the first is judged.</summary>
    private static readonly double[] Scanned = [1, 0.6, 0.3];

    public static int Run(string[] options)
    {
        var seed = DefaultSeed;
        if (options is not ([] or ["--seed", _]) || (options is [_, var text] && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed)))
            return Report.Fail("clones takes --seed N.");

        var (rows, judged) = (new List<(string, double)>(), default(CloneFigures));
        foreach (var share in Scanned)
        {
            var figures = CloneFigures.Of(CloneSimulation.Run(seed, new CloneModel { ScanningCopies = share }));
            judged ??= figures;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Where {share:P0} of the copies are scanned:"));
            foreach (var line in figures.Lines()) Console.WriteLine("  " + line);
            rows.AddRange([($"recall at {share:P0}, %", figures.Recall * Percent), ($"false alerts at {share:P0}, %", figures.FalseAlerts * Percent), ($"precision at {share:P0}, %", figures.Precision * Percent)]);
        }

        var holds = judged!.Recall >= MinRecall && judged.FalseAlerts <= MaxFalseAlerts;
        return Report.Done("clones", rows, judged.Recall, "recall at least 0.95, false alerts at most 0.5 %", holds);
    }
}
