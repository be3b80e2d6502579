using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Tests.Traceability.Queries;

public sealed class RecordStretchTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Where_all_can_be_read_at_once_there_is_one_step_without_an_end()
    {
        var stretch = new RecordStretch(Start, Start.AddHours(1));

        (stretch.From, stretch.Before).ShouldBe((Start, null));
        stretch.Next().ShouldBeFalse();
    }

    [Fact]
    public void Steps_that_were_shortened_follow_each_other_without_a_gap_up_to_the_end()
    {
        var stretch = new RecordStretch(Start, Start.AddHours(1));
        for (var time = 0; time < 3; time++) stretch.Shorten().ShouldBeTrue();

        var steps = new List<(DateTimeOffset From, DateTimeOffset? Before)> { (stretch.From, stretch.Before) };
        while (stretch.Next()) steps.Add((stretch.From, stretch.Before));

        steps.ShouldBe([(Start, Start.AddMinutes(7.5)), (Start.AddMinutes(7.5), Start.AddMinutes(22.5)), (Start.AddMinutes(22.5), Start.AddMinutes(52.5)), (Start.AddMinutes(52.5), null)]);
    }

    [Fact]
    public void No_step_is_cut_below_a_second_nor_one_that_begins_at_the_end()
    {
        var stretch = new RecordStretch(Start, Start.AddSeconds(3));

        while (stretch.Shorten()) stretch.Before.ShouldNotBe(stretch.From);

        stretch.Before.ShouldBe(Start.AddSeconds(0.75));
        new RecordStretch(Start, Start).Shorten().ShouldBeFalse();
        new RecordStretch(Start.AddDays(1), Start).Shorten().ShouldBeFalse("it begins in the future");
    }
}
