using System.Globalization;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Diary;

/// <summary>Whether a plot gave more within a year than it was declared to bear: produce of somewhere else under its name looks so.</summary>
public static class PlotYield
{
    public static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>The hold of a harvest that goes beyond what was declared; null where it does not, or nothing was declared.</summary>
    /// <param name="plot">Its id.</param>
    /// <param name="diary">Of the plot; of it count the harvests of the year that ends with this one, but for its own lots.</param>
    /// <param name="harvested">The lots, each with what was harvested. What is not weighed is not counted.</param>
    public static Hold? Breach(
        string coop, string plot, Quantity? declared, IEnumerable<DiaryEntry> diary, DateTimeOffset at, IReadOnlyList<(LotId Lot, Quantity Quantity)> harvested, string cause, DateTimeOffset now)
    {
        if (declared is null || declared.Kilograms is not { } most) return null;
        var (lots, from) = (harvested.Select(one => one.Lot).ToArray(), at - Year);
        var before = diary.Where(entry => entry is { Type: DiaryEntry.HarvestType, Quantity: not null } && entry.At > from && entry.At <= at && !lots.Contains(entry.Lot));
        var sum = before.Select(entry => entry.Quantity!).Concat(harvested.Select(one => one.Quantity)).Sum(quantity => quantity.Kilograms ?? 0);
        if (sum <= most || harvested.All(one => one.Quantity.Kilograms is null)) return null;
        return new Hold(
            Hold.IdOf(HoldReason.MassBalance, ["yield", plot, .. lots.Select(lot => lot.Key).Order(StringComparer.Ordinal)]),
            coop, HoldReason.MassBalance, lots,
            $"Sản lượng thu hoạch 365 ngày của thửa {plot} là {Written(sum)} kg, vượt sản lượng đã khai {Written(most)} kg.",
            now, Hold.System, cause);
    }

    private static string Written(decimal kilograms) => kilograms.ToString("0.###", CultureInfo.InvariantCulture).Replace('.', ',');
}
