using AgriTrace.Domain;
using Stripe;
using Stripe.Checkout;

namespace AgriTrace.Infra.Payments;

/// <summary>Payments on Stripe's hosted page: the only place that talks to Stripe. Safe for many threads; make one and keep it.</summary>
public sealed class StripeCheckout
{
    /// <summary>Three tries of this length, and the pauses between them, end before Azure's load balancer gives up on our caller at 230 s.
    /// </summary>
    private static readonly TimeSpan TryTimeout = TimeSpan.FromSeconds(20);

    /// <summary>Stripe's own advice: long enough for clocks that differ, too short to replay an old webhook at leisure.</summary>
    private const long SignatureSeconds = 300;

    /// <summary>As many as Stripe lists at once.</summary>
    private const int MostRefunds = 100;

    /// <summary>Well within the 24 hours for which Stripe remembers an idempotency key.</summary>
    private static readonly TimeSpan KeyHolds = TimeSpan.FromHours(12);

    private readonly StripeSettings settings;
    private readonly TimeProvider clock;
    private readonly SessionService sessions;
    private readonly RefundService refunds;

    /// <param name="settings">A blank key or secret is refused: HMAC with an empty secret is a signature that anyone can make.</param>
    /// <param name="clock">Decides whether a webhook's signature is too old.</param>
    public StripeCheckout(StripeSettings settings, TimeProvider clock)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(settings.ApiKey);
        ArgumentException.ThrowIfNullOrWhiteSpace(settings.WebhookSecret);
        (this.settings, this.clock) = (settings, clock);

