using System.Collections.Frozen;
using System.Diagnostics;

namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>EPC URNs (EPC Tag Data Standard) and their translation to and from Digital Links.</summary>
public static class EpcUrn
{
    private const string Start = "urn:epc:";

    /// <summary>What follows the company prefix and the reference.</summary>
    private enum Rest
    {
        /// <summary>Nothing.</summary>
        None,

        /// <summary>The value of the qualifier.</summary>
        Qualifier,

        /// <summary>Characters that the key itself ends with, behind its check digit.</summary>
        Tail,

        /// <summary>A star: the class of all of them.</summary>
        Star,

        /// <summary>Piece and total, two digits each, then the qualifier.</summary>
        PiecesAndQualifier,

        /// <summary>Piece and total, two digits each, then a star.</summary>
        PiecesAndStar,
    }

    // Width: digits of company prefix and reference together, 0 where the reference is text of any length.
    private static readonly UrnRule[] Rules =
    [
        new("id:sgtin", "01", 13, Rest.Qualifier) { QualifierAi = "21", FirstOfReferenceLeads = true },
        new("class:lgtin", "01", 13, Rest.Qualifier) { QualifierAi = "10", FirstOfReferenceLeads = true },
        new("id:upui", "01", 13, Rest.Qualifier) { QualifierAi = "235", FirstOfReferenceLeads = true },
        new("idpat:sgtin", "01", 13, Rest.Star) { FirstOfReferenceLeads = true },
        new("id:itip", "8006", 13, Rest.PiecesAndQualifier) { QualifierAi = "21", FirstOfReferenceLeads = true },
        new("idpat:itip", "8006", 13, Rest.PiecesAndStar) { FirstOfReferenceLeads = true },
        new("id:sscc", "00", 17, Rest.None) { FirstOfReferenceLeads = true },
        new("id:sgln", "414", 12, Rest.Qualifier) { QualifierAi = "254", NoQualifier = "0" },
        new("id:pgln", "417", 12, Rest.None),
        new("id:grai", "8003", 12, Rest.Tail) { Filler = "0" },
        new("idpat:grai", "8003", 12, Rest.Star) { Filler = "0" },
        new("id:gdti", "253", 12, Rest.Tail),
        new("idpat:gdti", "253", 12, Rest.Star),
        new("id:sgcn", "255", 12, Rest.Tail),
        new("idpat:sgcn", "255", 12, Rest.Star),
        new("id:gsrn", "8018", 17, Rest.None),
        new("id:gsrnp", "8017", 17, Rest.None),
        new("id:gsin", "402", 16, Rest.None),
        new("id:giai", "8004", 0, Rest.None),
        new("id:ginc", "401", 0, Rest.None),
        new("id:cpi", "8010", 0, Rest.Qualifier) { QualifierAi = "8011" },
        new("idpat:cpi", "8010", 0, Rest.Star),
    ];

