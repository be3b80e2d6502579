using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.QrCodes.Scans;

public static class ScanPeriod
{
    private const int UsualDays = 30;

    /// <summary>A year at most; without <paramref name="from"/> and <paramref name="to"/>, the last thirty days.</summary>
    public static Result<Period> Read(string? from, string? to, DateTimeOffset now) =>
        from is null && to is null ? new Period(Period.DayOf(now).AddDays(1 - UsualDays), Period.DayOf(now)) : Period.Parse(from, to);
}
