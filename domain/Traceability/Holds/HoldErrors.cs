namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>Every expected failure of holds.</summary>
public static class HoldErrors
{
    public static readonly Error NoSuchHold = Error.NotFound("no-such-hold", "The cooperative has no hold of that id.");

    public static readonly Error IsRecall = Error.Conflict("hold-is-recall", "This hold is a recall: lift the recall instead.");

    public static readonly Error NotOurs = Error.Forbidden(
        "hold-not-yours", "This hold was placed by another cooperative, whose lots went into yours; only they can let go.");

    public static Error TooManyLots(int count) =>
        Error.Conflict("too-many-lots-to-hold", $"{count} lots would be held at once; a hold takes {Hold.MaxLots}. Hold or recall lots further down the line one by one.");
}
