using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Web.Orders;

namespace AgriTrace.Functions.Orders;

/// <param name="Gtin">Absent where the product has none; then <paramref name="Product"/> names it.</param>
/// <param name="Quantity">In the line's unit.</param>
public sealed record AllocationBody(string? Gtin, string? Product, string Lot, decimal Quantity)
{
    public static AllocationBody Of(Allocation part) =>
        new(part.Lot.Product.IsGtin ? part.Lot.Product.Key : null, part.Lot.Product.IsGtin ? null : part.Lot.Product.Name, part.Lot.Lot, part.Quantity);
}

/// <param name="Ordered">Absent where as much was packed as ordered.</param>
/// <param name="PriceOpen">True while the price is still to be agreed.</param>
public sealed record OrderLineBody(
    Guid Listing, LocalText Name, decimal Quantity, string Unit, Money Price, Money Total, IReadOnlyList<AllocationBody> Allocations, decimal? Ordered = null, bool? PriceOpen = null);

/// <param name="CheckoutUrl">The provider's page, where the buyer pays.</param>
/// <param name="PayBefore">UTC; then the page closes and the stock is free again.</param>
public sealed record OrderPaymentBody(string CheckoutUrl, DateTimeOffset PayBefore);

/// <param name="By">The carrier; who of the cooperative drives is not said.</param>
public sealed record OrderDeliveryBody(DeliveryKind Kind, Money Fee, string? By, string? Tracking);

public sealed record PaidBody(Money Amount, PaymentRail Rail, DateTimeOffset At);

public sealed record RefundBody(Money Amount, PaymentRail Rail, RefundState State, DateTimeOffset At);

/// <param name="Line">Counted from one.</param>
public sealed record AllowanceBody(int Line, Money Amount, DateTimeOffset At);

/// <param name="By">Nobody of the staff is named, and their reasons are theirs.</param>
public sealed record OrderChangeBody(string Action, OrderState From, OrderState To, DateTimeOffset At, OrderParty By);

/// <summary>An order as its buyer reads it; without personal data. Staff have <see cref="DeskOrderBody"/>.</summary>
/// <param name="Paid">What came, of which <paramref name="Open"/> has taken off what goes back.</param>
/// <param name="Due">What is to be paid in all: nothing for an order that is void.</param>
/// <param name="Open">Still to be paid; below zero, what goes back and is not yet a refund.</param>
/// <param name="Token">Lets its holder see the order; given to the buyer only, when the order is placed or found again.</param>
/// <param name="Payment">Where to pay; absent for other rails, and once the order is paid.</param>
public sealed record OrderBody(
    string Id, string Code, string Coop, OrderState Status, PaymentRail Rail, Money Total, Money Paid, Money Due, Money Open, IReadOnlyList<OrderLineBody> Lines,
    DateTimeOffset PlacedAt, DateTimeOffset? PayBefore, bool MayCancel, OrderDeliveryBody? Delivery, IReadOnlyList<AllowanceBody> Allowances, IReadOnlyList<PaidBody> Payments,
    IReadOnlyList<RefundBody> Refunds, IReadOnlyList<OrderChangeBody> History, string? Token = null, OrderPaymentBody? Payment = null)
{
    public static OrderBody Of(Order order) => new(
        order.Id, order.Code, order.Coop, order.State, order.Rail, order.Total, order.Paid(), order.Due(), order.Open(), [.. order.Lines.Select(LineOf)],
        order.PlacedAt, order.PayBefore, order.MayBuyerCancel(),
        order.Delivery is { } delivery ? new OrderDeliveryBody(delivery.Kind, delivery.Fee, delivery.Kind == DeliveryKind.Carrier ? delivery.By : null, delivery.Tracking) : null,
        [.. order.Allowances.Select(one => new AllowanceBody(one.Line + 1, one.Amount, one.At))],
        [.. order.Payments.Where(payment => payment.Voided is null).Select(payment => new PaidBody(payment.Amount, payment.Rail, payment.At))],
        [.. order.Refunds.Where(refund => refund.State != RefundState.Void).Select(refund => new RefundBody(refund.Amount, refund.Rail, refund.State, refund.At))],
        [.. order.History.Select(change => ChangeOf(change))]);

    private static OrderChangeBody ChangeOf(OrderChange change) => new(
        change.Action, change.From, change.To, change.At, OrderPages.PartyOf(change));

    private static OrderLineBody LineOf(OrderLine line) => new(
        line.Listing, line.ProductName, line.Quantity, line.Unit, line.Price, line.Total,
        [.. line.Allocations.Select(AllocationBody.Of)],
        line.Ordered is { } ordered && ordered != line.Quantity ? ordered : null,
        line.AwaitsPrice ? true : null);
}
