using System.Globalization;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>Times as EPCIS writes them: <c>xsd:dateTimeStamp</c>, a date and time that always has its zone.</summary>
public static class EpcisTime
{
    /// <summary>Reads a time with its own offset. Digits past the seventh of the second are cut off.</summary>
    /// <returns>
    /// False for another form, a day that the calendar lacks, a leap second, an offset beyond ±14:00, and times outside the years 1 to
    /// 9999 in UTC.
    /// </returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time)
    {
        time = default;
        if (text.Length < 20 || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':' || text[16] != ':') return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)) return false;
        if (!Number(text[11..13], out var hour) || !Number(text[14..16], out var minute)) return false;
        if (!Number(text[17..19], out var second)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        if (hour > 23 || minute > 59 || second > 59) return false;
        if (!Fraction(text[19..], out var fraction, out var zone) || !TryParseOffset(zone, out var offset)) return false;

        var local = new DateTime(year, month, day, hour, minute, second).AddTicks(fraction);
        var utc = local.Ticks - offset.Ticks;
        if (utc < DateTime.MinValue.Ticks || utc > DateTime.MaxValue.Ticks) return false;
        time = new DateTimeOffset(local, offset);
        return true;
    }

    /// <summary>Reads an <c>eventTimeZoneOffset</c>: a sign, two digits, a colon, two digits; at most 14:00 either way.</summary>
    public static bool TryParseZoneOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        return text.Length == 6 && TryParseOffset(text, out offset);
    }

    /// <summary>UTC with milliseconds, half a millisecond rounded up (CBV 2.0, 8.9.1).</summary>
    internal static string ToHashText(DateTimeOffset time) => Rounded(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Half a millisecond more, so that cutting off what is below the millisecond rounds as the hash does. UTC.</summary>
    internal static DateTime Rounded(DateTimeOffset time)
    {
        const long HalfMillisecond = TimeSpan.TicksPerMillisecond / 2;
        return new DateTime(Math.Min(time.UtcTicks, DateTime.MaxValue.Ticks - HalfMillisecond) + HalfMillisecond, DateTimeKind.Utc);
    }

    private static bool Fraction(ReadOnlySpan<char> text, out long ticks, out ReadOnlySpan<char> zone)
    {
        ticks = 0;
        zone = text;
        if (text[0] != '.') return true;

        var end = text[1..].IndexOfAnyExceptInRange('0', '9') + 1;
        if (end < 2) return false;
        var worth = TimeSpan.TicksPerSecond / 10;
        foreach (var digit in text[1..end])
        {
            ticks += (digit - '0') * worth;
            worth /= 10;
        }

        zone = text[end..];
        return true;
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z") return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':') return false;
        if (!Number(text[1..3], out var hours) || !Number(text[4..6], out var minutes)) return false;
        if (minutes > 59 || (hours * 60) + minutes > 14 * 60) return false;

        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-') offset = -offset;
        return true;
    }

    private static bool Number(ReadOnlySpan<char> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit(digit)) return false;
            number = (number * 10) + (digit - '0');
        }

        return true;
    }
}
