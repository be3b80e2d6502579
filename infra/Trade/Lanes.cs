namespace AgriTrace.Infra.Trade;

/// <summary>Lets the writers of one board in this process go one after another, instead of spoiling each other's transactions.</summary>
/// <remarks>Only to save transactions: between processes the board's version decides.</remarks>
public sealed class Lanes
{
    /// <summary>A fixed number, because anybody can name cooperatives that do not exist. Two that share one wait for each other, no more.</summary>
    private const int Count = 256;

    private readonly SemaphoreSlim[] lanes = [.. Enumerable.Range(0, Count).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Waits for the turn; disposing what it returns ends it.</summary>
    public async Task<IDisposable> Enter(string coop, CancellationToken cancel)
    {
        var lane = lanes[(uint)string.GetHashCode(coop, StringComparison.Ordinal) % Count];
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
