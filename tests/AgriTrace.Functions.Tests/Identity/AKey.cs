using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Identity;

/// <summary>A key pair that signs any claims under any header, right or wrong.</summary>
internal sealed class AKey : IDisposable
{
    private readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly Lazy<RSA> rsa = new(() => RSA.Create(2048));

    /// <summary>What its tokens say they are signed with: ES256, RS256 or PS256.</summary>
    public string Algorithm { get; init; } = "ES256";

    /// <summary>As it stands in the settings.</summary>
    public string Setting => Convert.ToBase64String(ec.ExportPkcs8PrivateKey());

    /// <summary>The public key in the forms that a forger might take for a shared secret.</summary>
    public IReadOnlyList<byte[]> PublicBytes => [ec.ExportSubjectPublicKeyInfo(), Encoding.ASCII.GetBytes(ec.ExportSubjectPublicKeyInfoPem()), Encoding.UTF8.GetBytes(Jwk.ToJsonString())];

    /// <summary>The thumbprint of RFC 7638.</summary>
    public string Kid => Algorithm == "ES256"
        ? Hash($$"""{"crv":"P-256","kty":"EC","x":"{{Text(Point.X)}}","y":"{{Text(Point.Y)}}"}""")
        : Hash($$"""{"e":"{{Text(Numbers.Exponent)}}","kty":"RSA","n":"{{Text(Numbers.Modulus)}}"}""");

    public JsonObject Jwk => Algorithm == "ES256"
        ? new JsonObject { ["kty"] = "EC", ["crv"] = "P-256", ["x"] = Text(Point.X), ["y"] = Text(Point.Y), ["kid"] = Kid, ["use"] = "sig", ["alg"] = Algorithm }
        : new JsonObject { ["kty"] = "RSA", ["e"] = Text(Numbers.Exponent), ["n"] = Text(Numbers.Modulus), ["kid"] = Kid, ["use"] = "sig" };

    private ECPoint Point => ec.ExportParameters(includePrivateParameters: false).Q;

    private RSAParameters Numbers => rsa.Value.ExportParameters(includePrivateParameters: false);

    /// <param name="claims">JSON, which need not be right.</param>
    /// <param name="kid">The key that the token names; its own where left out.</param>
    /// <param name="type">What the header says that is signed.</param>
    public string Sign(string claims, string? kid = null, string type = "JWT") =>
        Signed($$"""{"alg":"{{Algorithm}}","typ":"{{type}}","kid":"{{kid ?? Kid}}"}""", claims, bytes => Algorithm switch
        {
            "ES256" => ec.SignData(bytes, HashAlgorithmName.SHA256),
            "PS256" => rsa.Value.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            _ => rsa.Value.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        });

    public static string Signed(string header, string claims, Func<byte[], byte[]> sign)
    {
        var text = Text(Encoding.UTF8.GetBytes(header)) + "." + Text(Encoding.UTF8.GetBytes(claims));
        return text + "." + Text(sign(Encoding.ASCII.GetBytes(text)));
    }

    public void Dispose()
    {
        ec.Dispose();
        if (rsa.IsValueCreated) rsa.Value.Dispose();
    }

    private static string Hash(string json) => Text(SHA256.HashData(Encoding.ASCII.GetBytes(json)));

    private static string Text(byte[]? bytes) => Base64Url.EncodeToString(bytes);
}