        // Connections are renewed now and then: one that lives as long as the process would never follow a change of Stripe's addresses.
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) };

        // Telemetry would write a file under the home folder, which a function app may not have.
        var http = new SystemNetHttpClient(new HttpClient(handler) { Timeout = TryTimeout }, enableTelemetry: false);
        var client = new StripeClient(settings.ApiKey, httpClient: http, apiBase: settings.ApiBase?.AbsoluteUri.TrimEnd('/'));
        (sessions, refunds) = (new SessionService(client), new RefundService(client));
    }

    /// <summary>Opens the page on which the order is paid. Called again with an equal request, it gives the same session; with another, another.</summary>
    /// <remarks>A crash after Stripe did the work and before we stored the id costs nothing: the repeat brings the id. Stripe forgets the
    /// key after 24 hours, by when the session has expired.</remarks>
    public Task<Result<CheckoutSession>> CreateSession(CheckoutRequest request, CancellationToken cancel)
    {
        // Twice, because the payment's own copy is what refunds, disputes and payouts point at.
        var metadata = new Dictionary<string, string> { ["order"] = request.OrderId, ["coop"] = request.Coop, ["page"] = request.Page };
        var options = new SessionCreateOptions
        {
            Mode = "payment",
            ClientReferenceId = request.OrderId,
            Metadata = metadata,
            PaymentIntentData = new SessionPaymentIntentDataOptions { Metadata = metadata },
            LineItems = [.. request.Lines.Select(line => ItemOf(line, request.Currency.ToUpperInvariant()))],
            ExpiresAt = request.ExpiresAt.UtcDateTime,
            SuccessUrl = Landing(request.SuccessPath),
            CancelUrl = Landing(request.CancelPath),
        };
        // Our address stands in the request, and may change while pages are open.
        var key = $"checkout-{request.OrderId}-{Ids.Base32(Ids.Hash(request.Page, settings.PublicBase.AbsoluteUri), 16)}";
        return Ask(() => sessions.CreateAsync(options, new RequestOptions { IdempotencyKey = key }, cancel), cancel);
    }

    public Task<Result<CheckoutSession>> GetSession(string id, CancellationToken cancel) =>
        Ask(() => sessions.GetAsync(id, cancellationToken: cancel), cancel);

    /// <summary>Closes the page, so that it can never be paid any more.</summary>
    /// <returns>The session as it then is. Look at its status: a buyer who was faster leaves it complete, and Stripe's own clock
    /// expired.</returns>
    public async Task<Result<CheckoutSession>> ExpireSession(string id, CancellationToken cancel)
    {
        // No key of ours: expiring twice is the same as once, while a fixed key would replay a failure for a day.
        var expired = await Ask(() => sessions.ExpireAsync(id, cancellationToken: cancel), cancel);
        if (expired.Error?.Code != StripeErrors.Refused) return expired;

        // Stripe refuses to expire what is not open, and says why only in prose. So look at what it is.
        var now = await GetSession(id, cancel);
        return now is { IsOk: true, Value.Status: CheckoutStatus.Open } ? expired : now;
    }

    /// <summary>Gives a part of a payment back, once an id.</summary>
    /// <param name="id">Of the refund: also the idempotency key.</param>
    /// <param name="amount">In minor units.</param>
    /// <param name="due">Since when; never asked for before that.</param>
    /// <returns>Refused also where Stripe took the request and the refund failed at once.</returns>
    /// <remarks>
    /// A crash after Stripe sent the money and before we noted it: the repeat is answered by the key, which Stripe forgets after 24 hours.
    /// One that comes later finds the refund among those of the payment; there the key keeps apart two who look at the same moment.
    /// </remarks>
    public async Task<Result<string>> Refund(string id, string paymentIntent, long amount, DateTimeOffset due, CancellationToken cancel)
    {
        if (clock.GetUtcNow() - due > KeyHolds)
        {
            // The latest first, and far more than an order ever gives back of one payment.
            var known = await Ask(() => refunds.ListAsync(new RefundListOptions { PaymentIntent = paymentIntent, Limit = MostRefunds }, cancellationToken: cancel), list => list.Data, cancel);
            if (!known.Try(out var all, out var error)) return error;
            if (all.Find(refund => refund.Metadata?.GetValueOrDefault("refund") == id) is { } earlier) return Sent(earlier);
        }

        var options = new RefundCreateOptions { Amount = amount, PaymentIntent = paymentIntent, Reason = "requested_by_customer", Metadata = new Dictionary<string, string> { ["refund"] = id } };
        var sent = await Ask(() => refunds.CreateAsync(options, new RequestOptions { IdempotencyKey = $"refund-{id}" }, cancel), refund => refund, cancel);
        return sent.Then(Sent);
    }

    private static Result<string> Sent(Refund refund) =>
        refund.Status is "failed" or "canceled" ? StripeErrors.RefundFailed(refund.FailureReason ?? refund.Status) : refund.Id;

    /// <summary>Reads what arrived at the webhook's address.</summary>
    /// <param name="body">Exactly as it came: the signature covers every byte.</param>
    /// <param name="signatureHeader">The <c>Stripe-Signature</c> header.</param>
    public Result<StripeNotice> ReadWebhook(string body, string? signatureHeader)
    {
        try
        {
            // An event keeps the API version that its endpoint was made with; we read only what all versions have.
            var notice = EventUtility.ConstructEvent(
                body,
                signatureHeader,
                settings.WebhookSecret,
                SignatureSeconds,
                clock.GetUtcNow().ToUnixTimeSeconds(),
                throwOnApiVersionMismatch: false);

            return notice is { Id: not null, Type: not null }
                ? new StripeNotice(notice.Id, notice.Type, (notice.Data?.Object as Session)?.Id, Utc(notice.Created))
                : StripeErrors.Signature;
        }
        catch (Exception ex) when (ex is not OutOfMemoryException)
        {
            // Anyone may post here, and the library throws what it happens to trip over: for no header a NullReferenceException, for a
            // strange timestamp a FormatException or OverflowException, for bad JSON its reader's own type. All of it is one bad request.
            return StripeErrors.Signature;
        }
    }

    private static SessionLineItemOptions ItemOf(CheckoutLine line, string currency) => new()
    {
        Quantity = 1,
        PriceData = new SessionLineItemPriceDataOptions
        {
            Currency = currency.ToLowerInvariant(),
            UnitAmount = line.Total,
            ProductData = new SessionLineItemPriceDataProductDataOptions { Name = line.Name, Description = line.Describe(currency) },
        },
    };

    private static Task<Result<CheckoutSession>> Ask(Func<Task<Session>> call, CancellationToken cancel) => Ask(call, Read, cancel);

    private static async Task<Result<T>> Ask<TStripe, T>(Func<Task<TStripe>> call, Func<TStripe, T> read, CancellationToken cancel)
    {
        try
        {
            return read(await call());
        }
        catch (StripeException ex)
        {
            return StripeErrors.Of(ex);
        }
        catch (HttpRequestException ex)
        {
            return StripeErrors.NoAnswer(ex.Message);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return StripeErrors.NoAnswer($"no answer within {TryTimeout.TotalSeconds:0} seconds.");
        }
    }

    private static CheckoutSession Read(Session session) => new(
        session.Id,
        session.Url,
        Utc(session.ExpiresAt),
        session.Status switch
        {
            "open" => CheckoutStatus.Open,
            "complete" => CheckoutStatus.Complete,
            "expired" => CheckoutStatus.Expired,
            var other => throw Unknown(session, other),
        },
        session.PaymentStatus switch
        {
            "unpaid" => CheckoutPayment.Unpaid,
            "paid" => CheckoutPayment.Paid,
            "no_payment_required" => CheckoutPayment.NotRequired,
            var other => throw Unknown(session, other),
        },
        session.AmountTotal ?? 0,
        (session.Currency ?? "").ToUpperInvariant(),
        session.PaymentIntentId,
        session.ClientReferenceId,
        session.Metadata?.GetValueOrDefault("coop"),
        session.Metadata?.GetValueOrDefault("page"));

    private static InvalidOperationException Unknown(Session session, string? status) =>
        new($"Stripe's session {session.Id} has the status '{status}', which this version does not know.");

    private static DateTimeOffset Utc(DateTime time) => new(time, TimeSpan.Zero);

    private string Landing(string path) => new Uri(settings.PublicBase, path).AbsoluteUri;
}
