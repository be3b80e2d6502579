using AgriTrace.Local.Hosting;
using Microsoft.Extensions.DependencyInjection;

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
        var clock = new ShiftedClock();
        var (first, before) = await Start(options => At(options, clock));
        await Eventually.Holds(() => !before.Ticks.IsEmpty, "its timers run", Cancel);
        clock.Ahead = TimeSpan.FromMinutes(1);
        await Eventually.Holds(() => !before.Minutes.IsEmpty, "a minute has passed", Cancel);
        await first.DisposeAsync();
        clock.Ahead = TimeSpan.FromMinutes(10);

        var (_, after) = await Start(options => At(options, clock));

        await Eventually.Holds(() => !after.Minutes.IsEmpty, "it runs again", Cancel);
        before.Minutes.TryPeek(out var run).ShouldBeTrue();
        after.Minutes.TryPeek(out var late).ShouldBeTrue();
        late!.IsPastDue.ShouldBeTrue();
        late.ScheduleStatus!.Last.ShouldBe(run!.ScheduleStatus!.Next, "the last run is the one before this one");
    }

    [Fact]
    public async Task A_timer_that_runs_more_often_than_each_minute_has_no_status()
    {
        var (_, probe) = await Start();
        await Eventually.Holds(() => !probe.Ticks.IsEmpty, "it ticks", Cancel);

        probe.Ticks.TryPeek(out var tick).ShouldBeTrue();
        tick!.ScheduleStatus.ShouldBeNull();
    }

    private static EmbeddedHostOptions At(EmbeddedHostOptions options, TimeProvider clock) =>
        options with { Services = options.Services + (services => services.AddSingleton(clock)) };
}
