using System.Runtime.InteropServices;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>The last ids that were applied to a row, eight bytes each, the oldest first.</summary>
internal static class RecentIds
{
    public static bool Holds(byte[] recent, ulong id) => MemoryMarshal.Cast<byte, ulong>(recent).Contains(id);

    /// <summary>With one id more; the oldest makes room for it.</summary>
    public static byte[] With(byte[] recent, ulong id, int max)
    {
        var from = recent.Length >= max * sizeof(ulong) ? recent.Length - ((max - 1) * sizeof(ulong)) : 0;
        return [.. recent.AsSpan(from), .. MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in id))];
    }
}
