using System.Collections.Concurrent;
using AgriTrace.Infra.Storage;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Traceability;

/// <summary>Tells the workers that a cooperative has new events, for those who have subscribed to a stream of them.</summary>
public sealed class StreamNotices(Subscriptions subscriptions, DueSubscriptions due, TimeProvider clock, ILogger<StreamNotices> log)
{
    /// <summary>How long it is believed that nobody subscribes: most cooperatives have no stream, and capture much.</summary>
    private static readonly TimeSpan BelievedFor = TimeSpan.FromSeconds(10);

    /// <summary>Cooperatives are a few thousand at most; this bounds what a mistake could cost.</summary>
    private const int MaxKnown = 10_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> none = new(StringComparer.Ordinal);

    /// <summary>Call it after events can be found by queries. Costs nothing where it is known that nobody subscribes, else one query and one message a stream.</summary>
    /// <remarks>Never throws what storage throws: what it could not tell is found by the sweep, as is what a crash before it left untold.</remarks>
    public async Task Captured(string coop, CancellationToken cancel)
    {
        if (none.TryGetValue(coop, out var until) && clock.GetUtcNow() < until) return;
        try
        {
            var streams = await subscriptions.Streams(coop, cancel);
            if (streams.Count == 0) Remember(coop);
            foreach (var stream in streams) await due.Send(stream, TimeSpan.Zero, cancel);
        }
        catch (Exception exception) when (StorageFailure.IsOutage(exception))
        {
            log.LogWarning(exception, "Streams of {Coop} were not told of new events; the sweep will look.", coop);
        }
    }

    /// <summary>Somebody subscribes in this process. Others learn of it when what they believe is over, and the first look at a new stream comes later than that.</summary>
    public void Forget(string coop) => none.TryRemove(coop, out _);

    private void Remember(string coop)
    {
        if (none.Count >= MaxKnown) none.Clear();
        none[coop] = clock.GetUtcNow() + BelievedFor;
    }
}
