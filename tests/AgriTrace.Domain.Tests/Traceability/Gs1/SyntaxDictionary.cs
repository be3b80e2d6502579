using System.Text;
using System.Text.RegularExpressions;

namespace AgriTrace.Domain.Tests.Traceability.Gs1;

/// <summary>GS1's syntax dictionary, and our table of AIs made from its facts.</summary>
internal static partial class SyntaxDictionary
{
    private static readonly Dictionary<string, string> Lints = new()
    {
        ["csum"] = "Csum",
        ["csumalpha"] = "CsumAlpha",
        ["gcppos1"] = "GcpPos1",
        ["gcppos2"] = "GcpPos2",
        ["yymmd0"] = "YyMmD0",
        ["yymmdd"] = "YyMmDd",
        ["yyyymmdd"] = "YyyyMmDd",
        ["hh"] = "Hh",
        ["mi"] = "Mi",
        ["ss"] = "Ss",
        ["hhmi"] = "HhMi",
        ["iso3166"] = "Iso3166",
        ["iso3166999"] = "Iso3166Or999",
        ["iso3166alpha2"] = "Iso3166Alpha2",
        ["iso4217"] = "Iso4217",
        ["iso5218"] = "Iso5218",
        ["yesno"] = "YesNo",
        ["winding"] = "Winding",
        ["zero"] = "Zero",
        ["nonzero"] = "NonZero",
        ["nozeroprefix"] = "NoZeroPrefix",
        ["hyphen"] = "Hyphen",
        ["latitude"] = "Latitude",
        ["longitude"] = "Longitude",
        ["pieceoftotal"] = "PieceOfTotal",
        ["posinseqslash"] = "PosInSeqSlash",
        ["pcenc"] = "PcEnc",
        ["iban"] = "Iban",
        ["hasnondigit"] = "HasNonDigit",
        ["importeridx"] = "ImporterIdx",
        ["mediatype"] = "MediaType",
        ["packagetype"] = "PackageType",
        ["couponcode"] = "CouponCode",
        ["couponposoffer"] = "CouponPosOffer",
    };

    /// <summary>The whole file domain/Traceability/Gs1/ApplicationIdentifiers.Table.cs.</summary>
    public static string TableOf(string[] dictionary)
    {
        var release = dictionary.First(line => line.StartsWith("# Release: ", StringComparison.Ordinal))["# Release: ".Length..];
        var text = new StringBuilder(
            $$"""
            // Made from the facts of the GS1 Barcode Syntax Dictionary, release {{release}} (GS1 AISBL, Apache License 2.0); do not write in it.
            // A test holds it against the dictionary and, with AGRITRACE_UPDATE_DOCS=1, writes it anew.
            using static AgriTrace.Domain.Traceability.Gs1.Gs1Lints;

            namespace AgriTrace.Domain.Traceability.Gs1;

            public static partial class ApplicationIdentifiers
            {
                private static AiEntry[] Table() =>
                [

            """);
        foreach (var line in dictionary.Where(line => !line.StartsWith('#'))) text.Append("        ").Append(Entry(line)).Append(",\n");
        return text.Append("    ];\n}\n").ToString().ReplaceLineEndings("\n");
    }

    private static string Entry(string line)
    {
        var title = line.Contains('#', StringComparison.Ordinal) ? line[(line.IndexOf('#', StringComparison.Ordinal) + 1)..].Trim() : "";
        var words = Blanks().Split(line.Split('#')[0].Trim());
        var flags = words.Length > 1 && words[1].All(letter => letter is '*' or '?') ? words[1] : "";
        var parts = words.Skip(flags.Length > 0 ? 2 : 1).TakeWhile(word => Part().IsMatch(word)).ToArray();
        var facts = words.Skip((flags.Length > 0 ? 2 : 1) + parts.Length).ToArray();
        string[] members =
        [
            .. flags.Contains('*', StringComparison.Ordinal) ? ["IsFixedLength = true"] : Array.Empty<string>(),
            .. flags.Contains('?', StringComparison.Ordinal) ? ["IsAttribute = true"] : Array.Empty<string>(),
            .. Members(facts),
        ];
        var made = $"new(\"{words[0]}\", \"{title}\", {string.Join(", ", parts.Select(PartOf))})";
        return members.Length == 0 ? made : $"{made} {{ {string.Join(", ", members)} }}";
    }

    private static IEnumerable<string> Members(string[] facts)
    {
        foreach (var fact in facts.Where(fact => fact.StartsWith("dlpkey", StringComparison.Ordinal)))
            yield return $"KeyWith = [{(fact.Contains('=', StringComparison.Ordinal) ? Quoted(fact.Split('=')[1].Split('|')) : "")}]";
        foreach (var fact in facts.Where(fact => fact.StartsWith("ex=", StringComparison.Ordinal))) yield return $"Excludes = \"{fact[3..]}\"";
        var requires = facts.Where(fact => fact.StartsWith("req=", StringComparison.Ordinal)).Select(fact => fact[4..]).ToArray();
        if (requires.Length > 0) yield return $"Requires = [{Quoted(requires)}]";
    }

    private static string PartOf(string word)
    {
        var match = Part().Match(word);
        var (kind, upTo, length) = (match.Groups["kind"].Value, match.Groups["upTo"].Success, match.Groups["length"].Value);
        var lints = string.Concat(match.Groups["lints"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => ", " + Lints[name]));
        var part = $"{kind}({(upTo ? "1.." : "")}{length}{lints})";
        return match.Groups["maybe"].Success ? $"Maybe({part})" : part;
    }

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"\"{word}\""));

    [GeneratedRegex(@"^(?<maybe>\[)?(?<kind>[NXYZ])(?<upTo>\.\.)?(?<length>\d+)\]?(?<lints>(,\w+)*)$")]
    private static partial Regex Part();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
