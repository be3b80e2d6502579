namespace AgriTrace.Domain.Traceability;

/// <summary>How the capture of a document went (EPCIS 2.0, 8.1.4).</summary>
/// <param name="Id">A UUIDv7.</param>
/// <param name="FinishedAt">Null while it runs.</param>
/// <param name="Faults">Why events of it were not kept; none when all were.</param>
public sealed record CaptureJob(
    Guid Id, string Coop, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, CaptureErrorBehaviour Behaviour, IReadOnlyList<CaptureFault> Faults)
{
    /// <summary>At most so many events, all of one day, are kept in one transaction, and so need no job that goes on after a crash.</summary>
    public const int MaxAtOnce = 100;

    public bool IsRunning => FinishedAt is null;

    public bool IsSuccess => Faults.Count == 0;

    public static CaptureJob Begin(string coop, CapturePlan plan, DateTimeOffset now) => new(Guid.CreateVersion7(now), coop, now, FinishedAt: null, plan.Behaviour, plan.Faults);

    public CaptureJob Finish(DateTimeOffset now) => this with { FinishedAt = now };
}
