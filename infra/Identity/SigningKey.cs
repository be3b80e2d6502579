using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace AgriTrace.Infra.Identity;

/// <summary>The public half of a key of ours, as RFC 7517 writes it.</summary>
public sealed record PublicKey(string Kty, string Crv, string X, string Y, string Kid, string Use, string Alg);

/// <summary>An ES256 key that signs and checks tokens. Its id is its thumbprint (RFC 7638), so the same key has the same id everywhere.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly ECDsa ecdsa;

    private SigningKey(ECDsa ecdsa)
    {
        this.ecdsa = ecdsa;
        // The library's cache lives as long as the process, and would hold keys that are disposed.
        Key = new ECDsaSecurityKey(ecdsa) { CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
        Key.KeyId = Base64UrlEncoder.Encode(Key.ComputeJwkThumbprint());
        var point = ecdsa.ExportParameters(includePrivateParameters: false).Q;
        Public = new PublicKey("EC", "P-256", Base64UrlEncoder.Encode(point.X), Base64UrlEncoder.Encode(point.Y), Key.KeyId, "sig", "ES256");
    }

    public ECDsaSecurityKey Key { get; }

    public PublicKey Public { get; }

    /// <param name="setting">Where the key stands, for the message, which never holds the key.</param>
    /// <param name="text">PKCS#8 in base64.</param>
    /// <exception cref="InvalidOperationException">It is none.</exception>
    public static SigningKey Read(string setting, string text)
    {
        var ecdsa = ECDsa.Create();
        try
        {
            var bytes = Convert.FromBase64String(text);
            ecdsa.ImportPkcs8PrivateKey(bytes, out var read);
            if (read == bytes.Length && IsP256(ecdsa.ExportParameters(includePrivateParameters: false).Curve.Oid)) return new SigningKey(ecdsa);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            ecdsa.Dispose();
            throw Wrong(setting, exception);
        }

        ecdsa.Dispose();
        throw Wrong(setting, null);
    }

    /// <summary>ES256 (RFC 7518 §3.4): the two numbers of the signature side by side.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => ecdsa.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>Whether <see cref="Sign"/> made this.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => ecdsa.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public void Dispose() => ecdsa.Dispose();

    /// <summary>One system knows the curve by its number, the other by its name.</summary>
    private static bool IsP256(Oid curve) => curve is { Value: "1.2.840.10045.3.1.7" } or { FriendlyName: "nistP256" or "ECDSA_P256" };

    private static InvalidOperationException Wrong(string setting, Exception? cause) =>
        new($"{setting} is not an ES256 private key (PKCS#8 in base64).", cause);
}
