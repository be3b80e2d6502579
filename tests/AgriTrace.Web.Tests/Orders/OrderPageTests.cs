using AgriTrace.Web.Orders;

namespace AgriTrace.Web.Tests.Orders;

public sealed class OrderPageTests
{
    [Fact]
    public async Task A_buyer_sees_the_code_the_lines_the_total_and_until_when_to_pay()
    {
        var html = await Sample.Render(Sample.Order);

        foreach (var fact in new[]
        {
            "K7P-4MX", "Bưởi Năm Roi", "5 kg × 65.000 ₫", "325.000 ₫", "Chờ thanh toán", "20/11/2026 07:00", "https://pay.example/x",
        })
            html.ShouldContain(fact);
    }

    [Fact]
    public async Task A_paid_order_has_no_pay_button()
    {
        (await Sample.Render(Sample.Order with { PayUrl = null, PayBefore = null })).ShouldNotContain("Thanh toán ngay");
    }

    [Theory]
    [InlineData(OrderProgress.Cancelled)]
    [InlineData(OrderProgress.Expired)]
    public async Task Nobody_is_thanked_for_an_order_that_came_to_nothing(OrderProgress state)
    {
        (await Sample.Render(Sample.Order with { State = state, PayUrl = null })).ShouldNotContain("Cảm ơn");
    }

    [Fact]
    public async Task An_order_is_kept_out_of_search_engines()
    {
        (await Sample.Render(Sample.Order)).ShouldContain("<meta name=\"robots\" content=\"noindex\">");
        (await Sample.Render(Sample.Trace with { Item = null })).ShouldNotContain("noindex");
    }
}
