using System.Buffers;
using System.Collections.Frozen;

namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>What an address says by its form alone: pairs of AI and value in the path, and those behind the question mark.</summary>
/// <param name="Path">The key first.</param>
internal sealed record DigitalLinkParts(AiValue[] Path, AiValue[] Query)
{
    private static readonly SearchValues<char> OfUris =
        SearchValues.Create("!#$%&'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz~");

    private static readonly SearchValues<char> OfHosts =
        SearchValues.Create("-.0123456789:ABCDEFGHIJKLMNOPQRSTUVWXYZ[]_abcdefghijklmnopqrstuvwxyz");

    private static readonly string[] Schemes = ["https://", "http://", "HTTPS://", "HTTP://"];

    private static readonly FrozenDictionary<string, string> KeyWords = new Dictionary<string, string>
    {
        ["gtin"] = "01",
        ["itip"] = "8006",
        ["gmn"] = "8013",
        ["cpid"] = "8010",
        ["gln"] = "414",
        ["payTo"] = "415",
        ["party"] = "417",
        ["gsrnp"] = "8017",
        ["gsrn"] = "8018",
        ["gcn"] = "255",
        ["sscc"] = "00",
        ["gdti"] = "253",
        ["ginc"] = "401",
        ["gsin"] = "402",
        ["grai"] = "8003",
        ["giai"] = "8004",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> QualifierWords = new Dictionary<string, string>
    {
        ["cpv"] = "22",
        ["lot"] = "10",
        ["ser"] = "21",
        ["tpx"] = "235",
        ["glnx"] = "254",
        ["refno"] = "8020",
        ["srin"] = "8019",
        ["cpsn"] = "8011",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static Result<DigitalLinkParts> Split(string uri)
    {
        if (uri.Length > DigitalLinkUri.MaxLength) return DigitalLinkErrors.TooLong;
        if (Array.Find(Schemes, scheme => uri.StartsWith(scheme, StringComparison.Ordinal)) is not { } scheme) return DigitalLinkErrors.NotAUri;

        var rest = uri[scheme.Length..].Split('#', 2)[0].Split('?', 2);
        if (rest[0].AsSpan().ContainsAnyExcept(OfUris)) return DigitalLinkErrors.NotAUri;
        var slash = rest[0].IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? rest[0] : rest[0][..slash];
        if (host.Length == 0 || host.AsSpan().ContainsAnyExcept(OfHosts)) return DigitalLinkErrors.NotAUri;

        var path = slash < 0 ? "" : rest[0][(slash + 1)..];
        return OfPath((path.EndsWith('/') ? path[..^1] : path).Split('/'))
            .Then(pairs => (rest.Length < 2 ? Array.Empty<AiValue>() : OfQuery(rest[1])).Map(query => new DigitalLinkParts(pairs, query)));
    }

    /// <summary>A resolver may live below a path of its own, so the key is the last one that pairs reach from the end.</summary>
    private static Result<AiValue[]> OfPath(string[] segments)
    {
        var start = KeyAt(segments);
        if (start < 0) return segments.Length > 1 && KeyAt(segments[..^1]) >= 0 ? DigitalLinkErrors.NoValue(segments[^1]) : DigitalLinkErrors.NoKey;

        var pairs = new AiValue[(segments.Length - start) / 2];
        for (var i = 0; i < pairs.Length; i++)
        {
            var name = segments[start + (2 * i)];
            var ai = (i == 0 ? KeyWords : QualifierWords).GetValueOrDefault(name, name);
            if (!Pair(ai, segments[start + (2 * i) + 1]).Try(out var pair, out var error)) return error;
            pairs[i] = pair;
        }

        return pairs;
    }

    private static int KeyAt(string[] segments)
    {
        for (var at = segments.Length - 2; at >= 0; at -= 2)
            if (ApplicationIdentifiers.Find(segments[at]) is { IsKey: true } || (KeyWords.ContainsKey(segments[at]) && at + 2 < segments.Length && QualifierWords.ContainsKey(segments[at + 2])))
                return at;
        return -1;
    }

    /// <remarks>What is not ours may be written as browsers let it pass.</remarks>
    private static Result<AiValue[]> OfQuery(string query)
    {
        var found = new List<AiValue>();
        foreach (var parameter in query.Split(['&', ';'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (parameter.Split('=', 2) is not [{ Length: > 0 } name, var value] || !CheckDigit.AllDigits(name)) continue;
            if (value.AsSpan().ContainsAnyExcept(OfUris)) return DigitalLinkErrors.NotAUri;
            if (!Pair(name, value.Replace('+', ' ')).Try(out var pair, out var error)) return error;
            found.Add(pair);
        }

        return found.ToArray();
    }

    private static Result<AiValue> Pair(string ai, string encoded) =>
        encoded.Length == 0 ? DigitalLinkErrors.NoValue(ai)
        : Gs1Characters.DecodeBytes(encoded) is { } value ? new AiValue(ai, value)
        : DigitalLinkErrors.Encoding(ai);
}
