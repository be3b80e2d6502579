using System.Globalization;
using AgriTrace.Domain.Catalogue;

namespace AgriTrace.Domain.Traceability;

/// <summary>Every expected failure of recording and tracing lots.</summary>
public static class TraceabilityErrors
{
    public static readonly Error NotACode = Error.Invalid(
        "not-a-code", "It is no address of a label: /01/{gtin}/10/{lot}, /p/{coop}/{product}/{lot}, or one of these with its serial number.");

    public static readonly Error NoSuchLot = Error.NotFound("no-such-lot", "No lot with this product and number is known here.");

    public static readonly Error NotYourPlot =
        Error.Forbidden("not-your-plot", "A farmer records on their own plots only, and in their own name.");

    public static readonly Error NotYourLot = Error.Forbidden("not-your-lot", "A farmer records what happens to their own lots only.");

    public static readonly Error NoCooperative =
        Error.Forbidden("no-cooperative", "This call needs a token that was issued for a cooperative.");

    public static readonly Error KeyUsed =
        Error.Conflict("idempotency-key-used", "This Idempotency-Key belongs to another record. Use a new key for a new one.");

    public static readonly Error Busy =
        Error.Unavailable("stock-busy", "Too many changes to this cooperative's stock at once. Nothing was recorded; try again with the same Idempotency-Key.");

    /// <summary>The same code and words as for a body of the wrong shape: to a caller both are bad fields.</summary>
    public static Error Fields(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("fields-invalid", "The body does not have the shape of this route; see errors.", faults);

    public static Error LotTaken(LotId lot) =>
        Error.Conflict("lot-taken", $"Number {lot.Lot} of product {lot.Product.Name} is taken: another request has recorded it, or is about to. Choose another number.");

    public static Error StockShort(LotId lot, Quantity left) =>
        Error.Conflict("out-of-stock", string.Create(CultureInfo.InvariantCulture, $"Lot {lot.Lot} has {left} left.")) with
        {
            Facts = new Dictionary<string, object?> { ["product"] = lot.Product.Name, ["lot"] = lot.Lot, ["left"] = left },
        };

    public static Error MoreOutThanIn(ProductId product, Quantity taken, Quantity made) =>
        Error.Conflict("more-out-than-in", $"The outputs hold {made} of product {product.Name}, the inputs only {taken}.") with
        {
            Facts = new Dictionary<string, object?> { ["product"] = product.Name, ["taken"] = taken, ["made"] = made },
        };

    public static Error TooManyShares(int count, int max) =>
        Error.Conflict("too-many-shares", $"The inputs hold the weight of {count} members and grades; a lot keeps {max} apart. Pack fewer lots together.");

    public static Error LotHeld(LotId lot) => Error.Conflict("lot-held", $"Lot {lot.Lot} is held: it can be neither sold nor packed until it is let go.");

    public static Error NotBelievable(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("events-not-believable", "Some events say what cannot have happened; see errors. Nothing of the document was kept.", faults);

    public static Error TooManyEvents(int max) => Error.TooLarge("too-many-events", $"A document holds at most {max} events here; split it.");

    public static Error TooManyLots(string path, int max) =>
        Error.TooLarge("too-many-lots", $"An event names at most {max} lots; see errors.") with { Faults = [new FieldFault(path, "names too many lots.")] };

    public static readonly Error TooMuchToHash =
        Error.TooLarge("too-much-to-hash", "Written out with their namespaces, the names in these events are too long together; send fewer events at once.");

    public static Error TermTooLong(string path, int max) =>
        Error.Invalid("identifier-too-long", $"An EPC, class, place, step, disposition, type or id holds at most {max} characters here; see errors.", new FieldFault(path, "has an identifier that is too long."));

    public static readonly Error TooMuchContext =
        Error.TooLarge("too-much-context", "Every event is kept with the @context of its document, and this one is too long for so many events; shorten it, or send fewer events at once.");

    public static Error TooManyKeys(int max) =>
        Error.TooLarge("too-many-epcs", $"The events of a document name at most {max} EPCs and EPC classes; split it.");

    public static Error EventIdTaken(string path) => Error.Conflict("event-id-taken", "Another event has this eventID. An event is never changed: give the new one an id of its own.") with
    {
        Faults = [new FieldFault(path + ".eventID", "is the id of another event.")],
    };

    /// <param name="path">Of the event.</param>
    /// <param name="circle">From a lot back to it, over what was made of what.</param>
    public static Error LineageCycle(string path, IReadOnlyList<string> circle) =>
        Error.Conflict("lineage-cycle", $"A lot would come from itself: {string.Join(" → ", circle.Take(MaxNamed))}{(circle.Count > MaxNamed ? " → …" : null)}") with
        {
            Faults = [new FieldFault(path, "closes a circle; see detail.")],
            Facts = new Dictionary<string, object?> { ["circle"] = circle },
        };

    /// <summary>A person reads no more of a path.</summary>
    private const int MaxNamed = 20;

    public static Error CaptureFailed(string cause) =>
        Error.Unavailable("capture-failed", $"The capture was given up; some of its events may be stored. Send the document again: each event is stored once. {cause}");

    public static readonly Error EventExists = Error.Conflict("event-exists", "This event is stored already.");

    public static readonly Error NoSuchEvent = Error.NotFound("no-such-event", "No event with this id is known here.");

    public static Error NoSuchValue(string resource) => Error.NotFound("no-such-resource", $"No event has such a value among {resource}.");

    public static readonly Error NoSuchCapture = Error.NotFound("no-such-capture", "No capture job with this id is known here.");
}
