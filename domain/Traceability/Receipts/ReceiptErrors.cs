namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>Every expected failure of weighing slips.</summary>
public static class ReceiptErrors
{
    public static readonly Error NoSuchReceipt = Error.NotFound("no-such-receipt", "The cooperative has no weighing slip of that id.");

    public static readonly Error PriceNotYours =
        Error.Forbidden("price-not-yours", "A farmer's own slip has no fixed price: leave it to be entered later, or consign the goods.");

    public static Error PriceSet(string grade, Money price) =>
        Error.Conflict("price-set", $"Grade '{grade}' of this slip has its price, and a price is never changed.") with
        {
            Facts = new Dictionary<string, object?> { ["grade"] = grade, ["price"] = price },
        };

    public static Error Consigned(string grade) =>
        Error.Conflict("price-consigned", $"Grade '{grade}' of this slip is consigned: its sales decide what is paid for it.");
}
