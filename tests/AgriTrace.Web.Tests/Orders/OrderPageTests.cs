using AgriTrace.Domain.Orders;
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
            "K7P-4MX", "Bưởi Năm Roi", "5 kg × 65.000 ₫", "325.000 ₫", "345.000 ₫", "Phí giao hàng", "Chưa thanh toán", "20/11/2026 07:00", "/orders/K7P-4MX/pay",
        })
            html.ShouldContain(fact);
    }

    [Fact]
    public async Task A_paid_order_has_no_pay_button()
    {
        (await Sample.Render(Sample.Order with { Pay = null })).ShouldNotContain("Thanh toán ngay");
    }

    [Fact]
    public async Task What_was_weighed_stands_beside_what_was_ordered()
    {
        var line = Sample.Order.Lines[0] with { Quantity = new Amount(5.2m, "KGM"), Ordered = new Amount(5, "KGM") };

        var html = await Sample.Render(Sample.Order with { Lines = [line] });

        html.ShouldContain("đặt 5 kg");
        html.ShouldContain("5,2 kg ×");
    }

    [Theory]
    [InlineData(LateMoney.TookTheGoods, "hàng vẫn còn")]
    [InlineData(LateMoney.GoesBack, "tiền được hoàn lại")]
    public async Task A_buyer_who_paid_late_reads_what_became_of_it(LateMoney late, string words) =>
        (await Sample.Render(Sample.Order with { Late = late })).ShouldContain(words);

    [Fact]
    public async Task A_transfer_names_the_account_and_the_code_of_the_order() =>
        (await Sample.Render(Sample.Pages["order to transfer for"])).ShouldContain("0071001234567");

    [Theory]
    [InlineData(OrderState.Cancelled)]
    [InlineData(OrderState.Expired)]
    public async Task Nobody_is_thanked_for_an_order_that_came_to_nothing(OrderState state)
    {
        (await Sample.Render(Sample.Order with { State = state, Pay = null })).ShouldNotContain("Cảm ơn");
    }

    [Fact]
    public async Task An_order_is_kept_out_of_search_engines()
    {
        (await Sample.Render(Sample.Order)).ShouldContain("<meta name=\"robots\" content=\"noindex\">");
        (await Sample.Render(Sample.Trace with { Item = null })).ShouldNotContain("noindex");
    }
}
