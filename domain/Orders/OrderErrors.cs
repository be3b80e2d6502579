namespace AgriTrace.Domain.Orders;

/// <summary>Every expected failure of orders.</summary>
public static class OrderErrors
{
    public static readonly Error NoSuchOrder = Error.NotFound("no-such-order", "There is no order of that id in this cooperative.");

    public static readonly Error TokenNeeded = Error.Unauthenticated(
        "order-token", "This order is shown to whoever has its token, which its buyer was given, and to the cooperative's staff.");

    public static readonly Error WrongToken = Error.Unauthenticated("order-token", "This is not the token of the order, which its buyer was given.");

    public static readonly Error NotYours = Error.Forbidden("order-not-yours", "This order is shown to its buyer and to the cooperative's staff only.");

    public static readonly Error OtherRequest = Error.Conflict(
        "idempotency-key-used", "This Idempotency-Key belongs to another order. Use a new key for a new order.");

    public static readonly Error Busy = Error.Unavailable("stock-busy", "Many people order at this moment. Nothing was ordered; try again with the same Idempotency-Key.");

    public static Error NoSuchListing(Guid listing) => Error.NotFound("no-such-listing", $"The cooperative has no open listing {listing}.");

    public static Error OutOfStock(BoardListing listing, decimal left) =>
        Error.Conflict("out-of-stock", $"Only {new Quantity(left, listing.Unit)} of {listing.ProductName.Vi} is left.") with
        {
            Facts = new Dictionary<string, object?> { ["listing"] = listing.Id, ["left"] = new Quantity(left, listing.Unit) },
        };

    public static Error Lines(IReadOnlyList<FieldFault> faults) => Error.Invalid("fields-invalid", "The order cannot be taken as it is; see errors.", faults);

    public static Error CannotGo(OrderState from, OrderState to) => Error.Conflict("order-state", $"An order that is {from} cannot become {to}.");

    public static Error OtherCurrency(string paid, string ordered) => Error.Conflict("other-currency", $"The payment is in {paid}, the order in {ordered}.");
}
