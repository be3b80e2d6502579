using System.Collections.Concurrent;

namespace AgriTrace.Infra.Traceability;

/// <summary>Keeps the subscribers of one cooperative from taking every worker of this process, as when all of them hang.</summary>
public sealed class SubscriptionTurns
{
    /// <summary>A third of the messages that a process works on at once (host.json: a batch of 16, and 8 more).</summary>
    private const int MaxOfOne = 8;

    private readonly ConcurrentDictionary<string, int> running = new(StringComparer.Ordinal);

    /// <returns>Null where the cooperative has all the turns that it may; disposing the turn ends it.</returns>
    public IDisposable? Enter(string coop)
    {
        if (running.AddOrUpdate(coop, 1, static (_, count) => count + 1) <= MaxOfOne) return new Turn(this, coop);
        Leave(coop);
        return null;
    }

    private void Leave(string coop)
    {
        running.AddOrUpdate(coop, 0, static (_, count) => count - 1);
        running.TryRemove(KeyValuePair.Create(coop, 0));
    }

    private sealed class Turn(SubscriptionTurns turns, string coop) : IDisposable
    {
        private int over;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref over, 1) == 0) turns.Leave(coop);
        }
    }
}
