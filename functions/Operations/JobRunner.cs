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
    public Task Run(string message, Func<Job, Task<string>> work, CancellationToken cancel) => Run(message, (job, _) => work(job), cancel);

    /// <inheritdoc cref="Run(string, Func{Job, Task{string}}, CancellationToken)"/>
    /// <param name="work">Gets what it tells how much is done (<see cref="Job.Done"/>). Returns the outcome as JSON.</param>
    public async Task Run(string message, Func<Job, Func<int, Task>, Task<string>> work, CancellationToken cancel)
    {
        var (owner, id) = AgriTraceJson.Read<JobMessage>(message);
        if (await jobs.Load(owner, id, cancel) is not var (job, version)) throw new InvalidOperationException($"Job {id} of {owner} has no row.");
        if (!job.Begin(clock.GetUtcNow()).Try(out var running, out _)) return; // Done already: a message that came twice.
        if (await jobs.Save(running, version, cancel) is not { } mine) return; // Another worker has begun it this moment.

        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var row = new RunningJob(jobs, clock, running, mine);
        var alive = KeepAlive(row, done.Token);
        try
        {
            var outcome = await work(running, count => row.Touch(count));
            await Stop(done, alive);
            await row.End(job => job.Succeed(outcome, clock.GetUtcNow()), cancel);
        }
        catch (Exception exception) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning(exception, "Attempt {Attempt} of job {Job} failed.", running.Attempts, id);
            await Stop(done, alive);
            // While storage is gone nothing can be written: the sweep closes the row, or sends the job again.
            if (running.Attempts >= Job.MaxAttempts && !StorageFailure.IsOutage(exception))
                await row.End(job => job.Fail(FailureText.Of(exception), clock.GetUtcNow()), cancel);
            throw;
        }
        finally
        {
            await Stop(done, alive);
        }
    }

    /// <summary>Touches the row of work that takes long, so that the sweep does not take its worker for dead.</summary>
    private async Task KeepAlive(RunningJob row, CancellationToken done)
    {
        while (true)
        {
            await Task.Delay(Job.LostAfter / 4, clock, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested) return;
            try
            {
                await row.Touch(count: null);
            }
            catch (Exception exception) when (StorageFailure.IsOutage(exception))
            {
                log.LogWarning("Job {Job} could not be touched; its work goes on.", row.Id);
            }
        }
    }

    private static async Task Stop(CancellationTokenSource done, Task alive)
    {
        await done.CancelAsync();
        await alive;
    }
}
