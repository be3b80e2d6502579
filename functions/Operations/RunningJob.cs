using AgriTrace.Domain;
using AgriTrace.Domain.Operations;
using AgriTrace.Infra.Operations;

namespace AgriTrace.Functions.Operations;

/// <summary>The row of a job while its worker works: written by the work itself and by what keeps it alive, one at a time.</summary>
internal sealed class RunningJob(JobStore jobs, TimeProvider clock, Job job, string version) : IDisposable
{
    private readonly SemaphoreSlim turn = new(1);
    private bool isTakenOver;

    public Guid Id => job.Id;

    /// <summary>Writes that somebody is at it. Does nothing once another attempt of the same job has taken over, whose word is as good.</summary>
    /// <param name="count">How much is done; null where that is not known to be more than before.</param>
    public Task Touch(int? count) => Write(last => last with { Done = count ?? last.Done, TouchedAt = clock.GetUtcNow() }, CancellationToken.None);

    /// <inheritdoc cref="Touch"/>
    public Task End(Func<Job, Result<Job>> end, CancellationToken cancel) => Write(last => end(last).Value, cancel);

    public void Dispose() => turn.Dispose();

    private async Task Write(Func<Job, Job> change, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            if (isTakenOver) return;
            var next = change(job);
            if (await jobs.Save(next, version, cancel) is { } written) (job, version) = (next, written);
            else isTakenOver = true;
        }
        finally
        {
            turn.Release();
        }
    }
}
