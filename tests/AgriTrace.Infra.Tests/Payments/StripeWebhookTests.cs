using AgriTrace.Domain;
using AgriTrace.Infra.Payments;
using AgriTrace.Local.Doubles;

namespace AgriTrace.Infra.Tests.Payments;

/// <summary>The signatures are not ours: Stripe's own npm package 23.1.0 made them with <c>webhooks.generateTestHeaderString</c>, and
/// Node's crypto module those that the package declines to make, whose timestamps are out of range or no numbers.</summary>
public sealed class StripeWebhookTests : CheckoutAgainstDouble
{
    private const string Paid =
        """{"id":"evt_1","object":"event","api_version":"2024-06-20","created":1785283190,"data":{"object":{"id":"cs_test_1","object":"checkout.session","client_reference_id":"đơn-1"}},"type":"checkout.session.completed"}""";

    private const string PaidSignature = "b63553a2d8a8c81a02196d45b5b9ece837d3477460a133b8561920acfa7a4fbd";

    private const string Refunded =
        """{"id":"evt_2","object":"event","api_version":"2026-07-29.dahlia","created":1785283191,"data":{"object":{"id":"ch_1","object":"charge"}},"type":"charge.refunded"}""";

    private static readonly Error Refusal = ReaderAt(Now).ReadWebhook("", null).Error!;

    [Fact]
    public void A_webhook_tells_which_session_it_is_about_whatever_its_api_version() =>
        ReaderAt(Now).ReadWebhook(Paid, $"t=1785283200,v1={PaidSignature}").Value
            .ShouldBe(new StripeNotice("evt_1", "checkout.session.completed", "cs_test_1", DateTimeOffset.FromUnixTimeSeconds(1785283190)));

    [Fact]
    public void A_webhook_about_something_else_has_no_session() =>
        ReaderAt(Now).ReadWebhook(Refunded, "t=1785283200,v1=2a4ff2df9d8eef8a0e2649583acdbab5007931417fe8c069a1170beade8ff55a").Value
            .ShouldBe(new StripeNotice("evt_2", "charge.refunded", null, DateTimeOffset.FromUnixTimeSeconds(1785283191)));

    [Fact]
    public void While_the_secret_is_changed_one_good_signature_among_several_is_enough() =>
        ReaderAt(Now).ReadWebhook(Paid, $"t=1785283200,v1={new string('0', 64)},v1={PaidSignature},v0=abc").IsOk.ShouldBeTrue();

    [Theory]
    [InlineData(-301, false)]
    [InlineData(-300, true)]
    [InlineData(300, true)]
    [InlineData(301, false)]
    public void A_signature_holds_for_five_minutes_around_its_time(int seconds, bool holds) =>
        ReaderAt(Now.AddSeconds(seconds)).ReadWebhook(Paid, $"t=1785283200,v1={PaidSignature}").IsOk.ShouldBe(holds);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("t=1785283200")]
    [InlineData("v1=" + PaidSignature)]
    [InlineData("t=1785283201,v1=" + PaidSignature)]
    [InlineData("t=1785283200,v0=" + PaidSignature)]
    [InlineData("t=1785283200,v1=de0b512b2d7071a624f7db14e67408a9ae34c5f370a16ae861272ee5f76df9a2")] // another secret
    [InlineData("t=soon,v1=66e565f991242b0a6052effeaae7f9494b11f1137027ab1ef0cd88310560d7a3")]
    [InlineData("t=99999999999,v1=fbe64fcb7e0386b9aba2951a029799ff5fc6fcb9637025f6ce27e3c551f84617")]
    [InlineData("t=,v1=bc81a9eff1d17fd577b427e633e342740a33a8bc81b2a8d5945d358767067871")]
    public void A_header_that_does_not_prove_the_sender_is_one_plain_refusal(string? header) =>
        ReaderAt(Now).ReadWebhook(Paid, header).Error.ShouldBe(Refusal);

    [Theory]
    [InlineData("not json", "cdbcb165bbdbd1b44b89f547d5eb2af425f5c383aae6d455feaf60133630d3aa")]
    [InlineData("", "955995ecdacf5525d7c233eefb9a7afc10ad542560333143120bbc71577e438e")]
    [InlineData("[]", "ceed03e948d66f44dc5eb96f9215bb219be526987aa613aa6b4fc2aee6913564")]
    [InlineData("null", "4a95256e123db37aa3a6d14e86ab2c8d0dacb1d1b8ee078f0eb5b9e4dcb4132f")]
    [InlineData("{}", "34071690dc25e1dd6802746398d8578fad32fdfb1f20bd9df197475f7dfed9ec")]
    [InlineData(
        """{"id":"evt_1","object":"event","created":"soon","type":"x"}""",
        "1eae00fa80208c0dda5e6751b68bace55d403d6493bb0395d3b4ead21074c004")]
    public void A_signed_body_that_is_no_event_is_refused_the_same_way(string body, string signature) =>
        ReaderAt(Now).ReadWebhook(body, $"t=1785283200,v1={signature}").Error.ShouldBe(Refusal);

    [Fact]
    public void A_changed_body_is_refused() =>
        ReaderAt(Now).ReadWebhook(Paid + " ", $"t=1785283200,v1={PaidSignature}").Error.ShouldBe(Refusal);

    [Fact]
    public void A_refusal_is_a_bad_request() => (Refusal.Kind, Refusal.Code).ShouldBe((ErrorKind.Invalid, "stripe-signature"));

    [Fact]
    public async Task Paying_sends_a_webhook_that_the_adapter_believes()
    {
        // A second double only listens here: it records whatever it is sent.
        await using var application = await StripeDouble.Start(new StripeDoubleOptions(), Cancel);
        Stripe.WebhookUrl = new Uri(application.BaseUrl, "/webhook");
        var session = await Opened();

        var sent = await Stripe.Pay(session.Id, Cancel);

        var received = application.Requests.ShouldHaveSingleItem();
        (received.Method, received.Path, received.Body).ShouldBe(("POST", "/webhook", sent));
        var notice = Checkout.ReadWebhook(received.Body, received.Headers["Stripe-Signature"]).Value;
        (notice.Type, notice.SessionId, notice.Created).ShouldBe(("checkout.session.completed", session.Id, Now));
    }

    private static StripeCheckout ReaderAt(DateTimeOffset time) => new(
        new StripeSettings { ApiKey = "sk_test_1", WebhookSecret = "whsec_0123456789abcdef", PublicBase = new Uri("https://cho.example") },
        new StoppedClock(time));
}
