using AgriTrace.Functions;
using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using NCrontab;

namespace AgriTrace.Local.Hosting;

/// <summary>Runs one timer-triggered function by its schedule, in one of several hosts only.</summary>
internal sealed class TimerListener(
    FunctionEntry function, BlobContainerClient hosts, TimeSpan lease, IServiceProvider services, TimeProvider clock, ILogger log)
{
    private readonly FunctionInvoker invoker = new(function);
    private readonly CrontabSchedule schedule = CrontabSchedule.Parse(
        function.Timer!.Schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
    private readonly BlobLease singleton = new(hosts.GetBlobClient($"locks/agritrace/{function.Name}.Listener"), lease);
    private readonly TimerStatus status = new(hosts.GetBlobClient($"timers/agritrace/{function.Name}/status"));

    private readonly Trouble trouble = new("Timer " + function.Name, log);
    private bool monitors;
    private ScheduleStatus? stored;
    private DateTime? next;

    /// <summary>Runs until <paramref name="stopping"/>, whatever storage answers meanwhile; a run that has begun is finished.</summary>
    public async Task Run(CancellationToken stopping, CancellationToken abort)
    {
        monitors = function.Timer!.UseMonitor && IsSlow(schedule, clock.GetUtcNow().UtcDateTime);
        while (!stopping.IsCancellationRequested)
        {
            var pause = await Look(stopping, abort);
            if (pause > TimeSpan.Zero) await Pause(pause, stopping);
        }

        await singleton.Release(abort);
    }

    /// <summary>Takes or keeps the lease, and fires when the schedule says so.</summary>
    /// <returns>How long until the next look.</returns>
    private async Task<TimeSpan> Look(CancellationToken stopping, CancellationToken abort)
    {
        try
        {
            var now = clock.GetUtcNow();
            if (!await singleton.Hold(now, stopping))
            {
                // Whoever takes over asks the stored status where the schedule stands.
                next = null;
                return lease / 3;
            }

            var due = next ??= await FirstOccurrence(now.UtcDateTime, stopping);
            trouble.Over();
            if (due > now.UtcDateTime) return Min(due - now.UtcDateTime, lease / 3);
            next = await Fire(due, now.UtcDateTime, abort);
            return TimeSpan.Zero;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return TimeSpan.Zero;
        }
        catch (Exception exception)
        {
            // Of any kind: a listener that ended would leave its schedule dead for good. `next` stays, so nothing is fired twice.
            trouble.Tell(exception);
            return lease / 3;
        }
    }

    /// <summary>The next occurrence, or one that was missed while no host ran.</summary>
    private async Task<DateTime> FirstOccurrence(DateTime now, CancellationToken stopping)
    {
        stored = monitors ? await status.Read(stopping) : null;
        if (function.Timer!.RunOnStartup) return now;
        return stored?.Next.ToUniversalTime() is { } past && past < now ? past : schedule.GetNextOccurrence(now);
    }

    private async Task<DateTime> Fire(DateTime due, DateTime now, CancellationToken abort)
    {
        using var keepingLease = CancellationTokenSource.CreateLinkedTokenSource(abort);
        var keeping = KeepLease(keepingLease.Token, abort);
        var following = schedule.GetNextOccurrence(now);
        try
        {
            await invoker.Invoke(services, new TimerInfo { IsPastDue = now - due > TimeSpan.FromSeconds(1), ScheduleStatus = SeenBy(due) }, abort);
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Timer {Function} failed; its next run is at {Next:u}.", function.Name, following);
        }

        await keepingLease.CancelAsync();
        await keeping;
        stored = new ScheduleStatus { Last = due, Next = following, LastUpdated = clock.GetUtcNow().UtcDateTime };
        if (monitors) await status.Write(stored, log, abort);
        return following;
    }

    /// <summary>As the Functions host has it: the status as the run before this one left it, and none where nothing is kept.</summary>
    private ScheduleStatus? SeenBy(DateTime due) =>
        monitors ? new ScheduleStatus { Last = stored?.Last ?? default, Next = due, LastUpdated = stored?.LastUpdated ?? default } : null;

    /// <summary>The Functions host keeps no status of what runs more often than each minute, so nothing missed is made up for.</summary>
    private static bool IsSlow(CrontabSchedule schedule, DateTime now)
    {
        var soon = schedule.GetNextOccurrences(now, now.AddYears(10)).Take(5).ToArray();
        return soon.Zip(soon.Skip(1), (one, other) => other - one).All(gap => gap >= TimeSpan.FromMinutes(1));
    }

    /// <summary>A run may outlast the lease; nobody else may start it meanwhile.</summary>
    private async Task KeepLease(CancellationToken done, CancellationToken abort)
    {
        while (!done.IsCancellationRequested)
        {
            try
            {
                await singleton.Hold(clock.GetUtcNow(), abort);
            }
            catch (Exception exception) when (!abort.IsCancellationRequested)
            {
                trouble.Tell(exception);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Pause(lease / 3, done);
        }
    }

    private async Task Pause(TimeSpan span, CancellationToken cancel) =>
        await Task.Delay(span, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