    private static readonly FrozenDictionary<string, UrnRule>.AlternateLookup<ReadOnlySpan<char>> RulesByScheme =
        Rules.ToFrozenDictionary(rule => rule.Scheme, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <returns>Null for anything but a well-formed EPC URN of a GS1 key.</returns>
    public static string? ToDigitalLink(string urn) => Parse(urn)?.ToLink();

    /// <summary>
    /// The EPC URN of a Digital Link on any domain. A key alone, without qualifier, becomes a pattern (<c>idpat</c>) where one exists.
    /// </summary>
    /// <param name="link">A Digital Link URI.</param>
    /// <param name="companyPrefixLength">6 to 12. It cannot be seen in the link; GS1 or the owner of the prefix tells it.</param>
    /// <returns><see cref="Gs1Errors.NoUrn"/> for other URIs and for keys that EPC has no URN for.</returns>
    public static Result<string> FromDigitalLink(string link, int companyPrefixLength)
    {
        if (companyPrefixLength is < 6 or > 12) return Gs1Errors.CompanyPrefixLength(companyPrefixLength);
        if (DigitalLink.Parse(link) is not { } key) return Gs1Errors.NoUrn(link);

        foreach (var rule in Rules)
        {
            if (rule.Ai == key.Ai && rule.Write(key, companyPrefixLength) is { } urn) return urn;
        }

        return Gs1Errors.NoUrn(link);
    }

    /// <inheritdoc cref="FromDigitalLink(string, int)"/>
    /// <param name="prefixLengthOf">Is given the key from where its company prefix begins; null where it does not know the length.</param>
    public static Result<string> FromDigitalLink(string link, Func<string, int?> prefixLengthOf) =>
        DigitalLink.Parse(link) is { } key
        && Array.Find(Rules, rule => rule.Ai == key.Ai) is { } rule
        && rule.FromPrefixOn(key.Value) is { } digits
        && prefixLengthOf(digits) is { } length
            ? FromDigitalLink(link, length)
            : Gs1Errors.NoUrn(link);

    internal static Gs1Key? Parse(string urn)
    {
        if (!urn.StartsWith(Start, StringComparison.Ordinal)) return null;

        var colon = urn.IndexOf(':', Start.Length);
        var end = colon < 0 ? -1 : urn.IndexOf(':', colon + 1);
        return end > 0 && RulesByScheme.TryGetValue(urn.AsSpan(Start.Length, end - Start.Length), out var rule)
            ? rule.Read(urn[(end + 1)..])
            : null;
    }

    private sealed record UrnRule(string Scheme, string Ai, int Width, Rest Rest)
    {
        public string? QualifierAi { get; init; }

        /// <summary>
        /// The indicator of a GTIN and the extension digit of an SSCC stand in front of the company prefix in the key, behind it in the
        /// URN.
        /// </summary>
        public bool FirstOfReferenceLeads { get; init; }

        /// <summary>Stands in the key in front of the company prefix, and not in the URN.</summary>
        public string Filler { get; init; } = "";

        /// <summary>How a URN that must have a component says that there is no qualifier.</summary>
        public string? NoQualifier { get; init; }

        private int Parts => Rest switch
        {
            Rest.None => 2,
            Rest.Qualifier or Rest.Tail or Rest.Star => 3,
            Rest.PiecesAndQualifier or Rest.PiecesAndStar => 5,
            _ => throw new UnreachableException(),
        };

        /// <summary>Reads what follows the scheme. The last part may hold dots itself.</summary>
        public Gs1Key? Read(string body)
        {
            var parts = body.Split('.', Parts);
            if (parts.Length != Parts || parts[0].Length is < 6 or > 12 || !CheckDigit.AllDigits(parts[0])) return null;
            if (Gs1Characters.Decode(parts[^1]) is not { } last || Reference(parts[0], parts[1]) is not { } value) return null;

            return Rest switch
            {
                Rest.None => Gs1Key.TryCreate(Ai, value),
                Rest.Tail => last.Length == 0 ? null : Gs1Key.TryCreate(Ai, value + last),
                Rest.Qualifier => last == NoQualifier ? Gs1Key.TryCreate(Ai, value) : Gs1Key.TryCreate(Ai, value, (QualifierAi!, last)),
                Rest.Star => last == "*" ? Gs1Key.TryCreate(Ai, value) : null,
                Rest.PiecesAndQualifier => WithPieces(value, parts) is { } item ? Gs1Key.TryCreate(Ai, item, (QualifierAi!, last)) : null,
                Rest.PiecesAndStar => last == "*" && WithPieces(value, parts) is { } item ? Gs1Key.TryCreate(Ai, item) : null,
                _ => throw new UnreachableException(),
            };
        }

        /// <summary>Null where this kind of URN cannot say what the key says.</summary>
        public string? Write(Gs1Key key, int prefixLength)
        {
            if (QualifierAi != key.QualifierAi && !(key.QualifierAi is null && NoQualifier is not null)) return null;
            var numeric = key.NumericLength;
            var tail = key.Value[numeric..];
            if (Split(key.Value, numeric, prefixLength) is not { } head) return null;

            return Rest switch
            {
                Rest.None => head,
                Rest.Tail => tail.Length == 0 ? null : $"{head}.{Gs1Characters.ToUrnComponent(tail)}",
                Rest.Qualifier => $"{head}.{(key.Qualifier is null ? NoQualifier : Gs1Characters.ToUrnComponent(key.Qualifier))}",
                Rest.Star => numeric > 0 && tail.Length > 0 ? null : $"{head}.*",
                Rest.PiecesAndQualifier => $"{head}.{tail[..2]}.{tail[2..]}.{Gs1Characters.ToUrnComponent(key.Qualifier!)}",
                Rest.PiecesAndStar => $"{head}.{tail[..2]}.{tail[2..]}.*",
                _ => throw new UnreachableException(),
            };
        }

        /// <summary>A key from where its company prefix begins; null where it cannot have one.</summary>
        public string? FromPrefixOn(string value) =>
            value.StartsWith(Filler, StringComparison.Ordinal) ? value[(FirstOfReferenceLeads ? 1 : Filler.Length)..] : null;

        private string? Reference(string prefix, string reference)
        {
            if (Width == 0) return Gs1Characters.Decode(reference) is { Length: > 0 } text ? prefix + text : null;
            if (prefix.Length + reference.Length != Width || !CheckDigit.AllDigits(reference)) return null;

            var digits = FirstOfReferenceLeads ? $"{reference[0]}{prefix}{reference.AsSpan(1)}" : $"{Filler}{prefix}{reference}";
            return digits + CheckDigit.For(digits);
        }

        private string? Split(string value, int numeric, int prefixLength)
        {
            if (Width == 0)
            {
                return value.Length > prefixLength && CheckDigit.AllDigits(value.AsSpan(0, prefixLength))
                    ? $"{Start}{Scheme}:{value.AsSpan(0, prefixLength)}.{Gs1Characters.ToUrnComponent(value[prefixLength..])}"
                    : null;
            }

            if (!value.StartsWith(Filler, StringComparison.Ordinal)) return null;
            var digits = value.AsSpan(Filler.Length, numeric - 1 - Filler.Length);
            return FirstOfReferenceLeads
                ? $"{Start}{Scheme}:{digits.Slice(1, prefixLength)}.{digits[0]}{digits[(prefixLength + 1)..]}"
                : $"{Start}{Scheme}:{digits[..prefixLength]}.{digits[prefixLength..]}";
        }

        private static string? WithPieces(string value, string[] parts) =>
            parts[2].Length == 2 && parts[3].Length == 2 ? value + parts[2] + parts[3] : null;
    }
}
