using AgriTrace.Infra.Payments;
using AgriTrace.Local.Doubles;

namespace AgriTrace.Infra.Tests.Payments;

/// <summary>A double and an adapter that talks to it over HTTP, both at one fixed time.</summary>
public abstract class CheckoutAgainstDouble : IAsyncLifetime
{
    protected static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1785283200);

    protected StripeDouble Stripe { get; private set; } = null!;

    protected StripeCheckout Checkout { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Stripe = await StripeDouble.Start(new StripeDoubleOptions { Clock = new StoppedClock(Now) }, Cancel);
        Checkout = CheckoutAt(Stripe.BaseUrl);
    }

    public async ValueTask DisposeAsync()
    {
        await Stripe.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected static StripeCheckout CheckoutAt(Uri stripe, string key = "sk_test_double") => new(
        new StripeSettings { ApiBase = stripe, ApiKey = key, WebhookSecret = "whsec_double", PublicBase = new Uri("https://cho.example") },
        new StoppedClock(Now));

    protected static CheckoutRequest Order(string id = "o-1", long total = 227_500) => new(
        id,
        "htx-phong-dien",
        [new CheckoutLine("Nhãn Ido", 3.5m, "kg", 65_000, total)],
        "VND",
        Now.AddMinutes(45),
        $"/orders/{id}",
        "/cart");

    protected async Task<CheckoutSession> Opened(string id = "o-1") => (await Checkout.CreateSession(Order(id), Cancel)).Value;

    /// <summary>Under which an order is asked for: it names the order, and follows from all that is asked.</summary>
    protected static string KeyOf(StripeDoubleRequest request) => request.Headers["Idempotency-Key"];

    protected IEnumerable<string> KeysSent() =>
        from request in Stripe.Requests
        where request.Method == "POST"
        select KeyOf(request);

    protected sealed class StoppedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
