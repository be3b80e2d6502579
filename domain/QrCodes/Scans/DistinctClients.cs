using System.Runtime.InteropServices;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>
/// How many clients there were, in bounded space: the smallest of their hashes, in order. Few are counted exactly; of many, how close
/// together the smallest stand tells how many there are, to some six of a hundred.
/// </summary>
internal static class DistinctClients
{
    /// <summary>Two kibibytes a row.</summary>
    private const int Max = 256;

    public static byte[] With(byte[] smallest, ulong client)
    {
        var known = MemoryMarshal.Cast<byte, ulong>(smallest);
        var at = known.BinarySearch(client);
        if (at >= 0 || ~at == Max) return smallest;
        var grown = new List<ulong>(known.Length + 1);
        grown.AddRange(known);
        grown.Insert(~at, client);
        if (grown.Count > Max) grown.RemoveAt(Max);
        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(grown)).ToArray();
    }

    public static int Count(byte[] smallest)
    {
        var known = MemoryMarshal.Cast<byte, ulong>(smallest);
        return known.Length < Max ? known.Length : (int)Math.Round((Max - 1) / (known[^1] / (double)ulong.MaxValue));
    }
}
