using System.Globalization;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.QrCodes.Labels;

/// <summary>Every expected failure of printing labels.</summary>
public static class LabelErrors
{
    public static readonly Error NoSuchBatch = Error.NotFound("no-such-print-run", "The cooperative has no print run of that id.");

    public static readonly Error KeyUsed =
        Error.Conflict("idempotency-key-used", "This Idempotency-Key belongs to another print run. Use a new key for a new one.");

    public static readonly Error TooMany = Error.Invalid(
        "too-many-labels",
        string.Create(CultureInfo.InvariantCulture, $"A print run has at most {LabelBatch.MaxCount:N0} labels; make several."),
        new FieldFault("$.count", string.Create(CultureInfo.InvariantCulture, $"must be 1 to {LabelBatch.MaxCount}."))) with
    {
        Facts = new Dictionary<string, object?> { ["max"] = LabelBatch.MaxCount },
    };

    public static readonly Error NoSerials = Error.Conflict(
        "serials-not-set-up", "No key for serial numbers is set here, so labels cannot have any. Ask for labels without, or have the operator set one.");

    public static readonly Error NoLinks = Error.Unavailable(
        "label-links-unavailable", "The labels are there, and this site's right to its storage cannot sign links to them; the operator must set a connection string with a key.");

    public static Error LotHeld(LotId lot, Hold hold) => Error.Conflict("lot-held", $"Lot {lot.Lot} is held and gets no labels until it is let go: {hold.Detail}") with
    {
        Facts = new Dictionary<string, object?> { ["reason"] = hold.Reason, ["hold"] = hold.Id },
    };

    /// <param name="fits">The layouts that would do.</param>
    public static Error DoesNotFit(string layout, IReadOnlyList<string> fits) => Error.Invalid(
        "label-too-small",
        string.Create(CultureInfo.InvariantCulture, $"A code of this lot's link, with modules of {LabelLayout.MinModule} mm that every phone reads, and what must stand beside it do not fit on {layout}. ")
            + (fits.Count == 0 ? "No layout has room for it." : $"These have room: {string.Join(", ", fits)}."),
        new FieldFault("$.layout", "is too small for this lot's labels.")) with
    {
        Facts = new Dictionary<string, object?> { ["fits"] = fits },
    };
}
