using System.Globalization;
using AgriTrace.Domain.QrCodes.Scans;

namespace AgriTrace.Testing.Clones;

/// <summary>How well clones were found.</summary>
/// <param name="Recall">Of the codes with five or more copies, those that were flagged within a day of the first scan of a copy.</param>
/// <param name="FalseAlerts">Of the genuine codes.</param>
/// <param name="FalseAlertsOfScanned">Of the genuine codes that anybody scanned.</param>
/// <param name="Precision">Of the flagged codes, those with copies.</param>
public sealed record CloneFigures(double Recall, double FalseAlerts, double FalseAlertsOfScanned, double Precision, IReadOnlyList<SimulatedCode> Codes)
{
    /// <summary>Fewer copies than this leave little to see.</summary>
    public const int ManyCopies = 5;

    private static readonly (int Least, int Most)[] Buckets = [(2, 2), (3, 3), (4, 4), (5, 5), (6, 7), (8, 10), (11, 20), (21, 50)];

    public static CloneFigures Of(IReadOnlyList<SimulatedCode> codes)
    {
        var (genuine, many) = (codes.Where(code => code.Copies == 0).ToArray(), codes.Where(code => code.Copies >= ManyCopies).ToArray());
        var wrong = genuine.Count(code => code.After is not null);
        var right = codes.Count(code => code.Copies > 0 && code.InADay);
        return new CloneFigures(
            Share(many.Count(code => code.InADay), many.Length), Share(wrong, genuine.Length), Share(wrong, genuine.Count(code => code.Scanned)), Share(right, right + wrong), codes);
    }

    /// <summary>For people: recall by the number of copies, and which rules were wrong about genuine codes.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var (least, most) in Buckets)
        {
            var these = Codes.Where(code => code.Copies >= least && code.Copies <= most).ToArray();
            yield return string.Create(CultureInfo.InvariantCulture, $"{least,3} to {most,2} copies: {these.Count(code => code.InADay),4} of {these.Length,4} flagged within a day ({Share(these.Count(code => code.InADay), these.Length):P1})");
        }

        foreach (var rule in Enum.GetValues<ScanSuspicion>())
            if (Codes.Count(code => code.Copies == 0 && code.Alerts.Contains(rule)) is var wrong and > 0)
                yield return string.Create(CultureInfo.InvariantCulture, $"{wrong} genuine codes flagged by {rule}");
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : part / (double)whole;
}
