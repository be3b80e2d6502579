using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Http;

namespace AgriTrace.Infra.Traceability;

/// <summary>What a receiver made of a document.</summary>
/// <param name="Failure">Why it was not taken, in words of ours: what the receiver answered goes nowhere. Null when it was.</param>
/// <param name="IsTooLarge">The receiver would take less at once.</param>
public sealed record Delivery(string? Failure, bool IsTooLarge = false);

/// <summary>Sends documents to subscribers, signed with the secret that they gave (decision 0020).</summary>
public sealed class SubscriptionPost(PublicHttp http, TimeProvider clock) : IDisposable
{
    /// <summary>A receiver takes a document and does its work later.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Of an answer that nobody reads.</summary>
    private const int MaxAnswer = 262_144;

    private readonly HttpClient client = http.Client(Patience, MaxAnswer);

    public async Task<Delivery> Send(Subscription to, byte[] document, CancellationToken cancel)
    {
        try
        {
            using var request = Request(to, document);
            using var answer = await client.SendAsync(request, cancel);
            return Read(answer.StatusCode);
        }
        catch (HttpRequestException)
        {
            return new Delivery("The receiver could not be reached, or its answer was longer than 256 KiB.");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new Delivery($"The receiver did not answer within {Patience.TotalSeconds:0} seconds.");
        }
    }

    public void Dispose() => client.Dispose();

    private static Delivery Read(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => new Delivery(Failure: null),
        413 => new Delivery("The receiver answered 413 to a single event.", IsTooLarge: true),
        >= 300 and < 400 => new Delivery("The receiver answered with a redirect, which is not followed."),
        var other => new Delivery(string.Create(CultureInfo.InvariantCulture, $"The receiver answered {other}.")),
    };

    private HttpRequestMessage Request(Subscription to, byte[] document)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, to.Dest) { Content = new ByteArrayContent(document) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("GS1-EPCIS-Version", "2.0.0");
        request.Headers.Add("GS1-CBV-Version", "2.0.0");
        if (to.SignatureToken is { } token) request.Headers.Add("GS1-Signature", Sign(token, document, clock.GetUtcNow()));
        return request;
    }

    /// <summary>The time is signed too, so that a receiver can refuse what somebody kept and sends again.</summary>
    private static string Sign(string token, byte[] document, DateTimeOffset now)
    {
        var time = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. document];
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), signed);
        return $"t={time},v1={Convert.ToHexStringLower(mac)}";
    }
}
