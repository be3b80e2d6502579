using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.QrCodes;

/// <summary>What a serial number shows to whoever reads it.</summary>
public enum SerialKind
{
    /// <summary>Nothing: neither how many there are nor which comes next.</summary>
    Random,

    /// <summary>Its place in the print run.</summary>
    Sequential,
}

/// <summary>A serial number of ours (AI 21) before it is written.</summary>
/// <param name="Counter">Of the product, from 0; below <see cref="SerialCodec.Counters"/>, or <see cref="SerialCodec.ReadableCounters"/> where it is sequential.</param>
public sealed record ItemSerial(SerialKind Kind, long Counter);

public enum SerialVerdict
{
    /// <summary>Made here for this lot.</summary>
    Ours,

    /// <summary>It has the form of ours, and its check does not fit: nobody with the key made it for this lot.</summary>
    Forged,

    /// <summary>It does not have the form of ours, such as one that somebody else prints.</summary>
    Foreign,
}

/// <param name="Serial">Null unless it is ours.</param>
public sealed record SerialReading(SerialVerdict Verdict, ItemSerial? Serial)
{
    internal static readonly SerialReading Forged = new(SerialVerdict.Forged, null), Foreign = new(SerialVerdict.Foreign, null);
}

/// <summary>Writes and reads the serial numbers of labels. A forged one is known without a lookup, and a million labels need no rows. Thread-safe.</summary>
/// <remarks>
/// 20 characters of Crockford's base 32, as many as AI 21 has room for. Random: the counter of 36 bits, encrypted; a check of 60 bits;
/// the number of the key, 4 bits. Sequential: ten digits of the counter; a check of 46 bits; the number of the key. The check covers
/// kind, counter, product and lot: a serial moved to another lot does not fit there. Decision 0025.
/// </remarks>
/// <param name="keys">By their numbers, 0 to 15; 32 bytes each. Empty where none is set: then nothing is written, and nothing can be called ours or forged.</param>
/// <param name="writer">The number of the key that writes; all read.</param>
public sealed class SerialCodec(IReadOnlyDictionary<int, byte[]> keys, int writer)
{
    /// <summary>What 36 bits count: every person on Earth could have eight labels of one product.</summary>
    public const long Counters = 1L << CounterBits;

    /// <summary>What ten digits count.</summary>
    public const long ReadableCounters = 10_000_000_000;

    public const int Length = 20;

    private const int CounterBits = 36, CheckBits = 60, KeyBits = 4, Digits = 10, ReadableCheckBits = ((Length - Digits) * BitsPerLetter) - KeyBits, BitsPerLetter = 5;

    private readonly Dictionary<int, SerialKey> keys = keys.ToDictionary(key => key.Key, key => new SerialKey(key.Value));

    public bool CanWrite => keys.Count > 0;

    /// <exception cref="ArgumentOutOfRangeException">The counter is more than its kind can hold: a bug, for batches are bounded before.</exception>
    /// <exception cref="InvalidOperationException">No key is set.</exception>
    public string Write(LotId lot, ItemSerial serial)
    {
        if (!CanWrite) throw new InvalidOperationException("No key for serial numbers is set.");
        ArgumentOutOfRangeException.ThrowIfNegative(serial.Counter);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(serial.Counter, serial.Kind == SerialKind.Random ? Counters : ReadableCounters);
        return serial.Kind == SerialKind.Random ? WriteRandom(lot, serial.Counter) : WriteSequential(lot, serial.Counter);
    }

    public SerialReading Read(LotId lot, string serial)
    {
        if (!CanWrite || serial.Length != Length || !Base32Text.TryRead(serial.ToUpperInvariant(), out _)) return SerialReading.Foreign;
        // One of ours in small letters is another number: GS1's serials know the difference.
        if (!Base32Text.TryRead(serial, out var bits)) return SerialReading.Forged;
        return CounterOf(lot, bits) is { } hidden ? new SerialReading(SerialVerdict.Ours, new ItemSerial(SerialKind.Random, hidden))
            : ReadableCounterOf(lot, serial) is { } readable ? new SerialReading(SerialVerdict.Ours, new ItemSerial(SerialKind.Sequential, readable))
            : SerialReading.Forged;
    }

