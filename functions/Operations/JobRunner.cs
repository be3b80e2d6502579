using AgriTrace.Domain;
using AgriTrace.Domain.Operations;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.Storage;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Functions.Operations;

/// <summary>Runs one attempt of a job: marks it, does the work, writes what came of it.</summary>
/// <remarks>
/// The work must be idempotent: it is begun again after a crash at any point, and the same message may come twice. A failure is
/// rethrown, so that the Functions host counts it and at last moves the message to the poison queue; the row then says why.
/// </remarks>
public sealed class JobRunner(JobStore jobs, TimeProvider clock, ILogger<JobRunner> log)
{
    /// <param name="message">JSON of a <see cref="JobMessage"/>.</param>
    /// <param name="work">Returns the outcome as JSON.</param>
    public async Task Run(string message, Func<Job, Task<string>> work, CancellationToken cancel)
    {
        var (owner, id) = AgriTraceJson.Read<JobMessage>(message);
        if (await jobs.Load(owner, id, cancel) is not var (job, version)) throw new InvalidOperationException($"Job {id} of {owner} has no row.");
        if (!job.Begin(clock.GetUtcNow()).Try(out var running, out _)) return; // Done already: a message that came twice.
        if (await jobs.Save(running, version, cancel) is not { } mine) return; // Another worker has begun it this moment.

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var alive = KeepAlive(running, mine, done.Token);
        try
        {
            var outcome = await work(running);
            await Finish(running.Succeed(outcome, clock.GetUtcNow()), await Stop(done, alive), cancel);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(exception, "Attempt {Attempt} of job {Job} failed.", running.Attempts, id);
            var last = await Stop(done, alive);
            // While storage is gone nothing can be written: the sweep closes the row, or sends the job again.
            if (running.Attempts >= Job.MaxAttempts && !StorageFailure.IsOutage(exception))
                await Finish(running.Fail(exception.Message, clock.GetUtcNow()), last, cancel);
            throw;
        }
    }

    /// <summary>Touches the row of work that takes long, so that the sweep does not take its worker for dead.</summary>
    /// <returns>The version of the row after the last touch; an old one when another attempt has taken over.</returns>
    private async Task<string> KeepAlive(Job job, string version, CancellationToken done)
    {
        while (true)
        {
            await Task.Delay(Job.LostAfter / 4, clock, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested) return version;
            try
            {
                if (await jobs.Save(job with { TouchedAt = clock.GetUtcNow() }, version, CancellationToken.None) is not { } next) return version;
                version = next;
            }
            catch (Exception exception) when (StorageFailure.IsOutage(exception))
            {
                log.LogWarning("Job {Job} could not be touched; its work goes on.", job.Id);
            }
        }
    }

    private static async Task<string> Stop(CancellationTokenSource done, Task<string> alive)
    {
        await done.CancelAsync();
        return await alive;
    }

    /// <summary>A save that loses was beaten by another attempt of the same job, whose word is as good.</summary>
    private Task Finish(Result<Job> end, string version, CancellationToken cancel) => jobs.Save(end.Value, version, cancel);
}
