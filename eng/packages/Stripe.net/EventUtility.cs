using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Stripe;

public static class EventUtility
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the body of a webhook, after its signature.</summary>
    /// <exception cref="StripeException">No signature fits, the time is too far off, or the event is of another release train.</exception>
    public static Event ConstructEvent(
        string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow, bool throwOnApiVersionMismatch = true)
    {
        ValidateSignature(json, stripeSignatureHeader, secret, tolerance, utcNow);
        if (throwOnApiVersionMismatch) CheckVersion(json);

        return JsonSerializer.Deserialize<Event>(json, StripeJson.Options);
    }

    public static void ValidateSignature(string json, string stripeSignatureHeader, string secret, long tolerance, long utcNow)
    {
        var items = stripeSignatureHeader.Trim().Split(',').Select(Item).ToLookup(item => item.Name, item => item.Value);
        var timestamp = items["t"].FirstOrDefault();
        var expected = Encoding.ASCII.GetBytes(Signature(secret, $"{timestamp}.{json}"));
        if (!items["v1"].Any(given => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), expected)))
            throw new StripeException("The expected signature was not found in the Stripe-Signature header.");

        if (Math.Abs(utcNow - Convert.ToInt32(timestamp, CultureInfo.InvariantCulture)) > tolerance)
            throw new StripeException("The webhook cannot be processed because the current timestamp is outside of the allowed tolerance.");
    }

    private static (string Name, string Value) Item(string item) => item.Trim().Split('=', 2) is [var name, var value]
        ? (name, value)
        : throw new StripeException("The signature header format is unexpected.");

    private static string Signature(string secret, string signed)
    {
        try
        {
            return Convert.ToHexStringLower(HMACSHA256.HashData(StrictUtf8.GetBytes(secret), StrictUtf8.GetBytes(signed)));
        }
        catch (EncoderFallbackException ex)
        {
            throw new StripeException("The webhook cannot be processed because the signature cannot be safely calculated.", ex);
        }
    }

    private static void CheckVersion(string json)
    {
        using var document = JsonDocument.Parse(json);
        var version = document.RootElement.GetProperty("api_version").GetString();
        if (version.Split('.').ElementAtOrDefault(1) != StripeConfiguration.ApiVersion.Split('.')[1])
            throw new StripeException($"Received event with API version {version}, but expected {StripeConfiguration.ApiVersion}.");
    }
}
