using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Orders;

/// <summary>Tells when nothing more is expected of an order, so that it can leave the open trade. It comes back with its next change.</summary>
public static class OrderEnd
{
    /// <summary>Returns, disputes and repeated requests hardly ever come later.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(60);

    /// <param name="closedThrough">The last day of the books that is closed; null where none is, and then every order stays.</param>
    public static bool IsOver(this Order order, DateOnly? closedThrough, DateTimeOffset now) =>
        OrderStates.IsEnded(order.State)
        && order.Open().Amount == 0
        && order.Refunds.All(refund => refund.State != RefundState.Due)
        && order.LastChange() is var last && last <= now - Kept && Period.DayOf(last) <= closedThrough;

    private static DateTimeOffset LastChange(this Order order) => order.History.Count > 0 ? order.History[^1].At : order.PlacedAt;
}
