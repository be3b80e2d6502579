using System.Net;
using AgriTrace.Domain;
using AgriTrace.Infra.Payments;

namespace AgriTrace.Infra.Tests.Payments;

public sealed class StripeCheckoutTests : CheckoutAgainstDouble
{
    [Fact]
    public async Task An_order_arrives_at_Stripe_byte_for_byte()
    {
        var order = Order() with
        {
            Lines = [new("Nhãn Ido", 3.5m, "kg", 65_000, 227_500), new("Trứng & \"gà\" [ta]", 1_200m, "quả", 4_000, 4_800_000)],
            SuccessPath = "/orders/o-1?paid=1&lang=vi",
        };

        await Checkout.CreateSession(order, Cancel);

        var sent = Stripe.Requests.ShouldHaveSingleItem();
        sent.Body.ShouldBe(string.Join('&',
            "cancel_url=https%3A%2F%2Fcho.example%2Fcart",
            "client_reference_id=o-1",
            "expires_at=1785285900",
            "line_items[0][price_data][currency]=vnd",
            "line_items[0][price_data][product_data][description]=3%2C5+kg+%C3%97+65.000+%E2%82%AB",
            "line_items[0][price_data][product_data][name]=Nh%C3%A3n+Ido",
            "line_items[0][price_data][unit_amount]=227500",
            "line_items[0][quantity]=1",
            "line_items[1][price_data][currency]=vnd",
            "line_items[1][price_data][product_data][description]=1.200+qu%E1%BA%A3+%C3%97+4.000+%E2%82%AB",
            "line_items[1][price_data][product_data][name]=Tr%E1%BB%A9ng+%26+%22g%C3%A0%22+[ta]",
            "line_items[1][price_data][unit_amount]=4800000",
            "line_items[1][quantity]=1",
            "metadata[order]=o-1",
            "metadata[coop]=htx-phong-dien",
            $"metadata[page]={order.Page}",
            "mode=payment",
            "payment_intent_data[metadata][order]=o-1",
            "payment_intent_data[metadata][coop]=htx-phong-dien",
            $"payment_intent_data[metadata][page]={order.Page}",
            "success_url=https%3A%2F%2Fcho.example%2Forders%2Fo-1%3Fpaid%3D1%26lang%3Dvi"));
    }

    [Fact]
    public async Task A_request_says_who_asks_in_which_version_and_for_which_order()
    {
        await Opened();

        var sent = Stripe.Requests.ShouldHaveSingleItem();
        (sent.Method, sent.Path).ShouldBe(("POST", "/v1/checkout/sessions"));
        sent.Headers["Authorization"].ShouldBe("Bearer sk_test_double");
        sent.Headers["Stripe-Version"].ShouldBe("2026-07-29.dahlia");
        KeyOf(sent).ShouldStartWith("checkout-o-1-");
        sent.Headers["Content-Type"].ShouldBe("application/x-www-form-urlencoded; charset=utf-8");
        sent.Headers.ContainsKey("X-Stripe-Client-Telemetry").ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_session_can_be_paid_and_remembers_its_order()
    {
        var session = await Opened();

        session.Id.ShouldStartWith("cs_");
        session.ShouldBe(new CheckoutSession(
            session.Id,
            $"{Stripe.BaseUrl}pay/{session.Id}",
            Now.AddMinutes(45),
            CheckoutStatus.Open,
            CheckoutPayment.Unpaid,
            227_500,
            "VND",
            PaymentIntentId: null,
            "o-1",
            "htx-phong-dien",
            Order().Page));
    }

    [Fact]
    public async Task A_paid_session_is_complete_and_names_the_payment()
    {
        var session = await Opened();
        await Stripe.Pay(session.Id, Cancel);

        var paid = (await Checkout.GetSession(session.Id, Cancel)).Value;

        paid.PaymentIntentId.ShouldNotBeNull().ShouldStartWith("pi_");
        paid.ShouldBe(session with
        {
            Url = null,
            Status = CheckoutStatus.Complete,
            PaymentStatus = CheckoutPayment.Paid,
            PaymentIntentId = paid.PaymentIntentId,
        });
    }

    [Theory]
    [InlineData("VND", 3.5, 65_000, "3,5 kg × 65.000 ₫")]
    [InlineData("VND", 0.125, 1_250_000, "0,125 kg × 1.250.000 ₫")]
    [InlineData("VND", 1250, 900, "1.250 kg × 900 ₫")]
    [InlineData("USD", 2, 1_234_550, "2 kg × 12.345,50 USD")]
    [InlineData("jpy", 2, 1_200, "2 kg × 1.200 JPY")]
    public async Task A_line_says_how_its_total_came_about(string currency, decimal quantity, long price, string expected)
    {
        var order = Order() with { Currency = currency, Lines = [new CheckoutLine("Nhãn", quantity, "kg", price, 1_000)] };

        await Checkout.CreateSession(order, Cancel);

        WebUtility.UrlDecode(Stripe.Requests.ShouldHaveSingleItem().Body).ShouldContain($"[description]={expected}&");
    }

    [Fact]
    public async Task The_same_order_twice_is_one_session()
    {
        var first = await Opened();
        await Opened("o-2");

        (await Opened()).ShouldBe(first);
    }

    [Fact]
    public async Task An_order_that_changed_has_a_page_of_its_own()
    {
        var first = await Opened();

        var changed = (await Checkout.CreateSession(Order(total: 227_501), Cancel)).Value;

        (changed.Id != first.Id, changed.AmountTotal, changed.Page != first.Page).ShouldBe((true, 227_501, true));
    }

    [Fact]
    public async Task A_session_that_Stripe_will_not_hold_that_long_is_refused_with_the_reason()
    {
        var result = await Checkout.CreateSession(Order() with { ExpiresAt = Now.AddHours(25) }, Cancel);

        result.Error.ShouldNotBeNull().ShouldSatisfyAllConditions(
            error => error.Kind.ShouldBe(ErrorKind.Conflict),
            error => error.Code.ShouldBe("payment-request-refused"),
            error => error.Detail.ShouldContain("expires_at"));
    }

    [Fact]
    public async Task A_session_that_Stripe_does_not_know_is_a_conflict()
    {
        var result = await Checkout.GetSession("cs_test_gone", Cancel);

        (result.Error?.Kind, result.Error?.Code).ShouldBe((ErrorKind.Conflict, "payment-session-unknown"));
    }

    [Fact]
    public async Task An_expired_session_stays_expired_however_often_it_is_asked()
    {
        var session = await Opened();

        var once = (await Checkout.ExpireSession(session.Id, Cancel)).Value;
        var twice = (await Checkout.ExpireSession(session.Id, Cancel)).Value;

        once.ShouldBe(session with { Url = null, Status = CheckoutStatus.Expired });
        twice.ShouldBe(once);
    }

    [Fact]
    public async Task A_buyer_who_pays_just_before_the_session_is_expired_has_paid()
    {
        var session = await Opened();
        await Stripe.Pay(session.Id, Cancel);

        var result = (await Checkout.ExpireSession(session.Id, Cancel)).Value;

        (result.Status, result.PaymentStatus).ShouldBe((CheckoutStatus.Complete, CheckoutPayment.Paid));
    }

    [Fact]
    public async Task Expiring_anew_is_not_answered_from_an_old_key()
    {
        var session = await Opened();

        await Checkout.ExpireSession(session.Id, Cancel);
        await Checkout.ExpireSession(session.Id, Cancel);

        KeysSent().Distinct().Count().ShouldBe(3);
    }
}
