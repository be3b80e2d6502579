using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Tests.Orders;

public sealed class OrderEndTests
{
    private static readonly DateTimeOffset Ended = new(2026, 9, 1, 3, 0, 0, TimeSpan.Zero), Now = Ended + OrderEnd.Kept;
    private static readonly DateOnly Closed = Period.DayOf(Ended);

    [Theory]
    [InlineData(OrderState.Completed, true)]
    [InlineData(OrderState.Returned, true)]
    [InlineData(OrderState.Cancelled, true)]
    [InlineData(OrderState.Expired, true)]
    [InlineData(OrderState.Delivered, false)]
    [InlineData(OrderState.Disputed, false)]
    [InlineData(OrderState.AwaitingPayment, false)]
    public void An_order_is_over_in_a_state_that_it_does_not_leave_by_itself(OrderState state, bool isOver) =>
        (Order(state) with { Payments = OrderStates.IsVoid(state) ? [] : [Paid] }).IsOver(Closed, Now).ShouldBe(isOver);

    [Fact]
    public void An_order_stays_for_sixty_days_after_its_last_change() => Order(OrderState.Cancelled).IsOver(Closed, Now.AddSeconds(-1)).ShouldBeFalse();

    [Fact]
    public void An_order_stays_until_the_day_of_its_last_change_is_closed()
    {
        Order(OrderState.Cancelled).IsOver(Closed.AddDays(-1), Now).ShouldBeFalse();
        Order(OrderState.Cancelled).IsOver(closedThrough: null, Now).ShouldBeFalse();
    }

    [Fact]
    public void An_order_of_which_anything_is_owed_stays()
    {
        (Order(OrderState.Completed) with { Payments = [] }).IsOver(Closed, Now).ShouldBeFalse("the buyer owes");
        (Order(OrderState.Cancelled) with { Payments = [Paid] }).IsOver(Closed, Now).ShouldBeFalse("the buyer is owed");
        (Order(OrderState.Cancelled) with { Payments = [Paid], Refunds = [Refund(RefundState.Due)] }).IsOver(Closed, Now).ShouldBeFalse("the refund was not sent");
        (Order(OrderState.Cancelled) with { Payments = [Paid], Refunds = [Refund(RefundState.Sent)] }).IsOver(Closed, Now).ShouldBeTrue();
    }

    private static readonly Money Price = new(65_000, Money.Vnd);

    private static readonly OrderPayment Paid = new("p1", PaymentRail.Cash, Price, Ended);

    private static OrderRefund Refund(RefundState state) => new("o1-1", "p1", PaymentRail.Cash, Price, state, Ended);

    private static Order Order(OrderState state) => new(
        "o1", "AT00000001", "htx", state, PaymentRail.Cash,
        [new OrderLine(Guid.NewGuid(), new ProductId("09521234543213"), new LocalText("Bưởi", "Pomelo"), 1, "KGM", Price, Price, [])],
        Price, "token", "fingerprint", Ended.AddDays(-3), PayBefore: null, Payments: [], Revision: 2)
    {
        History = [new OrderChange("placed", OrderState.Confirmed, OrderState.Confirmed, Ended.AddDays(-3), "buyer", Reason: null), new OrderChange("ended", OrderState.Confirmed, state, Ended, "an", Reason: null)],
    };
}
