using System.Collections.Concurrent;

namespace AgriTrace.Infra.Trade;

/// <summary>Lets the writers of one board in this process go one after another, instead of spoiling each other's transactions.</summary>
/// <remarks>Only to save transactions: between processes the board's version decides.</remarks>
public sealed class Lanes
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> lanes = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn; disposing what it returns ends it.</summary>
    public async Task<IDisposable> Enter(string coop, CancellationToken cancel)
    {
        var lane = lanes.GetOrAdd(coop, static _ => new SemaphoreSlim(1));
        await lane.WaitAsync(cancel);
        return new Turn(lane);
    }

    private sealed class Turn(SemaphoreSlim lane) : IDisposable
    {
        private int over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref over, 1) == 0) lane.Release();
        }
    }
}
