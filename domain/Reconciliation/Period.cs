using System.Globalization;

namespace AgriTrace.Domain.Reconciliation;

/// <summary>Whole days in Viet Nam, both ends included.</summary>
public sealed record Period(DateOnly From, DateOnly To)
{
    /// <summary>A year and a day: what one answer may have to read.</summary>
    public const int MaxDays = 367;

    /// <summary>The clock of every cooperative we serve; it has had no summer time since 1975.</summary>
    public static readonly TimeSpan VietNam = TimeSpan.FromHours(7);

    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(time.ToOffset(VietNam).DateTime);

    /// <summary>Reads <c>yyyy-MM-dd</c>; both must be there.</summary>
    /// <param name="maxDays">How long it may be.</param>
    public static Result<Period> Parse(string? from, string? to, int maxDays = MaxDays)
    {
        var faults = new List<FieldFault>();
        if (!TryRead(from, out var first)) faults.Add(new("from", "must be a date, as 2026-11-20."));
        if (!TryRead(to, out var last)) faults.Add(new("to", "must be a date, as 2026-11-20."));
        if (faults.Count == 0 && last < first) faults.Add(new("to", "must not be before 'from'."));
        else if (faults.Count == 0 && last.DayNumber - first.DayNumber >= maxDays) faults.Add(new("to", $"must be within {maxDays} days of 'from'."));
        return faults.Count > 0 ? Error.Invalid("period-invalid", "The period cannot be read; see errors.", faults) : new Period(first, last);
    }

    public bool Covers(DateTimeOffset time) => DayOf(time) is var day && day >= From && day <= To;

    /// <summary>When the first day begins.</summary>
    public DateTimeOffset Start => new(From, TimeOnly.MinValue, VietNam);

    /// <summary>When the last day is over.</summary>
    public DateTimeOffset End => new(To.AddDays(1), TimeOnly.MinValue, VietNam);

    /// <summary>The first days of the months that it touches.</summary>
    public IEnumerable<DateOnly> Months()
    {
        for (var month = new DateOnly(From.Year, From.Month, 1); month <= To; month = month.AddMonths(1)) yield return month;
    }

    private static bool TryRead(string? text, out DateOnly day) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is >= 2000 and < 2200;
}
