using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>A signed copy, checked as whoever was sent one would: with nothing of ours but the published keys.</summary>
internal static class ACopy
{
    /// <returns>What was signed, byte for byte; null where the copy was changed, or nobody here signed it.</returns>
    public static async Task<byte[]?> Check(HttpClient anyone, string jws, CancellationToken cancel)
    {
        var parts = jws.Split('.');
        var header = Header(jws);
        var keys = await anyone.GetAsync("/.well-known/jwks.json", cancel).Json(200);
        if (keys["keys"]!.AsArray().FirstOrDefault(one => one!.Text("kid") == header.Text("kid")) is not { } key) return null;

        using var ecdsa = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(key.Text("x")), Y = Base64Url.DecodeFromChars(key.Text("y")) },
        });
        var isGood = ecdsa.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256);
        return isGood ? Base64Url.DecodeFromChars(parts[1]) : null;
    }

    public static JsonNode Header(string jws) => JsonNode.Parse(Base64Url.DecodeFromChars(jws.Split('.')[0]))!;

    /// <summary>The same signature over something else.</summary>
    public static string Tampered(string jws, string text, string instead)
    {
        var parts = jws.Split('.');
        var payload = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1]));
        payload.ShouldContain(text);
        return $"{parts[0]}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(payload.Replace(text, instead, StringComparison.Ordinal)))}.{parts[2]}";
    }
}
