using System.Globalization;

namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>Ids of weighing slips: in their order the latest comes first, since a table is read forwards.</summary>
public static class ReceiptId
{
    private const long Latest = 0xFFFF_FFFF_FFFF;
    private const int TimeLength = 12, Length = 32;

    /// <summary>The same for the same record and time, so that a repeat finds its slip.</summary>
    public static string Of(DateTimeOffset at, RecordId record) => StartOf(at) + record.Text[TimeLength..];

    /// <summary>What the ids of that millisecond begin with. Those of a later time are smaller.</summary>
    public static string StartOf(DateTimeOffset at) => (Latest - at.ToUnixTimeMilliseconds()).ToString("x12", CultureInfo.InvariantCulture);

    public static bool IsOne(string text) => text.Length == Length && text.All(char.IsAsciiHexDigitLower);
}
