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

        try
        {
            var outcome = await work(running);
            await Finish(running.Succeed(outcome, clock.GetUtcNow()), mine, cancel);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(exception, "Attempt {Attempt} of job {Job} failed.", running.Attempts, id);
            // An outage says nothing about the job: the row stays open, and the sweep brings it back when storage does.
            if (running.Attempts >= Job.MaxAttempts && !StorageFailure.IsOutage(exception))
                await Finish(running.Fail(exception.Message, clock.GetUtcNow()), mine, cancel);
            throw;
        }
    }

    /// <summary>A save that loses was beaten by another attempt of the same job, whose word is as good.</summary>
    private Task Finish(Result<Job> end, string version, CancellationToken cancel) => jobs.Save(end.Value, version, cancel);
}
