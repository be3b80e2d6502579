using System.Net;
using System.Net.Http.Headers;

namespace Stripe;

public interface IHttpClient
{
    Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default);
}

/// <summary>What came back, whatever its status.</summary>
public class StripeResponse(HttpStatusCode statusCode, HttpResponseHeaders headers, string content)
{
    public HttpStatusCode StatusCode { get; } = statusCode;

    public HttpResponseHeaders Headers { get; } = headers;

    public string Content { get; } = content;
}

/// <summary>The name that a plugin gives itself in the user agent.</summary>
public class AppInfo
{
    public string Name { get; set; }
}

public class SystemNetHttpClient : IHttpClient
{
    public const int DefaultMaxNumberRetries = 2;

    private static readonly Lazy<HttpClient> SharedClient = new(() => new HttpClient { Timeout = DefaultHttpTimeout });

    private readonly HttpClient httpClient;
    private readonly AppInfo appInfo;

    public SystemNetHttpClient(
        HttpClient httpClient = null, int maxNetworkRetries = DefaultMaxNumberRetries, AppInfo appInfo = null, bool enableTelemetry = true)
    {
        this.httpClient = httpClient ?? SharedClient.Value;
        this.appInfo = appInfo;
        MaxNetworkRetries = maxNetworkRetries;
        EnableTelemetry = enableTelemetry;
    }

    public static TimeSpan DefaultHttpTimeout => TimeSpan.FromSeconds(80);

    public static TimeSpan MaxNetworkRetriesDelay => TimeSpan.FromSeconds(5);

    public static TimeSpan MinNetworkRetriesDelay => TimeSpan.FromMilliseconds(500);

    /// <summary>Changes nothing here: this subset measures nothing and sends nothing about itself.</summary>
    public bool EnableTelemetry { get; }

    public int MaxNetworkRetries { get; }

    /// <exception cref="HttpRequestException">The last try got no answer.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or the last try took longer than the client's timeout.</exception>
    public async Task<StripeResponse> MakeRequestAsync(StripeRequest request, CancellationToken cancellationToken = default)
    {
        for (var retry = 0; ; retry++)
        {
            var last = retry >= MaxNetworkRetries;
            try
            {
                using var message = MessageOf(request);
                using var response = await httpClient.SendAsync(message, cancellationToken).ConfigureAwait(false);
                if (last || !IsWorthRetrying(response))
                {
                    var content = await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
                    return new StripeResponse(response.StatusCode, response.Headers, content);
                }
            }
            catch (HttpRequestException) when (!last)
            {
                // No answer says nothing about whether Stripe did the work: the idempotency key makes the next try safe.
            }
            catch (OperationCanceledException) when (!last && !cancellationToken.IsCancellationRequested)
            {
                // The client's own timeout, which is as good as a dropped connection.
            }

            await Task.Delay(Pause(retry), cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsWorthRetrying(HttpResponseMessage response)
    {
        if (response.Headers.TryGetValues("Stripe-Should-Retry", out var advice) && bool.TryParse(advice.First(), out var retry))
            return retry;

        return response.StatusCode == HttpStatusCode.Conflict || (int)response.StatusCode >= 500;
    }

    /// <summary>Doubles with each try, a quarter of it random so that clients that failed together do not come back together.</summary>
    private static TimeSpan Pause(int retry)
    {
        var longest = MinNetworkRetriesDelay * Math.Pow(2, retry);
        if (longest > MaxNetworkRetriesDelay) longest = MaxNetworkRetriesDelay;

        var jittered = longest * ((3 + Random.Shared.NextDouble()) / 4);
        return jittered < MinNetworkRetriesDelay ? MinNetworkRetriesDelay : jittered;
    }

    private HttpRequestMessage MessageOf(StripeRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Uri) { Content = request.Content };
        var plugin = appInfo is null ? "" : $" {appInfo.Name}";
        message.Headers.TryAddWithoutValidation("User-Agent", $"Stripe/v1 .NetBindings/{StripeConfiguration.StripeNetVersion}{plugin}");
        message.Headers.Authorization = request.AuthorizationHeader;
        foreach (var (name, value) in request.StripeHeaders) message.Headers.Add(name, value);

        return message;
    }
}
