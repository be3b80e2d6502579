namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>GS1 Digital Link URIs: making ours, and bringing any GS1 identifier to the one form that is compared.</summary>
public static class DigitalLink
{
    // 01, lot and serial of a GTIN, and the consumer product variant between: no path of the standard has more.
    private const int MaxQualifiers = 3;

    /// <summary>The address of a lot: <c>{base}/01/{gtin}/10/{lot}</c>, percent-encoded.</summary>
    public static string ForLot(Uri baseUri, Gtin gtin, LotNumber lot) =>
        $"{Root(baseUri)}/01/{gtin.Digits}/10/{Gs1Characters.ToLinkSegment(lot.Text)}";

    /// <summary>The address of one item: <c>{base}/01/{gtin}/21/{serial}</c>, percent-encoded.</summary>
    public static string ForItem(Uri baseUri, Gtin gtin, Serial serial) =>
        $"{Root(baseUri)}/01/{gtin.Digits}/21/{Gs1Characters.ToLinkSegment(serial.Text)}";

    /// <summary>
    /// The one form of a GS1 identifier that is compared and hashed (CBV 2.0, 8.9.1): an EPC URN or a Digital Link on whatever
    /// domain becomes <c>https://id.gs1.org/…</c>, without query, with the finest qualifier only (a serial stands without its lot).
    /// </summary>
    /// <returns>Null for any other URI, and for one whose check digit is wrong: that identifies nothing, so it stays as it is.</returns>
    public static string? Canonical(string uri) => Parse(uri)?.ToLink();

    internal static Gs1Key? Parse(string uri)
    {
        if (uri.StartsWith("urn:epc:", StringComparison.Ordinal)) return EpcUrn.Parse(uri);

        var start = uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8
            : uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7
            : 0;
        return start == 0 ? null : FromPath(PathOf(uri.AsSpan(start)));
    }

    private static ReadOnlySpan<char> PathOf(ReadOnlySpan<char> afterScheme)
    {
        var end = afterScheme.IndexOfAny('?', '#');
        if (end >= 0) afterScheme = afterScheme[..end];
        var slash = afterScheme.IndexOf('/');
        return slash < 0 ? [] : afterScheme[(slash + 1)..].TrimEnd('/');
    }

    // A resolver may live below a path of its own, so the key may begin at any segment; from there on all must fit.
    private static Gs1Key? FromPath(ReadOnlySpan<char> path)
    {
        while (!path.IsEmpty)
        {
            var slash = path.IndexOf('/');
            if (slash < 0) return null;
            var rest = path[(slash + 1)..];
            if (Gs1Key.IsKeyAi(path[..slash]) && KeyAt(path[..slash].ToString(), rest) is { } key) return key;
            path = rest;
        }

        return null;
    }

    private static Gs1Key? KeyAt(string ai, ReadOnlySpan<char> path)
    {
        Span<Range> parts = stackalloc Range[(MaxQualifiers * 2) + 2];
        var count = path.Split(parts, '/');
        if (count % 2 == 0 || count > (MaxQualifiers * 2) + 1 || Gs1Characters.Decode(path[parts[0]]) is not { } value) return null;

        var qualifiers = new (string, string)[count / 2];
        for (var i = 0; i < qualifiers.Length; i++)
        {
            if (Gs1Characters.Decode(path[parts[(2 * i) + 2]]) is not { } qualifier) return null;
            qualifiers[i] = (path[parts[(2 * i) + 1]].ToString(), qualifier);
        }

        return Gs1Key.TryCreate(ai, value, qualifiers);
    }

    private static string Root(Uri baseUri) => baseUri.AbsoluteUri.TrimEnd('/');
}
