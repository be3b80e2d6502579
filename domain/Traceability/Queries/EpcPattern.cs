using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>A pattern of EPC URNs, such as <c>urn:epc:idpat:sgtin:4012345.012345.*</c>, asked of canonical Digital Links.</summary>
/// <remarks>
/// A link does not show where its company prefix ends. So <c>4012345.*.*</c> also fits the keys of a company whose longer prefix begins
/// with those digits, which GS1 gives to nobody.
/// </remarks>
internal sealed class EpcPattern
{
    public const string Start = "urn:epc:idpat:";
    private const string Links = "https://id.gs1.org/";

    private static readonly Scheme[] Schemes =
    [
        new("sgtin", "01", 3) { Skipped = 1 },
        new("upui", "01", 3) { Skipped = 1 },
        new("itip", "8006", 5) { Skipped = 1 },
        new("sscc", "00", 2) { Skipped = 1 },
        new("sgln", "414", 3),
        new("pgln", "417", 2),
        new("grai", "8003", 3) { Filler = "0" },
        new("gdti", "253", 3),
        new("sgcn", "255", 3),
        new("gsrn", "8018", 2),
        new("gsrnp", "8017", 2),
        new("gsin", "402", 2),
        new("giai", "8004", 2),
        new("ginc", "401", 2),
        new("cpi", "8010", 3),
    ];

    private readonly string start;
    private readonly int skipped;
    private readonly string digits;
    private readonly bool isWholeKey;
    private readonly bool isOne;

    /// <param name="start">What a link begins with.</param>
    /// <param name="skipped">How many characters after it may be any.</param>
    /// <param name="digits">What follows those.</param>
    /// <param name="isWholeKey">Whether only a qualifier may follow then.</param>
    /// <param name="isOne">Whether nothing may: a pattern need not have a star.</param>
    private EpcPattern(string start, int skipped = 0, string digits = "", bool isWholeKey = false, bool isOne = false) =>
        (this.start, this.skipped, this.digits, this.isWholeKey, this.isOne) = (start, skipped, digits, isWholeKey, isOne);

    public string? Product => EventTerms.ProductOf(start);

    /// <returns>Null for what is no pattern of a GS1 key.</returns>
    public static EpcPattern? Read(string urn)
    {
        var colon = urn.IndexOf(':', Start.Length);
        if (colon < 0 || Array.Find(Schemes, one => one.Name == urn[Start.Length..colon]) is not { } scheme) return null;

        var parts = urn[(colon + 1)..].Split('.', scheme.Parts);
        var given = parts.TakeWhile(part => part != "*").ToArray();
        var isWellFormed = parts.Length == scheme.Parts
            && parts.Skip(given.Length).All(part => part == "*")
            && !given.Any(part => part.Contains('*', StringComparison.Ordinal));
        return isWellFormed ? Of(scheme, given) : null;
    }

    public bool Fits(string given) =>
        given.StartsWith(start, StringComparison.Ordinal)
        && given.Length >= start.Length + skipped
        && given.AsSpan(start.Length + skipped).StartsWith(digits)
        && (!isOne || given.Length == start.Length)
        && (!isWholeKey || given.Length == start.Length || given[start.Length] == '/');

    private static EpcPattern? Of(Scheme scheme, string[] given)
    {
        var body = string.Join('.', given);
        if (given.Length == scheme.Parts)
            return DigitalLink.Canonical($"urn:epc:id:{scheme.Name}:{body}") is { } exact ? new(exact, isOne: true) : null;

        var all = $"{Links}{scheme.Ai}/";
        if (given.Length == 0) return new(all);
        if (given.Length == 1) return IsCompanyPrefix(body) ? new(all, scheme.Skipped, scheme.Filler + body) : null;
        return DigitalLink.Canonical(Shared(scheme.Name, body)) is { } link ? new(link, isWholeKey: !scheme.HasTail) : null;
    }

    private static bool IsCompanyPrefix(string digits) => digits.Length is >= 6 and <= 12 && digits.All(char.IsAsciiDigit);

    // The URN of what all that fits has in common. The key of a GLN or of a product of the tobacco directive has no pattern of its own.
    private static string Shared(string scheme, string given) => scheme switch
    {
        "sgln" => $"urn:epc:id:sgln:{given}.0",
        "upui" => $"{Start}sgtin:{given}.*",
        _ => $"{Start}{scheme}:{given}.*",
    };

    private sealed record Scheme(string Name, string Ai, int Parts)
    {
        /// <summary>Characters of the key in front of the company prefix that stand behind it in the URN.</summary>
        public int Skipped { get; init; }

        /// <summary>Characters in front of it that do not stand in the URN.</summary>
        public string Filler { get; init; } = "";

        /// <summary>Whether the serial is the end of the key itself, and no qualifier.</summary>
        public bool HasTail => Ai is "8003" or "253" or "255";
    }
}
