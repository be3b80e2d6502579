using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Operations;
using AgriTrace.Functions.Http;
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
public sealed class SweepJobs(TimerWatch watch, JobStore jobs, TimeProvider clock, ILogger<SweepJobs> log)
{
    [Function("SweepJobs"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("15 * * * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepJobs", async () =>
        {
            foreach (var (job, version) in await jobs.Lost(Job.Platform, cancel)) await BringBack(job, version, cancel);
        }, cancel);

    private async Task BringBack(Job job, string version, CancellationToken cancel)
    {
        log.LogWarning("Job {Job} ({Kind}) lost its worker after attempt {Attempts}.", job.Id, job.Kind, job.Attempts);
        if (job.Attempts < Job.MaxAttempts)
            await jobs.SendAgain(job, cancel);
        else if (job.Fail("Its worker was lost at every attempt; see the log around them.", clock.GetUtcNow()).Try(out var failed, out _))
            await jobs.Save(failed, version, cancel);
    }
}
