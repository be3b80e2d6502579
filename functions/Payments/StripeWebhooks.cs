using System.Text;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Payments;
using AgriTrace.Infra.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Payments;

/// <param name="Received">Always true: what could not be stored is answered with a problem, and Stripe sends it again.</param>
public sealed record WebhookReceipt(bool Received);

/// <summary>Stores what Stripe reports and answers; one insert and one message.</summary>
public sealed class ReceiveStripeWebhook(Gate<ReceiveStripeWebhook> gate, CardPayments cards, WebhookStore webhooks)
{
    /// <summary>Stripe's events are far smaller; what is kept must fit into one row.</summary>
    private const int MaxBody = 256 * 1024;

    /// <remarks>Anyone may call, and nothing is believed without Stripe's signature.</remarks>
    [Function("ReceiveStripeWebhook"), Allow(Permission.Anyone, MaxBody = MaxBody, Pace = Pace.Webhook)]
    [Describe("Takes an event of Stripe, signed by it.", Response = typeof(WebhookReceipt), Consumes = "application/json", Problems = [400])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/webhooks/stripe")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.RawBody()).Try(out var bytes, out var error)) return error;
            var body = Encoding.UTF8.GetString(bytes);
            if (!cards.Read(body, call.Request.Headers["Stripe-Signature"]).Try(out var notice, out error)) return error;
            if (notice.SessionId is not null) await webhooks.Store(notice, cancel);
            return Reply.Ok(new WebhookReceipt(Received: true));
        }, cancel);
}

/// <summary>Applies a stored event: re-reads the session and brings its order to what is true now.</summary>
public sealed class ApplyStripeEvent(CardPayments cards, WebhookStore webhooks, TimeProvider clock)
{
    /// <remarks>A crash after the order changed and before the mark applies the event again, which changes nothing.</remarks>
    [Function("ApplyStripeEvent"), Allow(Permission.Host)]
    public async Task Run([QueueTrigger(QueueNames.StripeEvents)] string message, CancellationToken cancel)
    {
        var stored = AgriTraceJson.Read<StoredWebhook>(message);
        if (await webhooks.Open(stored, cancel) is not { SessionId: { } session }) return;
        var applied = await cards.Apply(session, clock.GetUtcNow(), cancel);
        if (!applied.IsOk) throw new InvalidOperationException($"Stripe event {stored.Id} cannot be applied: {applied.Error.Detail}");
        await webhooks.MarkApplied(stored, cancel);
    }
}

/// <summary>Brings back events that were stored and never applied, such as those of an hour in which Stripe did not answer.</summary>
public sealed class SweepWebhooks(TimerWatch watch, WebhookStore webhooks)
{
    [Function("SweepWebhooks"), Allow(Permission.Host)]
    public Task Run([TimerTrigger("0 */5 * * * *")] TimerInfo timer, CancellationToken cancel) =>
        watch.Run("SweepWebhooks", () => webhooks.SendUnapplied(cancel), cancel);
}
