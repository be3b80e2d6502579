using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace AgriTrace.Domain.Traceability;

/// <summary>What tells two equal records apart: two crates of the same weight at the same time are two events.</summary>
/// <param name="Text">32 hexadecimal digits.</param>
/// <param name="IsFromKey">True where the caller can repeat it; it is then the same for the same <c>Idempotency-Key</c>.</param>
public sealed record RecordId(string Text, bool IsFromKey)
{
    // Crockford's alphabet: no I, L, O, U, which people misread on a wet label.
    private const string Base32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int NumberLength = 5;

    public static RecordId OfKey(string coop, string key) => new(Convert.ToHexStringLower(Digest($"{coop}\n{key}"))[..32], IsFromKey: true);

    public static RecordId Fresh(Guid uuid) => new(uuid.ToString("N"), IsFromKey: false);

    /// <summary>
    /// A lot number for this record: the day in the Delta and five characters that follow from the id, so that a repeat gets the same.
    /// Two of the 33 million numbers of a product's day may meet; the claim of the number then refuses the second.
    /// </summary>
    public string LotNumber(DateTimeOffset at)
    {
        var number = new StringBuilder(VietnamTime.DayOf(at).ToString("yyMMdd", CultureInfo.InvariantCulture)).Append('-');
        foreach (var octet in Digest("lot " + Text).AsSpan(0, NumberLength)) number.Append(Base32[octet % Base32.Length]);
        return number.ToString();
    }

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
