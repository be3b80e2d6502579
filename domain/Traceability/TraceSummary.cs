using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability;

/// <summary>A trace record as its page shows it: of a bounded size, however long the history is.</summary>
/// <param name="Record">Without its stages, and with the first of what there may be many of; with the one hold that the page tells.</param>
/// <param name="Runs">The stages, those that are alike in a row told as one, and at most <see cref="StageRun.MaxRuns"/>.</param>
/// <param name="Sources">How many lots it was made from.</param>
/// <param name="RecordHash">SHA-256 of the whole record's bytes, in lower-case hexadecimal digits.</param>
/// <param name="IsOffered">Whether some of it was on sale when this was made.</param>
public sealed record TraceSummary(TraceRecord Record, IReadOnlyList<StageRun> Runs, int Sources, string RecordHash, bool IsOffered, DateTimeOffset MadeAt)
{
    private const int MaxListed = 12;

    /// <param name="recordHash">See <see cref="RecordHash"/>.</param>
    public static TraceSummary Of(TraceRecord record, string recordHash, bool isOffered, DateTimeOffset now) => new(
        record with
        {
            Stages = [],
            Sources = [.. record.Sources.Take(MaxListed)],
            Certificates = [.. record.Certificates.Take(MaxListed)],
            Standards = [.. record.Standards.Take(MaxListed)],
            Holds = [.. record.Holds.OrderBy(hold => hold.Reason != HoldReason.Recall).ThenBy(hold => hold.Since).Take(1)],
        },
        StageRun.Fold(record.Stages),
        record.Sources.Count,
        recordHash,
        isOffered,
        now);
}
