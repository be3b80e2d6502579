using System.Globalization;

namespace AgriTrace.Domain.Traceability;

/// <summary>The wall clock of the Delta: one zone and no summer time since 1975, so no zone database is needed.</summary>
internal static class VietnamTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static DateTimeOffset Of(DateTimeOffset time) => time.ToOffset(Offset);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(Of(time).DateTime);

    /// <summary>A day as people write it: 20/11/2026.</summary>
    public static string Written(DateOnly day) => day.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
}
