using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Functions.Orders;

/// <param name="Gtin">Absent where the product has none; then <paramref name="Product"/> names it.</param>
/// <param name="Quantity">In the line's unit.</param>
public sealed record AllocationBody(string? Gtin, string? Product, string Lot, decimal Quantity)
{
    public static AllocationBody Of(Allocation part) =>
        new(part.Lot.Product.IsGtin ? part.Lot.Product.Key : null, part.Lot.Product.IsGtin ? null : part.Lot.Product.Name, part.Lot.Lot, part.Quantity);
}

public sealed record OrderLineBody(
    Guid Listing, LocalText Name, decimal Quantity, string Unit, Money Price, Money Total, IReadOnlyList<AllocationBody> Allocations);

/// <param name="CheckoutUrl">The provider's page, where the buyer pays.</param>
/// <param name="PayBefore">UTC; then the page closes and the stock is free again.</param>
public sealed record OrderPaymentBody(string CheckoutUrl, DateTimeOffset PayBefore);

/// <summary>An order as its buyer and the staff read it; without personal data.</summary>
/// <param name="Token">Lets its holder see the order; given to the buyer only, when the order is placed.</param>
/// <param name="Payment">Where to pay; absent for other rails, and once the order is paid.</param>
public sealed record OrderBody(
    string Id, string Code, string Coop, OrderState Status, PaymentRail Rail, Money Total, Money Paid, IReadOnlyList<OrderLineBody> Lines,
    DateTimeOffset PlacedAt, string? Token = null, OrderPaymentBody? Payment = null)
{
    public static OrderBody Of(Order order) => new(
        order.Id, order.Code, order.Coop, order.State, order.Rail, order.Total, order.Paid(), [.. order.Lines.Select(LineOf)], order.PlacedAt);

    private static OrderLineBody LineOf(OrderLine line) => new(
        line.Listing, line.ProductName, line.Quantity, line.Unit, line.Price, line.Total,
        [.. line.Allocations.Select(AllocationBody.Of)]);
}
