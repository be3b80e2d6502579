using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Local.Doubles;

/// <summary>A server on this machine that behaves like Stripe Checkout: the API, the page on which a buyer pays, and the signed webhook.
/// What it knows is gone when it stops.</summary>
public sealed class StripeDouble : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly StripeDoubleOptions options;
    private readonly StripeDoubleApi api;
    private readonly HttpClient webhooks = new();
    private readonly ConcurrentQueue<StripeDoubleRequest> requests = new();
    private readonly ConcurrentQueue<StripeTrouble> troubles = new();

    private StripeDouble(WebApplication app, StripeDoubleOptions options)
    {
        (this.app, this.options, WebhookUrl) = (app, options, options.WebhookUrl);
        api = new StripeDoubleApi(() => BaseUrl, options.ApiKey, options.Clock);
        app.Use(Record);
        app.Map("/v1/{**rest}", AnswerApi);
        app.MapGet("/pay/{id}", ShowPage);
        app.MapPost("/pay/{id}", PayOnPage);
    }

    /// <summary>Give it to the application as Stripe's address.</summary>
    public Uri BaseUrl => new(app.Urls.Single());

    /// <summary>Where events go; null keeps them here.</summary>
    public Uri? WebhookUrl { get; set; }

    /// <summary>The application's settings with this double in the place of Stripe.</summary>
    public IReadOnlyDictionary<string, string?> SettingsOver(IReadOnlyDictionary<string, string?> settings) => new Dictionary<string, string?>(settings)
    {
        ["AgriTrace:Stripe:ApiBase"] = BaseUrl.ToString().TrimEnd('/'),
        ["AgriTrace:Stripe:ApiKey"] = options.ApiKey,
        ["AgriTrace:Stripe:WebhookSecret"] = options.WebhookSecret,
    };

    /// <summary>Everything that arrived, in order, with what failed or was dropped.</summary>
    public IReadOnlyList<StripeDoubleRequest> Requests => [.. requests];

    public static async Task<StripeDouble> Start(StripeDoubleOptions options, CancellationToken cancel)
    {
        // The empty builder reads no environment variable and no settings file, so nothing but loopback can be bound by accident.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, options.Port));
        builder.Services.AddRoutingCore();

        var started = new StripeDouble(builder.Build(), options);
        await started.app.StartAsync(cancel);
        return started;
    }

    /// <summary>The next requests to the API fail with <paramref name="status"/>, and no work is done. The header that advises for or
    /// against a retry is sent only with a <paramref name="shouldRetry"/>.</summary>
    public void FailNext(int count, HttpStatusCode status, bool? shouldRetry = null) =>
        Expect(count, new StripeTrouble(status, shouldRetry, AfterWork: false));

    /// <summary>The next requests to the API get no answer: the connection breaks. With <paramref name="afterWork"/> the work is done all
    /// the same and only its answer is lost: the case that idempotency keys are for.</summary>
    public void DropNext(int count, bool afterWork = false) => Expect(count, new StripeTrouble(null, null, afterWork));

    /// <summary>The buyer pays, and the webhook is delivered before this returns.</summary>
    /// <returns>The event, so that a test can <see cref="Deliver"/> it once more, as Stripe does.</returns>
    /// <exception cref="InvalidOperationException">There is no such session, or it is not open.</exception>
    public async Task<string> Pay(string sessionId, CancellationToken cancel = default)
    {
        var json = api.Pay(sessionId) ?? throw new InvalidOperationException($"Session {sessionId} is not open.");
        await Deliver(json, cancel);
        return json;
    }

    /// <summary>Signs an event now and posts it to <see cref="WebhookUrl"/>.</summary>
    /// <returns>What the application said; null when there is no address to post to.</returns>
    /// <exception cref="HttpRequestException">Nobody listens there.</exception>
    public async Task<HttpStatusCode?> Deliver(string json, CancellationToken cancel = default)
    {
        if (WebhookUrl is null) return null;

        using var message = new HttpRequestMessage(HttpMethod.Post, WebhookUrl);
        message.Content = new StringContent(json, Encoding.UTF8, "application/json");
        message.Headers.Add("Stripe-Signature", SignWebhook(json));
        using var response = await webhooks.SendAsync(message, cancel);
        return response.StatusCode;
    }

    /// <summary>The <c>Stripe-Signature</c> header for a body, signed now.</summary>
    public string SignWebhook(string json)
    {
        var timestamp = options.Clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.WebhookSecret), Encoding.UTF8.GetBytes($"{timestamp}.{json}"));
        return $"t={timestamp},v1={Convert.ToHexStringLower(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        webhooks.Dispose();
        await app.DisposeAsync();
    }

    private static async Task Html(HttpContext context, HttpStatusCode status, string page)
    {
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "text/html; charset=utf-8";
        await context.Response.WriteAsync(page, context.RequestAborted);
    }

    private static StripeAnswer Failed(StripeTrouble trouble)
    {
        var answer = StripeDoubleApi.Error(trouble.Status!.Value, "api_error", "The double was told to fail.");
        return trouble.ShouldRetry is { } retry
            ? answer with { Headers = new Dictionary<string, string> { ["Stripe-Should-Retry"] = retry ? "true" : "false" } }
            : answer;
    }

    private void Expect(int count, StripeTrouble trouble)
    {
        for (var i = 0; i < count; i++) troubles.Enqueue(trouble);
    }

    private async Task Record(HttpContext context, RequestDelegate next)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new StripeDoubleRequest(
            context.Request.Method,
            context.Request.GetEncodedPathAndQuery(),
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        requests.Enqueue(request);
        context.Features.Set(request);
        await next(context);
    }

    private async Task AnswerApi(HttpContext context)
    {
        var request = context.Features.Get<StripeDoubleRequest>()!;
        troubles.TryDequeue(out var trouble);
        var answer = trouble switch
        {
            { Status: not null } => Failed(trouble),
            { AfterWork: false } => null,
            _ => api.Answer(request),
        };
        if (answer is null || trouble is { Status: null })
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.Status;
        context.Response.ContentType = "application/json";
        foreach (var (name, value) in answer.Headers) context.Response.Headers[name] = value;
        await context.Response.WriteAsync(answer.Json, context.RequestAborted);
    }

    private Task ShowPage(HttpContext context)
    {
        if (Asked(context) is not { } session) return Html(context, HttpStatusCode.NotFound, StripeDoublePage.Closed("expired"));

        var status = session.Status(options.Clock.GetUtcNow());
        return Html(context, HttpStatusCode.OK, status == "open" ? StripeDoublePage.ToPay(session) : StripeDoublePage.Closed(status));
    }

    private async Task PayOnPage(HttpContext context)
    {
        if (Asked(context) is not { } session || api.Pay(session.Id) is not { } json)
        {
            await ShowPage(context);
            return;
        }

        try
        {
            // Not under the browser's own cancellation: closing the page does not take the payment back.
            if ((int?)await Deliver(json) is null or < 300) context.Response.Redirect(session.SuccessUrl);
            else await Html(context, HttpStatusCode.BadGateway, StripeDoublePage.Unheard(session, $"{WebhookUrl}"));
        }
        catch (HttpRequestException ex)
        {
            await Html(context, HttpStatusCode.BadGateway, StripeDoublePage.Unheard(session, $"{WebhookUrl}: {ex.Message}"));
        }
    }

    private StripeDoubleSession? Asked(HttpContext context) => api.Find((string)context.Request.RouteValues["id"]!);
}
