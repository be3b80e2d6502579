using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Notices;

/// <summary>Decides what a buyer is told of an order.</summary>
public static class OrderNotices
{
    /// <summary>The notices that an order calls for by its history, the oldest first. An order without a history calls for none.</summary>
    /// <param name="told">The revision up to which notices were made; zero for none.</param>
    /// <remarks>
    /// They tell the order as it is now. So of several that would say the same only the last is made, and of an order that is void only
    /// what made it so and what came after: nobody is asked to pay for goods that are gone.
    /// </remarks>
    public static IReadOnlyList<Notice> Of(Order order, int told = 0)
    {
        var first = order.Revision - order.History.Count + 1;
        var called = new List<Notice>();
        for (var index = 0; index < order.History.Count; index++)
        {
            var (change, revision) = (order.History[index], first + index);
            if (revision <= told || (OrderStates.IsVoid(order.State) && change.To != order.State) || KindOf(order, change) is not { } kind || IsAtTheDoor(order, index)) continue;
            if (!HasSumOfItsOwn(kind)) called.RemoveAll(earlier => earlier.Kind == kind);
            called.Add(new Notice(IdOf(order, revision, change.At), order.Coop, order.Id, revision, kind, change.At, order.Code, order.Token, order.Language, FactsOf(order, kind, change.At)));
        }

        return called;
    }

    private static NoticeKind? KindOf(Order order, OrderChange change) => change.Action switch
    {
        "placed" => change.To == OrderState.AwaitingConfirmation ? NoticeKind.ToConfirm : NoticeKind.Placed,
        "confirmed" => NoticeKind.Confirmed,
        "priced" => NoticeKind.Priced,
        "payment" when OrderStates.IsVoid(change.To) => NoticeKind.LatePaymentGoesBack,
        "payment" => change.From == OrderState.Expired ? NoticeKind.LatePaymentTaken : NoticeKind.PaymentReceived,
        "packed" when order.Delivery is { Kind: DeliveryKind.Pickup } => NoticeKind.ReadyForPickup,
        "packed" => Otherwise(order).Any() ? NoticeKind.Packed : null,
        // Which of the drivers brings it is nothing to the buyer.
        "shipped" when change.From == OrderState.Shipped && order.Delivery is not { Kind: DeliveryKind.Carrier } => null,
        "shipped" => NoticeKind.Shipped,
        "delivered" => NoticeKind.Delivered,
        OrderSteps.DeliveryFailed => change.To == OrderState.DeliveryFailed ? NoticeKind.DeliveryFailed : null,
        "allowance" => NoticeKind.Discounted,
        "cancelled" or OrderSteps.NoShow => NoticeKind.Cancelled,
        "expired" => NoticeKind.Expired,
        "refunded" => NoticeKind.RefundSent,
        "returned" or "returned-in-part" => NoticeKind.Returned,
        _ => null,
    };

    /// <summary>Cash that changed hands with the goods: whoever gave it need not be told.</summary>
    private static bool IsAtTheDoor(Order order, int index) =>
        index > 0 && order.History[index].Action == "payment" && order.History[index - 1] is { Action: "delivered" } handed && handed.At == order.History[index].At;

    private static bool HasSumOfItsOwn(NoticeKind kind) => kind is NoticeKind.RefundSent or NoticeKind.Discounted;

    private static string IdOf(Order order, int revision, DateTimeOffset at) =>
        TimedId.Of(at, Convert.ToHexStringLower(Ids.Hash("notice", order.Coop, order.Id, revision.ToString(System.Globalization.CultureInfo.InvariantCulture)))[..32]);

    private static NoticeFacts FactsOf(Order order, NoticeKind kind, DateTimeOffset at) => new(
        order.Total, order.Paid().Amount, Math.Max(0, order.Open().Amount), Sum(order.Refunds.Where(refund => refund.State == RefundState.Due)),
        kind switch
        {
            NoticeKind.RefundSent => Sum(order.Refunds.Where(refund => refund.State == RefundState.Sent && refund.At == at)),
            NoticeKind.Discounted => order.Allowances.Where(one => one.At == at).Sum(one => one.Amount.Amount),
            _ => 0,
        },
        order.Rail, order.AwaitsPrice(), order.PayBefore, order.CreditUntil, order.Deposit?.Amount, order.Delivery, [.. Otherwise(order)]);

    private static long Sum(IEnumerable<OrderRefund> refunds) => refunds.Sum(refund => refund.Amount.Amount);

    private static IEnumerable<PackedOtherwise> Otherwise(Order order) =>
        order.Lines.Where(line => line.Quantity != line.Wanted).Select(line => new PackedOtherwise(line.ProductName, line.Wanted, line.Quantity, line.Unit));
}
