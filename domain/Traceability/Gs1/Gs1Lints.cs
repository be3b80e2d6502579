using System.Buffers;
using System.Globalization;
using System.Numerics;

namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>
/// What the syntax dictionary asks of the parts of a value beyond length and characters, under the dictionary's own names. A company
/// prefix needs GS1's list of prefixes, which is not public: it is only seen that digits stand where it begins.
/// </summary>
internal static class Gs1Lints
{
    private const int LeastPrefix = 4;

    private const string CheckLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Set 82 in the order of the weights of the check character pair (General Specifications, 7.9.5).</summary>
    private const string CheckValues = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    private static readonly int[] CheckPrimes =
        [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83];

    public static Error? Csum(ApplicationIdentifier ai, ReadOnlySpan<char> text)
    {
        var expected = CheckDigit.For(text[..^1]);
        return expected == text[^1] ? null : Gs1Errors.WrongCheckDigit(ai.Title, text.ToString(), expected);
    }

    /// <summary>The pair of check characters of a GMN (General Specifications, 7.9.5).</summary>
    public static Error? CsumAlpha(ApplicationIdentifier ai, ReadOnlySpan<char> text)
    {
        if (text.Length < 3) return AiErrors.Shape(ai, text.ToString());
        var sum = 0;
        var body = text[..^2];
        for (var i = 0; i < body.Length; i++) sum += CheckValues.IndexOf(body[i], StringComparison.Ordinal) * CheckPrimes[body.Length - 1 - i];
        sum %= 1021;
        var right = text[^2] == CheckLetters[sum >> 5] && text[^1] == CheckLetters[sum & 31];
        return right ? null : AiErrors.Wrong(ai, "wrong-check-characters", $"should end in {CheckLetters[sum >> 5]}{CheckLetters[sum & 31]}.");
    }

    public static Error? GcpPos1(ApplicationIdentifier ai, ReadOnlySpan<char> text) => PrefixAt(ai, text, 0);

    public static Error? GcpPos2(ApplicationIdentifier ai, ReadOnlySpan<char> text) => PrefixAt(ai, text, 1);

    public static Error? YyMmDd(ApplicationIdentifier ai, ReadOnlySpan<char> text) => IsDay(2000 + Number(text[..2]), text[2..]) ? null : Date(ai);