    private string WriteRandom(LotId lot, long counter)
    {
        var key = keys[writer];
        var bits = ((UInt128)key.Encrypt(counter, lot) << (CheckBits + KeyBits)) | ((UInt128)key.Check(lot, SerialKind.Random, counter, CheckBits) << KeyBits) | (uint)writer;
        return Base32Text.Write(bits, Length);
    }

    private string WriteSequential(LotId lot, long counter)
    {
        var check = (keys[writer].Check(lot, SerialKind.Sequential, counter, ReadableCheckBits) << KeyBits) | (uint)writer;
        return counter.ToString($"D{Digits}", System.Globalization.CultureInfo.InvariantCulture) + Base32Text.Write(check, Length - Digits);
    }

    private long? CounterOf(LotId lot, UInt128 bits)
    {
        if (KeyOf(bits) is not { } key) return null;
        var counter = key.Decrypt((long)(bits >> (CheckBits + KeyBits)), lot);
        return key.Check(lot, SerialKind.Random, counter, CheckBits) == Below(bits >> KeyBits, CheckBits) ? counter : null;
    }

    private long? ReadableCounterOf(LotId lot, string serial)
    {
        if (!long.TryParse(serial.AsSpan(0, Digits), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var counter)) return null;
        if (!Base32Text.TryRead(serial.AsSpan(Digits), out var bits) || KeyOf(bits) is not { } key) return null;
        return key.Check(lot, SerialKind.Sequential, counter, ReadableCheckBits) == (ulong)(bits >> KeyBits) ? counter : null;
    }

    private SerialKey? KeyOf(UInt128 bits) => keys.GetValueOrDefault((int)Below(bits, KeyBits));

    private static ulong Below(UInt128 bits, int count) => (ulong)(bits & ((UInt128.One << count) - 1));
}

/// <summary>One key, and the two that follow from it: one hides counters, one makes checks.</summary>
internal sealed class SerialKey(byte[] key)
{
    private const int HalfBits = 18, HalfMask = (1 << HalfBits) - 1;

    /// <summary>As many as FF1 of NIST SP 800-38G has for its Feistel network.</summary>
    private const int Rounds = 10;

    /// <summary>Round or kind, a number, and a lot's key: a GTIN or two ids of 40 letters, and a lot number of 20.</summary>
    private const int MaxMessage = 256;

    private readonly byte[] hiding = Derived(key, "agritrace serial counter"), checking = Derived(key, "agritrace serial check");

    /// <summary>A permutation of the 36-bit numbers, another one for each product.</summary>
    public long Encrypt(long counter, LotId lot)
    {
        var (left, right) = ((int)(counter >> HalfBits), (int)(counter & HalfMask));
        for (var round = 0; round < Rounds; round++) (left, right) = (right, left ^ Mixed(round, right, lot));
        return ((long)left << HalfBits) | (uint)right;
    }

    public long Decrypt(long hidden, LotId lot)
    {
        var (left, right) = ((int)(hidden >> HalfBits), (int)(hidden & HalfMask));
        for (var round = Rounds - 1; round >= 0; round--) (left, right) = (right ^ Mixed(round, left, lot), left);
        return ((long)left << HalfBits) | (uint)right;
    }

    public ulong Check(LotId lot, SerialKind kind, long counter, int bits) => Mac(checking, (byte)kind, counter, lot.Key) >> (64 - bits);

    private int Mixed(int round, int half, LotId lot) => (int)(Mac(hiding, (byte)round, half, lot.Product.Key) >> (64 - HalfBits));

    private static ulong Mac(byte[] key, byte first, long number, string text)
    {
        Span<byte> message = stackalloc byte[MaxMessage], mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        message[0] = first;
        BinaryPrimitives.WriteInt64BigEndian(message[1..], number);
        var length = 1 + sizeof(long) + Encoding.UTF8.GetBytes(text, message[(1 + sizeof(long))..]);
        HMACSHA256.HashData(key, message[..length], mac);
        return BinaryPrimitives.ReadUInt64BigEndian(mac);
    }

    private static byte[] Derived(byte[] key, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: Encoding.ASCII.GetBytes(use));
}
