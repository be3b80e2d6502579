namespace AgriTrace.Domain.Ledger;

/// <summary>Every expected failure of the books.</summary>
public static class LedgerErrors
{
    public static readonly Error Busy = Error.Unavailable("books-busy", "Too much is sold and posted at this moment. Nothing was posted; send the same again.");

    public static readonly Error KeyUsed = Error.Conflict("idempotency-key-used", "This Idempotency-Key belongs to another posting. Use a new key for a new one.");

    public static readonly Error NoSuchTransfer = Error.NotFound("no-such-transfer", "The books have no transfer of that day and id.");

    public static readonly Error NoSuchAccount = Error.NotFound("no-such-account", "The books have no such account; docs/ledger.md lists them.");

    public static Error PeriodClosed(DateOnly day, DateOnly closedThrough) =>
        Error.Conflict("period-closed", $"The books are closed through {closedThrough:yyyy-MM-dd}, so nothing can be posted to {day:yyyy-MM-dd}. Book it to a later day, and say in the note what it is about.") with
        {
            Facts = new Dictionary<string, object?> { ["day"] = day, ["closedThrough"] = closedThrough },
        };

    public static Error ClosedAlready(DateOnly closedThrough) =>
        Error.Conflict("closed-already", $"The books are closed through {closedThrough:yyyy-MM-dd}, and are not opened again.") with
        {
            Facts = new Dictionary<string, object?> { ["closedThrough"] = closedThrough },
        };

    public static Error HoldsLess(string driver, long held) =>
        Error.Conflict("driver-holds-less", $"By the books {driver} holds {Math.Max(0, held)} đ. Say first what was collected for which order, or post what is over to suspense.") with
        {
            Facts = new Dictionary<string, object?> { ["held"] = Math.Max(0, held) },
        };

    public static Error OfAnOrder(string order) =>
        Error.Conflict("transfer-of-order", $"This transfer follows from a change of order {order}. Correct the order, and the books follow.") with
        {
            Facts = new Dictionary<string, object?> { ["order"] = order },
        };

    public static Error AlreadyCorrected(string by) =>
        Error.Conflict("already-corrected", $"This transfer was corrected by transfer {by} before. Correct that one.") with
        {
            Facts = new Dictionary<string, object?> { ["correctedBy"] = by },
        };

    public static Error TooLong(int max) => Error.TooLarge("ledger-too-long", $"The period has more than {max} entries. Ask for a shorter one.");
}
