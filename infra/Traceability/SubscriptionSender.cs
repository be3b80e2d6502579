using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Queries;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Traceability;

/// <summary>Brings one subscriber up to date: reads what is new for them, sends it in parts, and writes down after each part how far they are.</summary>
/// <remarks>
/// A crash after a part was taken and before that was written sends the part again. A crash at any other point costs time: the subscription is free
/// again after <see cref="SubscriptionLease"/> says so, and the sweep finds it.
/// </remarks>
public sealed class SubscriptionSender(
    Subscriptions subscriptions, NamedQueries queries, DueSubscriptions due, EventFeed feed, SubscriptionPost post, SubscriptionTurns turns, TimeProvider clock, ILogger<SubscriptionSender> log)
{
    /// <summary>What the largest document brings in, all at one record time.</summary>
    private const int ReadAtOnce = 500;

    /// <summary>Of a document.</summary>
    private const int MaxEvents = 100;

    /// <summary>Of a document, in bytes.</summary>
    private const int MaxDocument = 1_048_576;

    /// <summary>What the frame of a document takes, and what is added to each event, at most.</summary>
    private const int FrameBytes = 4_096, AddedBytes = 256;

    /// <summary>A message is in work for ten minutes at most; one subscriber's backlog shall not hold a worker for nearly as long.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(3);

    /// <summary>How long a message waits whose cooperative has workers enough already.</summary>
    private static readonly TimeSpan NextTurn = TimeSpan.FromSeconds(2);

    /// <summary>Does nothing where nothing is due, or another worker is at it.</summary>
    public async Task Run(SubscriptionId at, CancellationToken cancel)
    {
        using var turn = turns.Enter(at.Coop);
        if (turn is null)
        {
            await due.Send(at, NextTurn, cancel);
            return;
        }

        if (await subscriptions.Claim(at, cancel) is not { } lease) return;
        if (await queries.Find(at.Coop, at.Query, cancel) is not { } query) return; // Deleted this moment, and the subscription with it.
        while (await Serve(lease, query, cancel))
        {
        }
    }

    /// <returns>True where somebody told meanwhile that there is more.</returns>
    private async Task<bool> Serve(SubscriptionLease lease, NamedQuery query, CancellationToken cancel)
    {
        var begun = clock.GetUtcNow();
        var (stretch, sent) = (new RecordStretch(lease.Value.ReadFrom, begun), 0);
        do
        {
            if (clock.GetUtcNow() - begun > LongestRun) return await GoOnLater(lease, stretch.From, cancel);
            if (!(await Read(lease.Value.At.Coop, query, stretch, cancel)).Try(out var events, out var error)) return await GiveUp(lease, error.Detail, cancel);
            var known = lease.Value.Delivered.Keys();
            // One that comes between two pages may push another from the first to the second.
            var fresh = events.DistinctBy(stored => stored.Key).Where(stored => !known.Contains(DeliveredEvents.KeyOf(stored))).ToArray();
            if (!await SendAll(lease, fresh, cancel)) return false;
            sent += fresh.Length;
        }
        while (stretch.Next());

        if (sent == 0 && lease.Value is { IsStream: false, ReportIfEmpty: true } && await SendPart(lease, [], cancel) != Part.Taken) return false;
        var isWanted = await lease.EndUnlessWanted(lease.Value.Done(begun, clock.GetUtcNow()), cancel);
        if (!isWanted) await due.Put(lease.Value.At, lease.Value.NextAt, cancel);
        return isWanted;
    }

    /// <summary>All of one step, which is made shorter while it is too much to be read at once.</summary>
    private async Task<Result<IReadOnlyList<StoredEvent>>> Read(string coop, NamedQuery query, RecordStretch stretch, CancellationToken cancel)
    {
        var (found, next) = (new List<StoredEvent>(), default(string));
        while (true)
        {
            var read = await feed.Recorded(coop, query, stretch.From, stretch.Before, ReadAtOnce, next, cancel);
            var isMuch = next is null && (read.IsOk ? read.Value.Next is not null : read.Error.Kind == ErrorKind.TooLarge);
            if (isMuch && stretch.Shorten()) continue;
            if (!read.Try(out var page, out var error)) return error;
            found.AddRange(page.Events);
            if ((next = page.Next) is null) return found;
        }
    }

    /// <summary>Halves a part that the receiver finds too large, and stays with that size.</summary>
    /// <returns>False where it failed, which is written down, or another worker took over.</returns>
    private async Task<bool> SendAll(SubscriptionLease lease, IReadOnlyList<StoredEvent> events, CancellationToken cancel)
    {
        var most = MaxEvents;
        for (var sent = 0; sent < events.Count;)
        {
            var part = PartOf(events, sent, most);
            switch (await SendPart(lease, part, cancel))
            {
                case Part.Taken:
                    sent += part.Count;
                    break;
                case Part.TooLarge:
                    most = part.Count / 2;
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private async Task<Part> SendPart(SubscriptionLease lease, IReadOnlyList<StoredEvent> events, CancellationToken cancel)
    {
        var to = lease.Value;
        if (!(await feed.Write(events, to, clock.GetUtcNow(), cancel)).Try(out var document, out var error))
        {
            await GiveUp(lease, error.Detail, cancel);
            return Part.Failed;
        }

        var delivery = await post.Send(to, document, cancel);
        if (delivery.Failure is null) return await lease.Keep(to.Took(events, clock.GetUtcNow()), cancel) ? Part.Taken : Part.Failed;
        if (delivery.IsTooLarge && events.Count > 1) return await lease.Keep(to, cancel) ? Part.TooLarge : Part.Failed;
        await GiveUp(lease, delivery.Failure, cancel);
        return Part.Failed;
    }

    /// <summary>Waits longer than the last time. The address is not logged: it may hold a secret.</summary>
    private async Task<bool> GiveUp(SubscriptionLease lease, string why, CancellationToken cancel)
    {
        var failed = lease.Value.Failed(why, clock.GetUtcNow(), RandomNumberGenerator.GetInt32(1_000) / 1_000.0);
        log.LogInformation("Subscription {Subscription} of {Coop} was not served, {Failures} time(s) in a row: {Reason}", failed.At.Id, failed.At.Coop, failed.Failures, why);
        if (failed.SuspendedAt is not null) log.LogWarning("Subscription {Subscription} of {Coop} is suspended.", failed.At.Id, failed.At.Coop);
        if (await lease.End(failed, cancel)) await due.Put(failed.At, failed.NextAt, cancel);
        return false;
    }

    private async Task<bool> GoOnLater(SubscriptionLease lease, DateTimeOffset reached, CancellationToken cancel)
    {
        var rest = lease.Value.GoesOn(reached, clock.GetUtcNow());
        if (!await lease.End(rest, cancel)) return false;
        await due.Put(rest.At, rest.NextAt, cancel);
        await due.Send(rest.At, TimeSpan.Zero, cancel);
        return false;
    }

    private static List<StoredEvent> PartOf(IReadOnlyList<StoredEvent> events, int from, int most)
    {
        var (part, bytes) = (new List<StoredEvent>(), FrameBytes);
        foreach (var stored in events.Skip(from).Take(most))
        {
            bytes += Encoding.UTF8.GetByteCount(stored.Json) + Encoding.UTF8.GetByteCount(stored.Context) + AddedBytes;
            if (bytes > MaxDocument && part.Count > 0) break;
            part.Add(stored);
        }

        return part;
    }

    private enum Part
    {
        Taken,
        TooLarge,
        Failed,
    }
}
