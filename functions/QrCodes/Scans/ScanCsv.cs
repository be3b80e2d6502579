using System.Globalization;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>Scans for a spreadsheet: a row a day and place, and one for the forged serials of a day.</summary>
internal static class ScanCsv
{
    private static readonly string[] Columns = ["day", "lot", "what", "place", "placeName", "count"];

    /// <param name="lot">Its number.</param>
    public static Reply Of(ScansBody scans, string lot, string coop) =>
        Csv.Of(Columns, scans.Days.SelectMany(day => Rows(day, lot)), string.Create(CultureInfo.InvariantCulture, $"{coop}-scans-{scans.From:yyyyMMdd}-{scans.To:yyyyMMdd}.csv"));

    private static IEnumerable<string[]> Rows(ScanDayBody day, string lot)
    {
        var date = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        foreach (var place in day.Places) yield return [date, lot, "scans", place.Code ?? string.Empty, place.Name ?? string.Empty, Text(place.Scans)];
        if (day.Forged > 0) yield return [date, lot, "forged", string.Empty, string.Empty, Text(day.Forged)];
    }

    private static string Text(int count) => count.ToString(CultureInfo.InvariantCulture);
}
