using System.Globalization;
using AgriTrace.Domain.Cooperatives;

namespace AgriTrace.Domain.Traceability.Records;

internal static class PlotDays
{
    /// <summary>The refusal of a time before the plot's first day; null where it is not, or nobody said.</summary>
    /// <param name="path">Of the time.</param>
    public static Error? BeforeIts(this Plot plot, string path, DateTimeOffset at) => plot.Since is { } since && VietnamTime.DayOf(at) < since
        ? TraceabilityErrors.Fields([new(path, $"must not lie before {since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, the first day of plot {plot.Id}.")])
        : null;
}
