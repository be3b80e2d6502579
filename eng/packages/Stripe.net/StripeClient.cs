using System.Net;
using System.Text.Json;

namespace Stripe;

public interface IStripeClient
{
    string ApiBase { get; }

    string ApiKey { get; }

    /// <exception cref="StripeException">Stripe answered with an error, or with something that is not its JSON.</exception>
    /// <exception cref="HttpRequestException">Nobody answered, after all retries.</exception>
    Task<T> RequestAsync<T>(
        HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
        where T : IStripeEntity;
}

public class StripeClient : IStripeClient
{
    private readonly IHttpClient httpClient;

    public StripeClient(
        string apiKey = null,
        string clientId = null,
        IHttpClient httpClient = null,
        string apiBase = null,
        string connectBase = null,
        string filesBase = null,
        string meterEventsBase = null)
    {
        if (apiKey is { Length: 0 }) throw new ArgumentException("API key cannot be the empty string.", nameof(apiKey));
        if (apiKey?.Any(char.IsWhiteSpace) == true) throw new ArgumentException("API key cannot contain whitespace.", nameof(apiKey));

        this.httpClient = httpClient ?? new SystemNetHttpClient();
        ApiKey = apiKey;
        ClientId = clientId;
        ApiBase = apiBase ?? DefaultApiBase;
        ConnectBase = connectBase ?? "https://connect.stripe.com";
        FilesBase = filesBase ?? "https://files.stripe.com";
        MeterEventsBase = meterEventsBase ?? "https://meter-events.stripe.com";
    }

    public static string DefaultApiBase => "https://api.stripe.com";

    public string ApiBase { get; }

    public string ApiKey { get; }

    public string ClientId { get; }

    public string ConnectBase { get; }

    public string FilesBase { get; }

    public string MeterEventsBase { get; }

    public async Task<T> RequestAsync<T>(
        HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
        where T : IStripeEntity
    {
        var request = new StripeRequest(this, method, path, options, requestOptions);
        var response = await httpClient.MakeRequestAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.StatusCode != HttpStatusCode.OK) throw Refusal(response);

        try
        {
            return JsonSerializer.Deserialize<T>(response.Content, StripeJson.Options);
        }
        catch (JsonException)
        {
            throw NotStripe(response);
        }
    }

    private static StripeException Refusal(StripeResponse response)
    {
        try
        {
            var error = JsonSerializer.Deserialize<ErrorBody>(response.Content, StripeJson.Options)?.Error;
            return error is null
                ? NotStripe(response)
                : new StripeException(response.StatusCode, error, error.Message) { StripeResponse = response };
        }
        catch (JsonException)
        {
            return NotStripe(response);
        }
    }

    private static StripeException NotStripe(StripeResponse response) =>
        new(response.StatusCode, null, $"Invalid response object from API: \"{response.Content}\"") { StripeResponse = response };

    private sealed class ErrorBody
    {
        public StripeError Error { get; set; }
    }
}