    /// <summary>Day 00 is the end of the month.</summary>
    public static Error? YyMmD0(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text[4..] is "00" ? Number(text[2..4]) is >= 1 and <= 12 ? null : Date(ai) : YyMmDd(ai, text);

    public static Error? YyyyMmDd(ApplicationIdentifier ai, ReadOnlySpan<char> text) => IsDay(Number(text[..4]), text[4..]) ? null : Date(ai);

    public static Error? Hh(ApplicationIdentifier ai, ReadOnlySpan<char> text) => Number(text) < 24 ? null : Time(ai);

    public static Error? Mi(ApplicationIdentifier ai, ReadOnlySpan<char> text) => Number(text) < 60 ? null : Time(ai);

    public static Error? Ss(ApplicationIdentifier ai, ReadOnlySpan<char> text) => Mi(ai, text);

    public static Error? HhMi(ApplicationIdentifier ai, ReadOnlySpan<char> text) => Hh(ai, text[..2]) ?? Mi(ai, text[2..]);

    public static Error? Iso3166(ApplicationIdentifier ai, ReadOnlySpan<char> text) => IsoCodes.IsCountry(text) ? null : Country(ai);

    /// <summary>999 says that there are several.</summary>
    public static Error? Iso3166Or999(ApplicationIdentifier ai, ReadOnlySpan<char> text) => text is "999" ? null : Iso3166(ai, text);

    public static Error? Iso3166Alpha2(ApplicationIdentifier ai, ReadOnlySpan<char> text) => IsoCodes.IsCountryOfTwoLetters(text) ? null : Country(ai);

    public static Error? Iso4217(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        IsoCodes.IsCurrency(text) ? null : AiErrors.Wrong(ai, "ai-currency", "begins with the number of no currency (ISO 4217).");

    public static Error? Iso5218(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text[0] is '0' or '1' or '2' or '9' ? null : AiErrors.Wrong(ai, "ai-choice", "is 0, 1, 2 or 9.");

    public static Error? YesNo(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text[0] is '0' or '1' ? null : AiErrors.Wrong(ai, "ai-choice", "is 0 or 1.");

    public static Error? Winding(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text[0] is '0' or '1' or '9' ? null : AiErrors.Wrong(ai, "ai-choice", "has a winding direction of 0, 1 or 9.");

    public static Error? Zero(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text[0] == '0' ? null : AiErrors.Wrong(ai, "ai-zero", "begins with 0.");

    public static Error? NonZero(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text.ContainsAnyExcept('0') ? null : AiErrors.Wrong(ai, "ai-zero", "holds a measure that is not zero.");

    public static Error? NoZeroPrefix(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text.Length == 1 || text[0] != '0' ? null : AiErrors.Wrong(ai, "ai-zero", "has no leading zeros.");

    public static Error? Hyphen(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text is "-" ? null : AiErrors.Wrong(ai, "ai-choice", "ends in a hyphen below zero, and in nothing else.");

    public static Error? Latitude(ApplicationIdentifier ai, ReadOnlySpan<char> text) => Degrees(ai, text, 1_800_000_000);

    public static Error? Longitude(ApplicationIdentifier ai, ReadOnlySpan<char> text) => Degrees(ai, text, 3_600_000_000);

    public static Error? PieceOfTotal(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        Number(text[..2]) is > 0 and var piece && piece <= Number(text[2..])
            ? null
            : AiErrors.Wrong(ai, "ai-pieces", "ends in the number of the piece and of all pieces, such as 0102; neither is zero.");

    /// <summary>Such as <c>1/3</c>: the first of three.</summary>
    public static Error? PosInSeqSlash(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text is [>= '1' and <= '9' and var at, '/', >= '1' and <= '9' and var all] && at <= all
            ? null
            : AiErrors.Wrong(ai, "ai-pieces", "is a place among all, such as 1/3.");

    public static Error? PcEnc(ApplicationIdentifier ai, ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOf('%'); i >= 0 && i < text.Length; i++)
            if (text[i] == '%' && (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]) || text.Slice(i + 1, 2) is "00"))
                return AiErrors.Wrong(ai, "ai-percent-encoding", "writes a percent sign and two hexadecimal digits, not 00, for every other character.");
        return null;
    }

    /// <summary>ISO 13616: two letters, two check digits, and a remainder of 1 when the first four stand last and letters are numbers from 10.</summary>
    public static Error? Iban(ApplicationIdentifier ai, ReadOnlySpan<char> text)
    {
        var right = text.Length > 4 && IsoCodes.IsCountryOfTwoLetters(text[..2]) && !text.ContainsAnyExcept(IbanLetters)
            && BigInteger.Parse(string.Concat((text[4..].ToString() + text[..4].ToString()).Select(ValueOf)), CultureInfo.InvariantCulture) % 97 == 1;
        return right ? null : AiErrors.Wrong(ai, "ai-iban", "is no IBAN, or its check digits are wrong.");
    }

    public static Error? HasNonDigit(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text.ContainsAnyExceptInRange('0', '9') ? null : AiErrors.Wrong(ai, "ai-format", "is not of digits alone.");

    public static Error? ImporterIdx(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        char.IsAsciiLetterOrDigit(text[0]) || text[0] is '-' or '_' ? null : AiErrors.Wrong(ai, "ai-choice", "has an importer index of one letter, digit, - or _.");

    /// <summary>1 to 10, or one of those that GS1 leaves to those who agree on them (80 to 99).</summary>
    public static Error? MediaType(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        Number(text) is (>= 1 and <= 10) or >= 80 ? null : AiErrors.Wrong(ai, "ai-choice", "is 01 to 10, or 80 to 99.");

    /// <summary>UN/ECE Recommendation 21 and GS1's additions have hundreds of codes; only their form is seen here.</summary>
    public static Error? PackageType(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        text.Length <= 3 && !text.ContainsAnyExcept(PackageLetters) ? null : AiErrors.Wrong(ai, "ai-choice", "is a package type of one to three capitals and digits.");

    /// <summary>The head of a North American coupon: company prefix, offer and save value; what may follow is only seen to be digits.</summary>
    public static Error? CouponCode(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange('0', '9') && Sized(ref text, 0, 6, extra: 6) && Fixed(ref text, 6) && Sized(ref text, 1, 5, extra: 0) ? null : Coupon(ai);

    /// <summary>A positive offer file coupon: format, funder, offer and serial number.</summary>
    public static Error? CouponPosOffer(ApplicationIdentifier ai, ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange('0', '9') && text[0] is '0' or '1' && Fixed(ref text, 1) && Sized(ref text, 0, 6, extra: 6) && Fixed(ref text, 6)
        && Sized(ref text, 0, 9, extra: 6) && text.IsEmpty ? null : Coupon(ai);

    private static readonly SearchValues<char> IbanLetters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), PackageLetters = IbanLetters;

    private static string ValueOf(char letter) => (letter <= '9' ? letter - '0' : letter - 'A' + 10).ToString(CultureInfo.InvariantCulture);

    /// <summary>Takes a digit that says how long what follows is, and that.</summary>
    private static bool Sized(ref ReadOnlySpan<char> text, int least, int most, int extra)
    {
        if (text.IsEmpty || text[0] - '0' is var size && (size < least || size > most)) return false;
        return Fixed(ref text, 1 + (text[0] - '0') + extra);
    }

    private static bool Fixed(ref ReadOnlySpan<char> text, int length)
    {
        if (text.Length < length) return false;
        text = text[length..];
        return true;
    }

    private static Error? PrefixAt(ApplicationIdentifier ai, ReadOnlySpan<char> text, int at) =>
        text.Length >= at + LeastPrefix && CheckDigit.AllDigits(text.Slice(at, LeastPrefix))
            ? null
            : AiErrors.Wrong(ai, "ai-company-prefix", "begins with a GS1 company prefix, which has digits only.");

    private static Error? Degrees(ApplicationIdentifier ai, ReadOnlySpan<char> text, long most) =>
        long.Parse(text, CultureInfo.InvariantCulture) <= most ? null : AiErrors.Wrong(ai, "ai-coordinates", "holds ten-millionths of degrees from the south pole and eastwards; these are too many.");

    private static bool IsDay(int year, ReadOnlySpan<char> monthAndDay) =>
        year > 0 && Number(monthAndDay[..2]) is >= 1 and <= 12 and var month && Number(monthAndDay[2..]) is > 0 and var day && day <= DateTime.DaysInMonth(year, month);

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static Error Date(ApplicationIdentifier ai) => AiErrors.Wrong(ai, "ai-date", "holds a day that no calendar has.");

    private static Error Time(ApplicationIdentifier ai) => AiErrors.Wrong(ai, "ai-time", "holds a time that no day has.");

    private static Error Country(ApplicationIdentifier ai) => AiErrors.Wrong(ai, "ai-country", "holds the code of no country (ISO 3166).");

    private static Error Coupon(ApplicationIdentifier ai) => AiErrors.Wrong(ai, "ai-coupon", "does not hold what a coupon of its kind has.");
}
