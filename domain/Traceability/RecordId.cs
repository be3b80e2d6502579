using System.Globalization;

namespace AgriTrace.Domain.Traceability;

/// <summary>What tells two equal records apart: two crates of the same weight at the same time are two events.</summary>
/// <param name="Text">32 hexadecimal digits.</param>
/// <param name="IsFromKey">True where the caller can repeat it; it is then the same for the same <c>Idempotency-Key</c>.</param>
public sealed record RecordId(string Text, bool IsFromKey)
{
    private const int NumberLength = 5;

    public static RecordId OfKey(string coop, string key) => new(Convert.ToHexStringLower(Ids.Hash("record", coop, key))[..32], IsFromKey: true);

    public static RecordId Fresh(Guid uuid) => new(uuid.ToString("N"), IsFromKey: false);

    /// <summary>
    /// A lot number for this record: the day in the Delta and five characters that follow from the id, so that a repeat gets the same.
    /// Two of the 33 million numbers of a product's day may meet; the claim of the number then refuses the second.
    /// </summary>
    public string LotNumber(DateTimeOffset at) =>
        $"{VietnamTime.DayOf(at).ToString("yyMMdd", CultureInfo.InvariantCulture)}-{Ids.Base32(Ids.Hash("lot", Text), NumberLength)}";
}
