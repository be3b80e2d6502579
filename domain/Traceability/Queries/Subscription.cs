using System.Text.Json.Serialization;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Where a subscription lies.</summary>
public sealed record SubscriptionId(string Coop, string Query, string Id);

/// <summary>Somebody who is told what is new in the answer to a named query, by a POST to an address of theirs.</summary>
/// <param name="SignatureToken">The secret that signs what is sent; null where the subscriber gave none.</param>
/// <param name="Schedule">Null for a stream, which is served as events come in.</param>
/// <param name="EpcFormat">How EPCs are written to them.</param>
/// <param name="InitialRecordTime">Events that were recorded before are not theirs.</param>
/// <remarks>
/// Each event is delivered at least once, in the order of record times as far as events come in that order. An event shows in answers up to
/// <see cref="Settle"/> after its record time, so each run looks back that far, and leaves out what was delivered.
/// </remarks>
public sealed record Subscription(
    SubscriptionId At, string Dest, string? SignatureToken, QuerySchedule? Schedule, bool ReportIfEmpty, EpcFormat EpcFormat, DateTimeOffset InitialRecordTime, DateTimeOffset CreatedAt)
{
    public static readonly TimeSpan Settle = TimeSpan.FromMinutes(2);

    /// <summary>A stream is looked at this often although nobody told of new events: whoever should have told may have died.</summary>
    private static readonly TimeSpan StreamCheck = TimeSpan.FromMinutes(5);

    /// <summary>Longer than anybody who captures believes that a cooperative has no streams.</summary>
    private static readonly TimeSpan FirstCheck = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromHours(6);
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromDays(3);

    /// <summary>Up to here all is delivered, but for late events and those that <see cref="Delivered"/> does not know.</summary>
    public required DateTimeOffset MinRecordTime { get; init; }

    public DeliveredEvents Delivered { get; init; } = DeliveredEvents.None;

    /// <summary>When to look at it next, in any case; null when never again.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>When the subscriber last took something.</summary>
    public DateTimeOffset? LastNotifiedAt { get; init; }

    /// <summary>In a row, since the last success.</summary>
    public int Failures { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>Why the last delivery failed, in words of ours; null after a success.</summary>
    public string? LastFailure { get; init; }

    /// <summary>Nothing has been sent since then, and nothing will be: all had failed for three days.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    [JsonIgnore]
    public bool IsStream => Schedule is null;

    [JsonIgnore]
    public bool IsLive => SuspendedAt is null;

    /// <summary>From which record time a run has to read.</summary>
    [JsonIgnore]
    public DateTimeOffset ReadFrom => MinRecordTime - Settle < InitialRecordTime ? InitialRecordTime : MinRecordTime - Settle;

    /// <summary>A stream that does not wait after a failure is always due: whoever asks has heard of new events.</summary>
    public bool IsDue(DateTimeOffset now) => IsLive && ((IsStream && Failures == 0) || NextAt <= now);

    /// <summary>The subscriber has taken these events; none for an empty report.</summary>
    public Subscription Took(IReadOnlyCollection<StoredEvent> events, DateTimeOffset now)
    {
        var newest = events.Select(stored => stored.RecordTime).Append(MinRecordTime).Max();
        return Working() with { MinRecordTime = newest, Delivered = Delivered.With(events).Since(newest - Settle), LastNotifiedAt = now };
    }

    /// <summary>There is nothing more to send.</summary>
    /// <param name="begun">When the run began to read: what shows from now on was recorded later than <see cref="Settle"/> before that.</param>
    public Subscription Done(DateTimeOffset begun, DateTimeOffset now) => Reached(begun) with { NextAt = NextAfter(now) };

    /// <summary>Some is left to send, at once.</summary>
    /// <param name="reached">All that was recorded before is sent; not later than when the run began.</param>
    public Subscription GoesOn(DateTimeOffset reached, DateTimeOffset now) => Reached(reached) with { NextAt = now };

    /// <summary>Waits longer after each failure, and gives up after three days of nothing else.</summary>
    /// <param name="jitter">From 0 to 1: those that failed together shall not come back together.</param>
    public Subscription Failed(string why, DateTimeOffset now, double jitter)
    {
        var since = FailingSince ?? now;
        var failed = this with { Failures = Failures + 1, FailingSince = since, LastFailure = why };
        return now - since >= GivenUpAfter
            ? failed with { SuspendedAt = now, NextAt = null }
            : failed with { NextAt = now + (RetryAfter(failed.Failures) * (1 + (jitter / 10))) };
    }

    private Subscription Reached(DateTimeOffset time)
    {
        var upTo = time > MinRecordTime ? time : MinRecordTime;
        return Working() with { MinRecordTime = upTo, Delivered = Delivered.Since(upTo - Settle) };
    }

    private DateTimeOffset? NextAfter(DateTimeOffset now)
    {
        if (Schedule is not null) return Schedule.NextAfter(now);
        return now < CreatedAt + FirstCheck ? CreatedAt + FirstCheck : now + StreamCheck;
    }

    private Subscription Working() => this with { Failures = 0, FailingSince = null, LastFailure = null };

    private static TimeSpan RetryAfter(int failures)
    {
        var wait = FirstRetry * Math.Pow(2, Math.Min(failures - 1, 10));
        return wait < LongestRetry ? wait : LongestRetry;
    }
}
