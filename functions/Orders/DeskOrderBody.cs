using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Functions.Orders;

/// <param name="Line">Counted from one.</param>
/// <param name="Ordered">Absent where it is what was packed, or nothing is packed yet.</param>
/// <param name="PriceOpen">The price is agreed later.</param>
public sealed record DeskLineBody(int Line, Guid Listing, LocalText Name, decimal? Ordered, decimal Quantity, string Unit, Money Price, bool PriceOpen, Money Total, IReadOnlyList<AllocationBody> Lots);

/// <summary>An order as those who work on it read it; without personal data.</summary>
/// <param name="Due">What the buyer has to pay in all, as of now.</param>
/// <param name="Open">What they still have to pay; below zero, what they get back.</param>
/// <param name="OpenInCash">The same, as notes can make it.</param>
/// <param name="Allowed">What the order can become from here.</param>
public sealed record DeskOrderBody(
    string Id, string Code, OrderState Status, PaymentRail Rail, Money Due, Money Paid, Money Open, Money OpenInCash, Money? Deposit, DateOnly? CreditUntil, DateTimeOffset PlacedAt, DateTimeOffset? Until, string? EnteredBy,
    OrderDelivery? Delivery, IReadOnlyList<DeskLineBody> Lines, IReadOnlyList<OrderPayment> Payments, IReadOnlyList<OrderRefund> Refunds, IReadOnlyList<OrderAllowance> Allowances,
    IReadOnlyList<OrderReturn> Returns, IReadOnlyList<OrderState> Allowed, IReadOnlyList<DeskChangeBody> History, int Revision)
{
    public static DeskOrderBody Of(Order order) => new(
        order.Id, order.Code, order.State, order.Rail, order.Due(), order.Paid(), order.Open(), order.Open() with { Amount = ReceivePayment.InCash(order.Open().Amount) }, order.Deposit, order.CreditUntil, order.PlacedAt,
        order.PayBefore, order.EnteredBy, order.Delivery, [.. order.Lines.Select(LineOf)], order.Payments, order.Refunds, order.Allowances, order.Returns, OrderStates.Next(order.State),
        [.. order.History.Select(change => new DeskChangeBody(change.Action, change.From, change.To, change.At, change.By, change.Reason))], order.Revision);

    private static DeskLineBody LineOf(OrderLine line, int index) => new(
        index + 1, line.Listing, line.ProductName, line.Ordered == line.Quantity ? null : line.Ordered, line.Quantity, line.Unit, line.Price, line.AwaitsPrice, line.Total, [.. line.Allocations.Select(AllocationBody.Of)]);
}

public sealed record DeskChangeBody(string Action, OrderState From, OrderState To, DateTimeOffset At, string By, string? Reason);
