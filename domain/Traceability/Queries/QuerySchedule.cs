namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>When a subscriber wants to be told (EPCIS 2.0, 8.2.5.3), each field as it was written: numbers and ranges such as <c>0,[20-25]</c>.</summary>
/// <param name="DayOfWeek">1 is Monday, 7 is Sunday.</param>
/// <remarks>
/// By the clock of Viet Nam. A field that is left out fits every value, as the standard says; but one of a smaller unit than the smallest that is
/// given means the first of it, as in GS1's own example: hour 1, minute 5 is once a day at 01:05:00, and not sixty times.
/// </remarks>
public sealed record QuerySchedule(string? Second, string? Minute, string? Hour, string? DayOfMonth, string? Month, string? DayOfWeek)
{
    /// <summary>29 February of a certain weekday may stay away for forty years, around a year such as 2100 that is no leap year.</summary>
    private const int MaxDays = 41 * 366;

    private const int MinutesOfHour = 60, HoursOfDay = 24;

    /// <summary>Says of every field what is wrong with it, and of the whole when it never comes.</summary>
    public void Check(string path, DateTimeOffset now, ICollection<FieldFault> faults)
    {
        var before = faults.Count;
        foreach (var (name, text, field) in Fields())
            if (text is not null && ScheduleField.Read(text, field) is null) faults.Add(new($"{path}.{name}", $"must be numbers from {field.Min} to {field.Max}, or ranges such as [{field.Min}-{field.Max}], with commas between."));
        if (faults.Count > before) return;
        if (Fields().All(field => field.Text is null)) faults.Add(new(path, "must have at least one field."));
        else if (NextAfter(now) is null) faults.Add(new(path, "names a day that never comes."));
    }

    /// <summary>The first time after this one that fits, in UTC; null where none ever does, or a field cannot be read.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset time)
    {
        var local = VietnamTime.Of(time);
        var first = local.AddTicks(TimeSpan.TicksPerSecond - (local.Ticks % TimeSpan.TicksPerSecond));
        if (Wanted() is not { } wanted) return null;
        for (var ahead = 0; ahead < MaxDays; ahead++)
        {
            var day = first.Date.AddDays(ahead);
            if (wanted.HasDay(day) && wanted.TimeFrom(ahead == 0 ? first.TimeOfDay : TimeSpan.Zero) is { } at)
                return new DateTimeOffset(day + at, local.Offset).ToUniversalTime();
        }

        return null;
    }

    private (string Name, string? Text, ScheduleField Field)[] Fields() =>
    [
        ("second", Second, ScheduleField.Second), ("minute", Minute, ScheduleField.Minute), ("hour", Hour, ScheduleField.Hour),
        ("dayOfMonth", DayOfMonth, ScheduleField.DayOfMonth), ("month", Month, ScheduleField.Month), ("dayOfWeek", DayOfWeek, ScheduleField.DayOfWeek),
    ];

    private Times? Wanted()
    {
        var isDay = DayOfMonth is not null || DayOfWeek is not null;
        var days = ScheduleField.Read(DayOfMonth, ScheduleField.DayOfMonth, isFirst: !isDay && Hour is null && Minute is null && Second is null);
        var hours = ScheduleField.Read(Hour, ScheduleField.Hour, isFirst: Minute is null && Second is null);
        var minutes = ScheduleField.Read(Minute, ScheduleField.Minute, isFirst: Second is null);
        return ScheduleField.Read(Second, ScheduleField.Second, isFirst: true) is { } seconds && minutes is not null && hours is not null && days is not null
            && ScheduleField.Read(Month, ScheduleField.Month) is { } months && ScheduleField.Read(DayOfWeek, ScheduleField.DayOfWeek) is { } weekdays
            ? new Times(seconds, minutes.Value, hours.Value, days.Value, months, weekdays)
            : null;
    }

    /// <summary>The values that fit, a bit each.</summary>
    private sealed record Times(ulong Seconds, ulong Minutes, ulong Hours, ulong Days, ulong Months, ulong Weekdays)
    {
        public bool HasDay(DateTime day) =>
            Has(Months, day.Month) && Has(Days, day.Day) && Has(Weekdays, day.DayOfWeek == System.DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek);

        /// <summary>The first time of a day that is not before this one.</summary>
        public TimeSpan? TimeFrom(TimeSpan start)
        {
            for (var minute = (start.Hours * MinutesOfHour) + start.Minutes; minute < HoursOfDay * MinutesOfHour; minute++)
            {
                if (!Has(Hours, minute / MinutesOfHour) || !Has(Minutes, minute % MinutesOfHour)) continue;
                var from = minute == (start.Hours * MinutesOfHour) + start.Minutes ? start.Seconds : 0;
                for (var second = from; second < MinutesOfHour; second++)
                    if (Has(Seconds, second)) return new TimeSpan(0, minute, second);
            }

            return null;
        }

        private static bool Has(ulong values, int value) => (values >> value & 1) == 1;
    }
}
