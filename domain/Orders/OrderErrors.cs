using System.Globalization;
using System.Text.Json;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Orders;

/// <summary>Every expected failure of orders.</summary>
public static class OrderErrors
{
    public const string StateCode = "order-state";

    public static readonly Error NoSuchOrder = Error.NotFound("no-such-order", "There is no order of that id in this cooperative.");

    public static readonly Error TokenNeeded = Error.Unauthenticated(
        "order-token", "This order is shown to whoever has its token, which its buyer was given, and to the cooperative's staff.");

    public static readonly Error WrongToken = Error.Unauthenticated("order-token", "This is not the token of the order, which its buyer was given.");

    public static readonly Error NotFoundAgain = Error.Unauthenticated("order-not-found", "There is no order of this code and phone number.");

    public static readonly Error NotYours = Error.Forbidden("order-not-yours", "This order is shown to its buyer and to the cooperative's staff only.");

    public static readonly Error OtherRequest = Error.Conflict(
        "idempotency-key-used", "This Idempotency-Key belongs to another order. Use a new key for a new order.");

    public static readonly Error OtherChange = Error.Conflict(
        "idempotency-key-used", "This Idempotency-Key belongs to another change of this order. Use a new key for a new change.");

    public static readonly Error Busy = Error.Unavailable("stock-busy", "Many people order at this moment. Nothing was ordered; try again with the same Idempotency-Key.");

    public static readonly Error TooManyChanges = Error.Conflict("order-too-long", "This order was changed so often that its history is full. Enter what is left as a new order.");

    public static readonly Error NothingPacked = Error.Invalid("fields-invalid", "Nothing of the order would be packed. Cancel it instead.", new FieldFault("$.lines", "must have something left."));

    public static Error PaymentDiffers(string id) =>
        Error.Conflict("payment-differs", $"A payment {id} was entered before, and it was another one. Void that one, or use a new id.");

    public static Error HandedOver(long collected) =>
        Error.Conflict("step-differs", string.Create(CultureInfo.InvariantCulture, $"The order was handed over before, and {collected} đ were collected with it. Enter a payment that is missing by payments, and void one that is wrong.")) with
        {
            Facts = new Dictionary<string, object?> { ["collected"] = collected },
        };

    public static Error CashIsWith(string account) =>
        Error.Conflict("step-differs", $"Cash for this order was entered as collected by {account}. Void that payment before the order goes to somebody else.");

    public static Error NoSuchPayment(string id) => Error.NotFound("no-such-payment", $"The order has no payment {id}.");

    public static Error NoSuchRefund(string id) => Error.NotFound("no-such-refund", $"The order has no refund {id} that is due.");

    public static Error NoSuchListing(Guid listing) => Error.NotFound("no-such-listing", $"The cooperative has no open listing {listing}.");

    public static Error OutOfStock(BoardListing listing, decimal left) =>
        Error.Conflict("out-of-stock", $"Only {new Quantity(left, listing.Unit)} of {listing.ProductName.Vi} is left.") with
        {
            Facts = new Dictionary<string, object?> { ["listing"] = listing.Id, ["left"] = new Quantity(left, listing.Unit) },
        };

    /// <param name="left">In thousandths.</param>
    public static Error LotShort(LotId lot, long left, string unit) =>
        Error.Conflict("lot-short", $"Lot {lot.Lot} has less than is wanted of it: {Quantity.OfThousandths(left, unit)}.") with
        {
            Facts = new Dictionary<string, object?> { ["lot"] = lot.Lot, ["left"] = Quantity.OfThousandths(left, unit) },
        };

    public static Error LotUnfit(string path, string lot, string why) => Error.Conflict("lot-unfit", $"Lot {lot} cannot be packed for this line: {why}.") with
    {
        Facts = new Dictionary<string, object?> { ["lot"] = lot, ["path"] = path },
    };

    /// <param name="most">In the line's unit.</param>
    public static Error OverWeight(int line, OrderLine of, decimal most) =>
        Error.Conflict("over-weight", $"Line {line + 1} may weigh {new Quantity(most, of.Unit)} at most unless the buyer agrees to more; ask them, and say buyerAgreed.") with
        {
            Facts = new Dictionary<string, object?> { ["line"] = line, ["ordered"] = new Quantity(of.Wanted, of.Unit), ["most"] = new Quantity(most, of.Unit) },
        };

    public static Error PriceChanged(BoardListing listing) =>
        Error.Conflict("price-changed", string.Create(CultureInfo.InvariantCulture, $"The price of {listing.ProductName.Vi} is {listing.Price} now. Look at it, and order again with a new Idempotency-Key.")) with
        {
            Facts = new Dictionary<string, object?> { ["listing"] = listing.Id, ["price"] = listing.Price },
        };

    public static Error Lines(IReadOnlyList<FieldFault> faults) => Error.Invalid("fields-invalid", "The order cannot be taken as it is; see errors.", faults);

    /// <summary>Says what the order can become from here.</summary>
    public static Error CannotGo(OrderState from, OrderState to) => NotNow(from, $"An order that is {Word(from)} cannot become {Word(to)}.");

    /// <summary>What is wanted cannot be done in the state that the order is in.</summary>
    public static Error NotNow(OrderState state, string why) => Error.Conflict(StateCode, why) with
    {
        Facts = new Dictionary<string, object?> { ["state"] = Word(state), ["allowed"] = OrderStates.Next(state).Select(Word).ToArray() },
    };

    public static Error NotPaid(OrderState state) => NotNow(state, "What was to be paid before the goods leave is not paid. Enter the payment, or cancel the order.");

    public static Error OtherRemittance(Remittance list) => Error.Conflict("remittance-differs", $"List {list.Number} of {list.Carrier} was taken in before, with other parcels. Nothing was changed; give another list its own number.");

    public static Error OtherCurrency(string paid, string ordered) => Error.Conflict("other-currency", $"The payment is in {paid}, the order in {ordered}.");

    /// <summary>As JSON has it.</summary>
    private static string Word(OrderState state) => JsonNamingPolicy.KebabCaseLower.ConvertName(state.ToString());
}
