namespace AgriTrace.Infra.Storage;

/// <summary>Makes many storage calls of one kind at once, and never so many in this process that others wait long for theirs.</summary>
/// <remarks>
/// Twenty documents that are captured at once would open hundreds of connections, and a storage service that is busy answers none of
/// them in time. The work must not make bulk calls itself: it would wait for its own turn.
/// </remarks>
public sealed class BulkCalls : IDisposable
{
    /// <summary>Of one piece of work.</summary>
    private const int MaxParallel = 16;

    /// <summary>Of this process: enough to keep a storage account busy.</summary>
    private const int MaxAtOnce = 48;

    private readonly SemaphoreSlim turns = new(MaxAtOnce);

    public Task Each<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> call, CancellationToken cancel) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel }, async (item, stop) =>
        {
            await turns.WaitAsync(stop);
            try
            {
                await call(item, stop);
            }
            finally
            {
                turns.Release();
            }
        });

    public void Dispose() => turns.Dispose();
}
