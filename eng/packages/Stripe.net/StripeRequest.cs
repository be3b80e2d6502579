using System.Net.Http.Headers;
using System.Text;

namespace Stripe;

public class StripeRequest
{
    private readonly BaseOptions options;

    public StripeRequest(IStripeClient client, HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        var apiKey = requestOptions?.ApiKey ?? client.ApiKey ?? throw new StripeException("No API key provided.");

        this.options = options;
        Method = method;
        Uri = AddressOf(client.ApiBase + path, method, options);
        AuthorizationHeader = new AuthenticationHeaderValue("Bearer", apiKey);
        StripeHeaders = HeadersOf(method, requestOptions);
    }

    public HttpMethod Method { get; }

    public Uri Uri { get; }

    public AuthenticationHeaderValue AuthorizationHeader { get; }

    /// <summary>The same for every try, so that a retry carries the idempotency key of the first.</summary>
    public IDictionary<string, string> StripeHeaders { get; }

    /// <summary>The body; null unless it is a POST. New at every call, because a content can be sent only once.</summary>
    public HttpContent Content
    {
        get
        {
            if (Method != HttpMethod.Post) return null;

            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(FormEncoder.Encode(options)));
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded") { CharSet = "utf-8" };
            return content;
        }
    }

    private static Uri AddressOf(string address, HttpMethod method, BaseOptions options)
    {
        var query = method == HttpMethod.Post ? "" : FormEncoder.Encode(options);
        return new Uri(query.Length == 0 ? address : $"{address}?{query}");
    }

    private static Dictionary<string, string> HeadersOf(HttpMethod method, RequestOptions requestOptions)
    {
        var headers = new Dictionary<string, string> { ["Stripe-Version"] = StripeConfiguration.ApiVersion };
        if (!string.IsNullOrEmpty(requestOptions?.StripeAccount)) headers["Stripe-Account"] = requestOptions.StripeAccount;

        if (!string.IsNullOrEmpty(requestOptions?.IdempotencyKey)) headers["Idempotency-Key"] = requestOptions.IdempotencyKey;
        else if (method == HttpMethod.Post) headers["Idempotency-Key"] = Guid.NewGuid().ToString();

        return headers;
    }
}
