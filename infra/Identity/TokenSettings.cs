using System.Security.Cryptography;

namespace AgriTrace.Infra.Identity;

/// <summary>Which tokens are believed.</summary>
/// <param name="LocalKey">
/// An ES256 private key, PKCS#8 in base64, whose tokens are believed in development only. The sample settings hold one that everybody
/// knows; null where there is none.
/// </param>
/// <param name="Development">True when <c>AZURE_FUNCTIONS_ENVIRONMENT</c> says Development.</param>
public sealed record TokenSettings(string? LocalKey, bool Development)
{
    /// <summary>Says what is wrong when the app starts, not when the first caller comes.</summary>
    /// <exception cref="InvalidOperationException">The well-known local key is set outside development, or is no key.</exception>
    public TokenSettings Checked()
    {
        if (LocalKey is null) return this;
        if (!Development)
            throw new InvalidOperationException(
                "AgriTrace:Identity:LocalKey is set, but AZURE_FUNCTIONS_ENVIRONMENT is not Development. Everybody knows the local key: remove the setting.");
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(LocalKey), out _);
            return this;
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw new InvalidOperationException("AgriTrace:Identity:LocalKey is not an ES256 private key (PKCS#8 in base64).", exception);
        }
    }
}
