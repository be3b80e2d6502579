using System.Net;
using AgriTrace.Domain;
using AgriTrace.Infra.Payments;

namespace AgriTrace.Infra.Tests.Payments;

public sealed class StripeOutageTests : CheckoutAgainstDouble
{
    [Theory]
    [InlineData(HttpStatusCode.Conflict)]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task A_passing_failure_is_tried_again_under_the_same_key(HttpStatusCode status)
    {
        Stripe.FailNext(1, status);

        var result = await Checkout.CreateSession(Order(), Cancel);

        result.IsOk.ShouldBeTrue();
        (KeysSent().Count(), KeysSent().Distinct().Count()).ShouldBe((2, 1));
        Stripe.Requests[1].Body.ShouldBe(Stripe.Requests[0].Body);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, ErrorKind.Conflict, "payment-request-refused")]
    [InlineData(HttpStatusCode.Unauthorized, ErrorKind.Unavailable, "payment-provider-key")]
    [InlineData(HttpStatusCode.PaymentRequired, ErrorKind.Conflict, "payment-request-refused")]
    [InlineData(HttpStatusCode.TooManyRequests, ErrorKind.Unavailable, "payment-provider-unavailable")]
    public async Task A_lasting_refusal_is_not_tried_again(HttpStatusCode status, ErrorKind kind, string code)
    {
        Stripe.FailNext(1, status);

        var result = await Checkout.CreateSession(Order(), Cancel);

        (result.Error?.Kind, result.Error?.Code).ShouldBe((kind, code));
        Stripe.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests, true, 2)]
    [InlineData(HttpStatusCode.InternalServerError, false, 1)]
    public async Task Stripes_own_advice_about_trying_again_goes_before_the_status(HttpStatusCode status, bool advice, int tries)
    {
        Stripe.FailNext(1, status, shouldRetry: advice);

        var result = await Checkout.CreateSession(Order(), Cancel);

        result.IsOk.ShouldBe(advice);
        Stripe.Requests.Count.ShouldBe(tries);
    }

    [Fact]
    public async Task A_session_whose_answer_was_lost_is_found_again_by_its_key()
    {
        Stripe.DropNext(3, afterWork: true);

        var lost = await Checkout.CreateSession(Order(), Cancel);
        var found = await Checkout.CreateSession(Order(), Cancel);

        lost.Error?.Code.ShouldBe("payment-provider-unavailable");
        found.IsOk.ShouldBeTrue();
        (KeysSent().Count(), KeysSent().Distinct().Count()).ShouldBe((4, 1));
    }

    [Fact]
    public async Task After_three_tries_the_provider_counts_as_unavailable()
    {
        Stripe.DropNext(3);

        var result = await Checkout.CreateSession(Order(), Cancel);

        (result.Error?.Kind, result.Error?.Code).ShouldBe((ErrorKind.Unavailable, "payment-provider-unavailable"));
        (KeysSent().Count(), KeysSent().Distinct().Count()).ShouldBe((3, 1));
    }

    [Fact]
    public async Task A_provider_where_nobody_listens_is_unavailable()
    {
        var address = Stripe.BaseUrl;
        await Stripe.DisposeAsync();

        var result = await CheckoutAt(address).GetSession("cs_test_1", Cancel);

        (result.Error?.Kind, result.Error?.Code).ShouldBe((ErrorKind.Unavailable, "payment-provider-unavailable"));
    }

    [Fact]
    public async Task An_answer_that_is_not_Stripes_is_no_answer()
    {
        var page = new Uri((await Opened()).Url!);

        var result = await CheckoutAt(page).GetSession("cs_test_1", Cancel);

        (result.Error?.Kind, result.Error?.Code).ShouldBe((ErrorKind.Unavailable, "payment-provider-unavailable"));
    }

    [Fact]
    public async Task A_wrong_key_is_named_as_the_cause_and_never_shown()
    {
        var result = await CheckoutAt(Stripe.BaseUrl, "sk_test_secret").GetSession("cs_test_1", Cancel);

        result.Error.ShouldNotBeNull().ShouldSatisfyAllConditions(
            error => error.Code.ShouldBe("payment-provider-key"),
            error => error.Detail.ShouldNotContain("sk_"));
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_told_that_Stripe_is_down()
    {
        using var gaveUp = new CancellationTokenSource();
        await gaveUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Checkout.CreateSession(Order(), gaveUp.Token));
    }

    [Theory]
    [InlineData("", "whsec_1")]
    [InlineData("sk_test_1", " ")]
    public void Blank_secrets_are_refused_at_the_start(string key, string webhookSecret)
    {
        var settings = new StripeSettings { ApiKey = key, WebhookSecret = webhookSecret, PublicBase = new Uri("https://cho.example") };

        Should.Throw<ArgumentException>(() => new StripeCheckout(settings, TimeProvider.System));
    }
}
