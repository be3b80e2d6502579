using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Identity;

/// <summary>Which part of an audit log is wanted.</summary>
/// <param name="Who">Whose doings, or those on whose behalf; null for everyone's.</param>
/// <param name="After">The last entry of the page before; null for the newest.</param>
public sealed record AuditQuery(Period Period, string? Who, string? After, int Take)
{
    /// <summary>A leap year, and a month to look back beyond it.</summary>
    public const int MaxDays = 400;

    public const int MaxTake = 200;

    private const int UsualTake = 50;
    private const int UsualDays = 30;
    private const int MaxWho = 100;

    /// <summary>Without <paramref name="from"/> and <paramref name="to"/>, the last thirty days.</summary>
    public static Result<AuditQuery> Read(string? from, string? to, string? who, string? cursor, string? take, DateTimeOffset now)
    {
        var period = from is null && to is null
            ? new Period(Period.DayOf(now).AddDays(1 - UsualDays), Period.DayOf(now))
            : Period.Parse(from, to, MaxDays);
        var faults = new List<FieldFault>();
        if (who?.Length > MaxWho) faults.Add(new("who", $"must have at most {MaxWho} characters."));
        if (cursor is not null && !IsId(cursor)) faults.Add(new("cursor", "is not a cursor that this list gave."));
        var size = PageSize.Read(take, UsualTake, MaxTake, faults);
        if (faults.Count > 0) return ParameterErrors.Unreadable(faults);
        return period.Map(days => new AuditQuery(days, who, cursor, size));
    }

    /// <summary>Whether an entry of the period is one that is wanted.</summary>
    public bool Fits(AuditEntry entry) => Who is null || Who == entry.Who || Who == entry.OnBehalfOf;

    private static bool IsId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}

public static class AuditErrors
{
    public static Error TooLong(int most) =>
        Error.TooLarge("audit-too-long", $"A file holds at most {most} entries, and this period has more: ask for a shorter one.");
}
