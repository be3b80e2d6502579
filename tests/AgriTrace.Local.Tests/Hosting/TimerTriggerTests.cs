namespace AgriTrace.Local.Tests.Hosting;

/// <summary>Timers behave as under the Functions host.</summary>
public sealed class TimerTriggerTests : HostTests
{
    [Fact]
    public async Task Of_two_hosts_one_runs_the_timer_and_the_other_takes_over_when_it_stops()
    {
        var (first, atFirst) = await Start();
        await Eventually.Holds(() => !atFirst.Ticks.IsEmpty, "the first host ticks", Cancel);
        var (_, atSecond) = await Start();

        await Eventually.Holds(() => atFirst.Ticks.Count >= 3, "the first goes on", Cancel);
        atSecond.Ticks.ShouldBeEmpty();

        await first.DisposeAsync();
        await Eventually.Holds(() => !atSecond.Ticks.IsEmpty, "the second has taken over", Cancel);
    }

    [Fact]
    public async Task An_occurrence_missed_while_no_host_ran_is_made_up_and_says_so()
    {
        var (first, before) = await Start();
        await Eventually.Holds(() => !before.Ticks.IsEmpty, "it ticks", Cancel);
        await first.DisposeAsync();
        var gone = DateTimeOffset.UtcNow.AddSeconds(3);
        await Eventually.Holds(() => DateTimeOffset.UtcNow > gone, "some occurrences are missed", Cancel);

        var (_, after) = await Start();

        await Eventually.Holds(() => !after.Ticks.IsEmpty, "it ticks again", Cancel);
        after.Ticks.TryPeek(out var tick).ShouldBeTrue();
        tick!.IsPastDue.ShouldBeTrue();
    }
}
