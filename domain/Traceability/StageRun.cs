namespace AgriTrace.Domain.Traceability;

/// <summary>One line of a timeline: a stage, several in a row that are alike, or what was left out between.</summary>
/// <param name="Stage">The first of them; null for what was left out, which is of several kinds.</param>
/// <param name="LastAt">When the last of them happened.</param>
public sealed record StageRun(RecordStage? Stage, DateTimeOffset FirstAt, DateTimeOffset LastAt, int Count)
{
    /// <summary>What a person reads, and what keeps the page small.</summary>
    public const int MaxRuns = 30;

    /// <summary>Two that are alike are told one by one: they take no more room.</summary>
    private const int MinAlike = 3;

    /// <summary>The first and the last are always told. Whoever wants each one reads the whole record.</summary>
    /// <param name="stages">Oldest first.</param>
    public static IReadOnlyList<StageRun> Fold(IReadOnlyList<RecordStage> stages)
    {
        var runs = new List<List<RecordStage>>();
        foreach (var stage in stages)
        {
            if (runs.Count > 0 && AreAlike(runs[^1][0], stage)) runs[^1].Add(stage);
            else runs.Add([stage]);
        }

        StageRun[] told = [.. runs.SelectMany(run => run.Count < MinAlike ? run.Select(one => Of([one])) : [Of(run)])];
        if (told.Length <= MaxRuns) return told;

        const int first = MaxRuns / 2, last = MaxRuns - first - 1;
        var between = told[first..^last];
        return [.. told[..first], new StageRun(null, between[0].FirstAt, between[^1].LastAt, between.Sum(run => run.Count)), .. told[^last..]];
    }

    private static StageRun Of(List<RecordStage> alike) => new(alike[0], alike[0].At, alike[^1].At, alike.Count);

    private static bool AreAlike(RecordStage one, RecordStage other) =>
        (one.BizStep, one.EventType, one.PlaceName, one.PlaceCode, one.Actor, one.ProductCode)
        == (other.BizStep, other.EventType, other.PlaceName, other.PlaceCode, other.Actor, other.ProductCode);
}
