namespace AgriTrace.Domain.Traceability;

/// <summary>How the capture of a document went (EPCIS 2.0, 8.1.4).</summary>
/// <param name="Id">A UUIDv7.</param>
/// <param name="FinishedAt">Null while it runs.</param>
/// <param name="Faults">Why events of it were not kept; none when all were.</param>
public sealed record CaptureJob(
    Guid Id, string Coop, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, CaptureErrorBehaviour Behaviour, IReadOnlyList<CaptureFault> Faults)
{
    /// <summary>So many events at most are stored while their sender waits.</summary>
    private const int MaxAtOnce = 100;

    /// <summary>And so many EPCs and classes, each of which is a row.</summary>
    private const int MaxKeysAtOnce = 2_000;

    public bool IsRunning => FinishedAt is null;

    public bool IsSuccess => Faults.Count == 0;

    public static bool IsSmall(IReadOnlyCollection<IndexedEvent> events) => events.Count <= MaxAtOnce && events.Sum(one => one.Keys.Count) <= MaxKeysAtOnce;

    public static CaptureJob Begin(string coop, CapturePlan plan, DateTimeOffset now) => new(Guid.CreateVersion7(now), coop, now, FinishedAt: null, plan.Behaviour, plan.Faults);

    public CaptureJob Finish(DateTimeOffset now) => this with { FinishedAt = now };
}
