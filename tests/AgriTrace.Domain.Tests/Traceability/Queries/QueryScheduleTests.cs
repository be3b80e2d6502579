using System.Globalization;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

public sealed class QueryScheduleTests
{
    /// <summary>A Sunday afternoon in the Delta.</summary>
    private static readonly DateTimeOffset Now = At("2026-11-22T15:30:20+07:00");

    [Theory]
    [InlineData("hour=1 minute=5", "2026-11-23T01:05:00+07:00")]
    [InlineData("minute=0", "2026-11-22T16:00:00+07:00")]
    [InlineData("second=0,20,40", "2026-11-22T15:30:40+07:00")]
    [InlineData("second=[30-40]", "2026-11-22T15:30:30+07:00")]
    [InlineData("minute=[0-10],[30-40] second=[10-20]", "2026-11-22T15:31:10+07:00")]
    [InlineData("hour=2", "2026-11-23T02:00:00+07:00")]
    [InlineData("hour=23 minute=59 second=59", "2026-11-22T23:59:59+07:00")]
    [InlineData("dayOfWeek=1", "2026-11-23T00:00:00+07:00")]
    [InlineData("dayOfWeek=7", "2026-11-29T00:00:00+07:00")]
    [InlineData("dayOfWeek=7 hour=16", "2026-11-22T16:00:00+07:00")]
    [InlineData("dayOfMonth=31", "2026-12-31T00:00:00+07:00")]
    [InlineData("dayOfMonth=22 hour=15", "2026-12-22T15:00:00+07:00")]
    [InlineData("month=1", "2027-01-01T00:00:00+07:00")]
    [InlineData("month=1 hour=6", "2027-01-01T06:00:00+07:00")]
    [InlineData("month=2 dayOfMonth=29", "2028-02-29T00:00:00+07:00")]
    [InlineData("month=2 dayOfMonth=29 dayOfWeek=3", "2040-02-29T00:00:00+07:00")]
    [InlineData("month=2 dayOfWeek=1 hour=6", "2027-02-01T06:00:00+07:00")]
    public void It_comes_next_at_the_first_time_in_viet_nam_that_fits(string schedule, string next) =>
        Schedule(schedule).NextAfter(Now).ShouldBe(At(next));

    [Fact]
    public void A_time_that_fits_is_not_after_itself() =>
        Schedule("hour=6").NextAfter(At("2026-11-22T06:00:00+07:00")).ShouldBe(At("2026-11-23T06:00:00+07:00"));

    [Fact]
    public void The_end_of_a_second_is_before_the_next() =>
        Schedule("second=30").NextAfter(At("2026-11-22T06:00:29.999+07:00")).ShouldBe(At("2026-11-22T06:00:30+07:00"));

    [Theory]
    [InlineData("second=60")]
    [InlineData("minute=-1")]
    [InlineData("hour=24")]
    [InlineData("hour=")]
    [InlineData("hour=1,")]
    [InlineData("hour=[5-1]")]
    [InlineData("hour=1-5")]
    [InlineData("hour=[1-2-3]")]
    [InlineData("hour=*")]
    [InlineData("second=0/30")]
    [InlineData("second=+1")]
    [InlineData("dayOfMonth=0")]
    [InlineData("dayOfWeek=0")]
    [InlineData("dayOfWeek=8")]
    [InlineData("month=13")]
    [InlineData("month=2 dayOfMonth=30")]
    [InlineData("month=4,6 dayOfMonth=31")]
    [InlineData("")]
    public void What_cannot_be_read_or_never_comes_is_a_fault(string schedule)
    {
        var faults = new List<FieldFault>();

        Schedule(schedule).Check("$.schedule", Now, faults);

        faults.Count.ShouldBe(1);
        faults[0].Path.ShouldStartWith("$.schedule");
    }

    [Fact]
    public void Each_bad_field_is_named()
    {
        var faults = new List<FieldFault>();

        Schedule("hour=24 month=x minute=5").Check("$.schedule", Now, faults);

        faults.Select(fault => fault.Path).ShouldBe(["$.schedule.hour", "$.schedule.month"]);
    }

    /// <summary>The rule of the standard, tried second by second.</summary>
    [Fact]
    public void Between_two_times_no_other_fits()
    {
        var schedule = Schedule("second=[10-11],50 minute=[58-59],3 hour=23,0");
        var (time, found) = (At("2026-11-22T22:57:00+07:00"), new List<DateTimeOffset>());
        while (schedule.NextAfter(time) is { } next && next < At("2026-11-23T00:30:00+07:00")) found.Add(time = next);

        var fits = Enumerable.Range(1, 93 * 60).Select(second => At("2026-11-22T22:57:00+07:00").AddSeconds(second))
            .Where(one => one.Second is 10 or 11 or 50 && one.Minute is 58 or 59 or 3 && one.Hour is 23 or 0);
        found.ShouldBe(fits);
    }

    private static QuerySchedule Schedule(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);
        return new QuerySchedule(
            fields.GetValueOrDefault("second"), fields.GetValueOrDefault("minute"), fields.GetValueOrDefault("hour"),
            fields.GetValueOrDefault("dayOfMonth"), fields.GetValueOrDefault("month"), fields.GetValueOrDefault("dayOfWeek"));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
