using System.Globalization;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>One unit of a <see cref="QuerySchedule"/> and the numbers that it has.</summary>
internal sealed record ScheduleField(int Min, int Max)
{
    public static readonly ScheduleField Second = new(0, 59), Minute = new(0, 59), Hour = new(0, 23), DayOfMonth = new(1, 31), Month = new(1, 12), DayOfWeek = new(1, 7);

    /// <summary>Room for every number of an hour, and some twice.</summary>
    private const int MaxLength = 300;

    /// <summary>The values that a field fits, a bit each; null where it cannot be read.</summary>
    /// <param name="isFirst">A field that is left out fits the first value only, instead of all.</param>
    public static ulong? Read(string? text, ScheduleField field, bool isFirst = false)
    {
        if (text is null) return Bits(field.Min, isFirst ? field.Min : field.Max);
        if (text.Length > MaxLength) return null;
        var all = 0UL;
        foreach (var element in text.Split(','))
        {
            if (field.Element(element) is not { } values) return null;
            all |= values;
        }

        return all;
    }

    private ulong? Element(string text)
    {
        if (text is not ['[', .. var range, ']']) return Number(text) is { } only ? Bits(only, only) : null;
        return range.Split('-') is [var start, var end] && Number(start) is { } from && Number(end) is { } to && from <= to ? Bits(from, to) : null;
    }

    private int? Number(string text) =>
        text.Length is 1 or 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= Min && number <= Max ? number : null;

    private static ulong Bits(int from, int to)
    {
        var bits = 0UL;
        for (var value = from; value <= to; value++) bits |= 1UL << value;
        return bits;
    }
}
