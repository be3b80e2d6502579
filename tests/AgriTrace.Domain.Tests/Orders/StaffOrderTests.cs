using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Tests.Orders;

public sealed class StaffOrderTests
{
    private static Result<OrderRequest> Check(long deposit) => new StaffOrder(
        [new StaffLine(Guid.Empty, 1, PriceLater: true)], new Buyer("Mai", "0912345678", string.Empty), PaymentRail.Cash, Deposit: deposit).Check("htx");

    [Fact]
    public void A_deposit_while_a_price_is_open_is_one_that_somebody_could_pay()
    {
        Check(1_000_000_000).IsOk.ShouldBeTrue();
        foreach (var deposit in (long[])[1_000_000_001, 100_000_000_000_000, long.MaxValue])
            Check(deposit).Error!.Faults.Select(fault => fault.Path).ShouldBe(["$.deposit"]);
    }
}
