namespace AgriTrace.Domain.Operations;

/// <summary>Where a job stands.</summary>
public enum JobState
{
    Queued,
    Running,
    Succeeded,
    Failed,
}

/// <summary>Work that a queue-triggered function does after the request that asked for it was answered.</summary>
/// <param name="Id">A UUIDv7.</param>
/// <param name="Owner">The cooperative, or <see cref="Platform"/>.</param>
/// <param name="Kind">The queue that carries it.</param>
/// <param name="State">See <see cref="JobState"/>.</param>
/// <param name="Attempts">How often work on it has begun.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="TouchedAt">UTC; when the row was last written. A running job that has not been touched for long has lost its worker.</param>
/// <param name="Outcome">What a succeeded job found, as JSON of its kind.</param>
/// <param name="Cause">Why a failed job failed, for the person who can mend it.</param>
/// <param name="Done">How much of <paramref name="Total"/> is done; null for work that does not say.</param>
/// <param name="Total">In the unit of its kind, such as labels.</param>
/// <param name="RollsForward">What it does is decided, and half of it would be wrong: it is begun until it is done, however often its worker dies.</param>
public sealed record Job(
    Guid Id,
    string Owner,
    string Kind,
    JobState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset TouchedAt,
    string? Outcome = null,
    string? Cause = null,
    bool RollsForward = false,
    int? Done = null,
    int? Total = null)
{
    /// <summary>The owner of jobs that belong to no cooperative.</summary>
    public const string Platform = "platform";

    /// <summary>
    /// The same bound as <c>maxDequeueCount</c> in host.json, so that the row says "failed" when the message goes to the poison
    /// queue, and a job whose worker died is not begun for ever.
    /// </summary>
    public const int MaxAttempts = 5;

    /// <summary>After this long without a write, the worker of a running job is taken for dead.</summary>
    public static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(2);

    private static readonly Dictionary<JobState, JobState[]> Allowed = new()
    {
        [JobState.Queued] = [JobState.Running, JobState.Failed],
        [JobState.Running] = [JobState.Running, JobState.Succeeded, JobState.Failed],
        [JobState.Succeeded] = [],
        [JobState.Failed] = [],
    };

    public bool IsTerminal => Allowed[State].Length == 0;

    public static Job Create(string owner, string kind, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), owner, kind, JobState.Queued, Attempts: 0, now, now);

    /// <summary>Begins, or begins again after an attempt that ended without a word.</summary>
    public Result<Job> Begin(DateTimeOffset now) =>
        To(JobState.Running, now).Map(job => job with { Attempts = Attempts + 1 });

    public Result<Job> Succeed(string? outcome, DateTimeOffset now) =>
        To(JobState.Succeeded, now).Map(job => job with { Outcome = outcome });

    public Result<Job> Fail(string cause, DateTimeOffset now) =>
        To(JobState.Failed, now).Map(job => job with { Cause = cause });

    /// <summary>True for a job whose message or worker was lost: it should be sent again, or given up when it was tried enough.</summary>
    public bool IsLost(DateTimeOffset now) => !IsTerminal && now - TouchedAt > LostAfter;

    /// <summary>Whether a lost job is worth another attempt.</summary>
    public bool MayBeginAgain => RollsForward || Attempts < MaxAttempts;

    private Result<Job> To(JobState next, DateTimeOffset now) =>
        Allowed[State].Contains(next) ? this with { State = next, TouchedAt = now } : JobErrors.CannotGo(State, next);
}

public static class JobErrors
{
    public static readonly Error NoSuchJob = Error.NotFound("no-such-job", "There is no job of that id here.");

    public static Error CannotGo(JobState from, JobState to) =>
        Error.Conflict("job-state", $"A job that is {from} cannot become {to}.");
}
