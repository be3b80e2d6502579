using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace AgriTrace.Infra.Identity;

/// <summary>What the signature of a document that we keep is worth.</summary>
public enum SignatureState
{
    /// <summary>A key of ours signed these very bytes.</summary>
    Good,

    /// <summary>There was no key to sign with, and there is none now.</summary>
    NoSignature,

    /// <summary>Signed with a key that is no longer set, or before there was one: nobody can say, so it is made anew.</summary>
    Outdated,

    /// <summary>Whoever wrote this was not us.</summary>
    Wrong,
}

/// <param name="Document">The bytes that were signed; empty unless the state is good or unsigned.</param>
public sealed record SignedReading(SignatureState State, byte[] Document);

/// <summary>Documents that we keep in storage and believe only by their signature: a compact JWS (RFC 7515) that holds them. Thread-safe.</summary>
/// <remarks>
/// Where no signing key is set they say so in their header, and are believed only as long as that is so. A header of any other form is not ours.
/// </remarks>
public sealed class SignedDocuments(Tokens tokens)
{
    private const byte Dot = (byte)'.';

    public byte[] Seal(byte[] document, SignedType type) =>
        tokens.Sign(document, type).Try(out var signed, out _) ? signed : Encoding.ASCII.GetBytes($"{Base64Url.EncodeToString(UnsignedHeader(type))}.{Base64Url.EncodeToString(document)}.");

    public SignedReading Open(ReadOnlySpan<byte> jws, SignedType type)
    {
        var (first, last) = (jws.IndexOf(Dot), jws.LastIndexOf(Dot));
        if (first < 0 || last == first || Decode(jws[..first]) is not { } header || Decode(jws[(first + 1)..last]) is not { } document || Decode(jws[(last + 1)..]) is not { } signature)
            return Nothing(SignatureState.Wrong);
        if (header.AsSpan().SequenceEqual(UnsignedHeader(type)))
            return tokens.PublicKeys.Count > 0 ? Nothing(SignatureState.Outdated) : new SignedReading(SignatureState.NoSignature, document);
        if (KeyOf(header, type) is not { } key) return Nothing(SignatureState.Wrong);
        return tokens.Verify(key, jws[..last], signature) switch
        {
            true => new SignedReading(SignatureState.Good, document),
            false => Nothing(SignatureState.Wrong),
            null => Nothing(SignatureState.Outdated),
        };
    }

    private static byte[] UnsignedHeader(SignedType type) => Encoding.UTF8.GetBytes($$"""{"alg":"none","typ":"{{type.Name}}"}""");

    /// <returns>Null for a header that we would not write.</returns>
    private static string? KeyOf(byte[] header, SignedType type)
    {
        try
        {
            var json = JsonElement.Parse(header);
            return json.ValueKind == JsonValueKind.Object && json.TryGetProperty("kid", out var kid) && kid.ValueKind == JsonValueKind.String && kid.GetString() is { } key
                && header.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(Tokens.HeaderOf(key, type)))
                ? key
                : null;
        }
        catch (Exception nonsense) when (nonsense is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is no Unicode.
            return null;
        }
    }

    private static byte[]? Decode(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromUtf8(text, bytes, out var read, out var written) == OperationStatus.Done && read == text.Length ? bytes[..written] : null;
    }

    private static SignedReading Nothing(SignatureState state) => new(state, []);
}
