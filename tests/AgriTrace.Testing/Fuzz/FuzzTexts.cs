namespace AgriTrace.Testing.Fuzz;

/// <summary>Values that break programs which trust what they are sent.</summary>
internal static class FuzzTexts
{
    /// <summary>Becomes <c>\ud800</c> when JSON is written: a lone surrogate, which no string of ours could carry there.</summary>
    public const string LoneSurrogate = "@@lone@@";

    /// <summary>Begins a text that is written without its quotes, such as <c>NaN</c>.</summary>
    public const string Raw = "@@raw@@";

    private static readonly string[] Texts =
    [
        "", " ", "a", "A", "0", "-1", "null", "true", "[]", "{}", ".", "..", "../..", "./", "/", "\\", "#", "?", "%", "%2F", "%00", "a/b", "a\\b", "a#b", "a?b",
        "=2F", "=", "'", "\"", "';--", "' or 1 eq 1", "<script>alert(1)</script>", "{{7*7}}", "${7}", "=1+1", "@SUM(A1)", "+1", "\t", "\r\n", "a\r\nSet-Cookie: a=b",
        "\u0000", "\u0001", "\u007f", "\u0080", "\u200b", "\u202e", "\ufeff", "\uffff", "\ufffd", "Bươ\u0309i", "Bưởi", "ＡＢＣ", "а", "ıİſK", "😀", "👩‍🌾",
        "٣٤٥", "１２３", LoneSurrogate, LoneSurrogate + "a", "2026-11-20T06:30:00+07:00", "2026-11-20", "9999-12-31T23:59:60Z", "0001-01-01T00:00:00+14:00", "0000-00-00",
        "09521234543213", "09521234543214", "00000000000000", "urn:epc:id:sgtin:0952123.045432.1", "https://id.gs1.org/01/09521234543213/10/A", "ni:///sha-256;0?ver=CBV2.0",
        "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", "{00000000-0000-0000-0000-000000000000}", "htx", "-", "--", "a-", "NaN", "Infinity", "1e400",
    ];

    private static readonly string[] Numbers =
    [
        "0", "-0", "1", "-1", "0.5", "0.001", "0.0001", "1e-28", "1e-400", "1e28", "1e400", "-1e400", "79228162514264337593543950335", "79228162514264337593543950336",
        "9223372036854775807", "9223372036854775808", "-9223372036854775809", "2147483648", "1000000000", "1000000000.0000000000000000000000001", "NaN", "Infinity", "-Infinity", "01", "+1", ".5", "1.",
        "99999999999999999999999999999999999999999999999999", "0.1000000000000000000000000000000000000000000001",
    ];

    /// <summary>As they stand in a request's target: some are no valid encoding at all.</summary>
    private static readonly string[] Segments =
    [
        "%2F", "%2f%2F", "%5C", "%23", "%3F", "%25", "%252F", "%2E", "%2E%2E", "..%2F..", "%00", "a%00b", "%C0%AF", "%E0%80%AF", "%FF", "%ED%A0%80", "%", "%G1", "%C6%B0%E1%BB%9F", "Bu%CC%9Bo%CC%9Bi",
        "%E2%80%AE", "%EF%BB%BF", "%0D%0A", "%09", "%7F", "+", "%20", "a%20b", ";", ";a=b", "'", "%22", "%3Cscript%3E", "{coop}", "*", "~", "$batch", "(PartitionKey='a')", "%F0%9F%98%80",
    ];

    public static string Text(Random random) => random.Next(12) switch
    {
        0 => new string('a', random.Next(1, 40)),
        1 => new string('9', random.Next(1, 5_000)),
        2 => string.Concat(Enumerable.Range(0, random.Next(1, 8)).Select(_ => One(random, Texts))),
        3 => string.Concat(Enumerable.Repeat("ư", random.Next(1, 3_000))),
        _ => One(random, Texts),
    };

    public static string Number(Random random) => random.Next(4) == 0 ? $"{random.NextDouble() * Math.Pow(10, random.Next(-5, 20)):R}" : One(random, Numbers);

    /// <summary>Of a path or a query, encoded or broken already.</summary>
    public static string Segment(Random random) => random.Next(4) switch
    {
        0 => Uri.EscapeDataString(Text(random).Replace(LoneSurrogate, "x", StringComparison.Ordinal)),
        1 => new string('a', random.Next(1, 1_500)),
        _ => One(random, Segments),
    };

    public static T One<T>(Random random, IReadOnlyList<T> some) => some[random.Next(some.Count)];
}
