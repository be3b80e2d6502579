using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Operations;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Operations;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Functions.Operations;

/// <summary>Sends what a crash between a commit and its messages has left.</summary>
public sealed class SweepOutboxes(TimerWatch watch, Outboxes outboxes)
{
    [Function("SweepOutboxes"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("*/30 * * * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepOutboxes", () => outboxes.Sweep(cancel), cancel);
}

/// <summary>Brings back jobs whose worker or message was lost, sooner than the ten minutes after which the queue would.</summary>
public sealed class SweepJobs(TimerWatch watch, JobStore jobs, CoopStore coops, TimeProvider clock, ILogger<SweepJobs> log)
{
    /// <summary>True whatever kept the attempts from ending: a worker that died, or storage that could not be written.</summary>
    private static readonly string NoEnd =
        $"It was begun {Job.MaxAttempts} times, and no attempt could write how it ended; the log says why, at each \"Attempt\" of this job.";

    [Function("SweepJobs"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepJobs", async () =>
        {
            foreach (var owner in (await coops.All(cancel)).Append(Job.Platform))
                foreach (var (job, version) in await jobs.Lost(owner, cancel)) await TryBringBack(job, version, cancel);
        }, cancel);

    /// <summary>A job that cannot be brought back now holds up no other; the next sweep finds it again.</summary>
    private async Task TryBringBack(Job job, string version, CancellationToken cancel)
    {
        try
        {
            log.LogWarning("Job {Job} ({Kind}) lost its worker or its message after attempt {Attempts}.", job.Id, job.Kind, job.Attempts);
            if (job.MayBeginAgain)
                await jobs.SendAgain(job, version, cancel);
            else if (job.Fail(NoEnd, clock.GetUtcNow()).Try(out var failed, out _))
                await jobs.Save(failed, version, cancel);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(exception, "Job {Job} could not be brought back.", job.Id);
        }
    }
}
