using AgriTrace.Infra.Payments;
using AgriTrace.Local.Doubles;

namespace AgriTrace.Infra.Tests.Payments;

/// <summary>Money that goes back to a card, once, however late it is asked for again.</summary>
public sealed class StripeRefundTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1785283200);

    private readonly MovingClock clock = new();

    private StripeDouble stripe = null!;

    private StripeCheckout checkout = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        stripe = await StripeDouble.Start(new StripeDoubleOptions { Clock = clock }, Cancel);
        checkout = new StripeCheckout(new StripeSettings { ApiBase = stripe.BaseUrl, ApiKey = "sk_test_double", WebhookSecret = "whsec_double", PublicBase = new Uri("https://cho.example") }, clock);
    }

    public ValueTask DisposeAsync() => stripe.DisposeAsync();

    [Fact]
    public async Task A_refund_that_was_sent_and_not_noted_is_found_again_after_the_key_is_forgotten()
    {
        var intent = await Paid(100_000);
        var sent = (await checkout.Refund("o-1-1", intent, 40_000, Now, Cancel)).Value;

        clock.Ahead = TimeSpan.FromHours(30);
        var again = (await checkout.Refund("o-1-1", intent, 40_000, Now, Cancel)).Value;

        again.ShouldBe(sent);
        stripe.Requests.Count(request => request is { Method: "POST", Path: "/v1/refunds" }).ShouldBe(1);
    }

    [Fact]
    public async Task A_refund_that_is_asked_for_in_time_costs_one_call()
    {
        var intent = await Paid(100_000);

        await checkout.Refund("o-1-1", intent, 40_000, Now, Cancel);

        stripe.Requests.Count(request => request.Path.StartsWith("/v1/refunds", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_sent_once()
    {
        var intent = await Paid(100_000);
        await checkout.Refund("o-1-0", intent, 1, Now, Cancel);
        // All three tries.
        stripe.DropNext(3, afterWork: true);

        (await checkout.Refund("o-1-1", intent, 60_000, Now, Cancel)).Error!.Code.ShouldBe("payment-provider-unavailable");
        clock.Ahead = TimeSpan.FromHours(30);

        (await checkout.Refund("o-1-1", intent, 60_000, Now, Cancel)).IsOk.ShouldBeTrue();
        (await checkout.Refund("o-1-2", intent, 39_999, Now, Cancel)).IsOk.ShouldBeTrue("no more than was asked for has gone");
    }

    [Fact]
    public async Task Two_refunds_of_one_amount_are_two()
    {
        var intent = await Paid(100_000);

        var one = (await checkout.Refund("o-1-1", intent, 50_000, Now, Cancel)).Value;
        var two = (await checkout.Refund("o-1-2", intent, 50_000, Now, Cancel)).Value;

        two.ShouldNotBe(one);
        (await checkout.Refund("o-1-3", intent, 50_000, Now, Cancel)).Error!.Code.ShouldBe("payment-request-refused");
    }

    private async Task<string> Paid(long total)
    {
        var order = new CheckoutRequest("o-1", "htx-phong-dien", [new CheckoutLine("Nhãn Ido", 1, "kg", total, total)], "VND", Now.AddMinutes(45), "/orders/o-1", "/cart");
        var session = (await checkout.CreateSession(order, Cancel)).Value;
        await stripe.Pay(session.Id, Cancel);
        return (await checkout.GetSession(session.Id, Cancel)).Value.PaymentIntentId!;
    }

    private sealed class MovingClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => Now + Ahead;
    }
}
