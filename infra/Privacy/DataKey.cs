using System.Security.Cryptography;
using System.Text;

namespace AgriTrace.Infra.Privacy;

/// <summary>One key of <see cref="PersonalDataSettings.Keys"/>, and the key of the blind indexes that follows from it.</summary>
internal sealed class DataKey(byte[] key)
{
    /// <summary>Enough to tell a handful of keys apart; says nothing of the key.</summary>
    public const int IdLength = 8;

    private const int NonceLength = 12, TagLength = 16;

    /// <summary>What a sealed box holds beside its content.</summary>
    public const int Overhead = IdLength + NonceLength + TagLength;

    private readonly byte[] macKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, PersonalDataSettings.KeyLength, info: Encoding.ASCII.GetBytes("agritrace blind index"));

    public byte[] Id { get; } = SHA256.HashData(key)[..IdLength];

    /// <summary>AES-256-GCM: key id, nonce, content, tag. The nonce is random, which one key may do for 2³² boxes.</summary>
    public void Seal(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> place, Span<byte> box)
    {
        Id.CopyTo(box);
        RandomNumberGenerator.Fill(box.Slice(IdLength, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(box.Slice(IdLength, NonceLength), plain, box[(IdLength + NonceLength)..^TagLength], box[^TagLength..], place);
    }

    /// <exception cref="AuthenticationTagMismatchException">It was sealed for another place, or changed since.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, ReadOnlySpan<byte> place)
    {
        var plain = new byte[box.Length - Overhead];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(box.Slice(IdLength, NonceLength), box[(IdLength + NonceLength)..^TagLength], box[^TagLength..], plain, place);
        return plain;
    }

    public byte[] Mac(ReadOnlySpan<byte> message) => HMACSHA256.HashData(macKey, message);
}
