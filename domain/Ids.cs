using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace AgriTrace.Domain;

/// <summary>Ids that follow from what they name, so that a repeated request finds what the first one made.</summary>
public static class Ids
{
    /// <summary>SHA-256 of the parts, which cannot run into each other.</summary>
    public static byte[] Hash(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var utf8 = Encoding.UTF8.GetBytes(part);
            hash.AppendData(Size(utf8.Length));
            hash.AppendData(utf8);
        }

        return hash.GetHashAndReset();
    }

    /// <summary>Upper-case base 32 (<see cref="Base32Text"/>) of as many bits as the length holds.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes, int length)
    {
        var text = new char[length];
        for (var index = 0; index < length; index++)
        {
            var value = 0;
            for (var bit = index * 5; bit < (index * 5) + 5; bit++) value = (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1);
            text[index] = Base32Text.Letters[value];
        }

        return new string(text);
    }

    /// <summary>A secret that cannot be guessed: 130 bits, lower-case base 32.</summary>
    public static string Secret() => Base32(RandomNumberGenerator.GetBytes(17), 26).ToLowerInvariant();

    private static byte[] Size(int length)
    {
        var size = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(size, length);
        return size;
    }
}
