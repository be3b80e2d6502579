using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Recalls;

/// <summary>The body of a recall (thu hồi).</summary>
/// <param name="Reason">What is wrong, for buyers and authorities.</param>
/// <param name="Mock">A drill (thu hồi thử): finds everything, changes nothing, and says how long it took.</param>
public sealed record RecallInput(string Lot, string Reason, RecallSeverity Severity, string? Gtin = null, string? Product = null, bool? Mock = null)
{
    public Result<WantedRecall> Read(string coop)
    {
        var fields = new FieldReader(coop);
        var lot = fields.LotId("$", Gtin, Product, Lot);
        var reason = fields.Text("$.reason", Reason, FieldReader.MaxText);
        return fields.Error is { } error ? error : new WantedRecall(lot, reason, Severity, Mock == true);
    }
}

/// <summary>A recall whose fields are sound.</summary>
public sealed record WantedRecall(LotId Lot, string Reason, RecallSeverity Severity, bool IsMock)
{
    /// <summary>The hold that blocks the lots of one cooperative.</summary>
    public Hold ToHold(string id, string coop, IReadOnlyList<LotId> lots, string by, DateTimeOffset now) =>
        new(id, coop, HoldReason.Recall, lots, Reason, now, by, Recall: new RecallFacts(Lot, Severity));
}

/// <summary>Why a hold or a recall ends.</summary>
public sealed record ReleaseInput(string Reason)
{
    public Result<string> Read()
    {
        var faults = new List<FieldFault>();
        return FieldErrors.Or(PlainText.Read("$.reason", Reason, FieldReader.MaxText, faults), faults);
    }
}

public static class RecallErrors
{
    public static readonly Error NoSuchRecall = Error.NotFound("no-such-recall", "The cooperative has no recall of that id.");

    public static readonly Error Lifted = Error.Conflict("recall-lifted", "This recall was lifted: there is nothing to take back.");

    public static readonly Error NotOurs = Error.Forbidden(
        "recall-not-yours", "This recall was begun by another cooperative, whose lots went into yours; only they can lift it.");
}
