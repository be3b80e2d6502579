using System.Buffers;
using System.Collections.Frozen;

namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>An identification key with its finest qualifier, decoded. What an EPC URN and a Digital Link have in common.</summary>
internal sealed record Gs1Key
{
    public const string CanonicalDomain = "https://id.gs1.org";

    private Gs1Key(string ai, string value, string? qualifierAi, string? qualifier) =>
        (Ai, Value, QualifierAi, Qualifier) = (ai, value, qualifierAi, qualifier);

    public string Ai { get; }

    /// <summary>A GTIN has 14 digits here.</summary>
    public string Value { get; }

    public string? QualifierAi { get; }

    public string? Qualifier { get; }

    /// <summary>How many digits of <see cref="Value"/> end in the check digit; 0 for the keys that have none.</summary>
    public int NumericLength => Rules[Ai].Digits;

    // N13,csum [X..17] in the syntax dictionary's words: 13 digits with their check digit, then 0 to 17 characters of set 82.
    private static readonly FrozenDictionary<string, KeyRule> Rules = new Dictionary<string, KeyRule>
    {
        ["00"] = new(18),
        ["01"] = new(14) { Qualifiers = [Dropped("22", 20), Kept("10", 20), Kept("21", 20), Kept("235", 28)] },
        ["253"] = new(13) { Tail = Gs1Characters.Set82, MaxTail = 17 },
        ["255"] = new(13) { Tail = Gs1Characters.Digits, MaxTail = 12 },
        ["401"] = new(0) { Tail = Gs1Characters.Set82, MinTail = 1, MaxTail = 30 },
        ["402"] = new(17),
        ["414"] = new(13) { Qualifiers = [Kept("254", 20), Dropped("7040", 4)] },
        ["417"] = new(13) { Qualifiers = [Dropped("7040", 4)] },
        ["8003"] = new(14) { Tail = Gs1Characters.Set82, MaxTail = 16 },
        ["8004"] = new(0) { Tail = Gs1Characters.Set82, MinTail = 1, MaxTail = 30, Qualifiers = [Dropped("7040", 4)] },
        ["8006"] = new(14)
        {
            Tail = Gs1Characters.Digits,
            MinTail = 4,
            MaxTail = 4,
            Qualifiers = [Dropped("22", 20), Kept("10", 20), Kept("21", 20)],
        },
        ["8010"] = new(0)
        {
            Tail = Gs1Characters.Set39,
            MinTail = 1,
            MaxTail = 30,
            Qualifiers = [new("8011", 12, Gs1Characters.Digits, true)],
        },
        ["8017"] = new(18) { Qualifiers = [new("8019", 10, Gs1Characters.Digits, false)] },
        ["8018"] = new(18) { Qualifiers = [new("8019", 10, Gs1Characters.Digits, false)] },
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, KeyRule>.AlternateLookup<ReadOnlySpan<char>> RulesBySpan =
        Rules.GetAlternateLookup<ReadOnlySpan<char>>();

    public static bool IsKeyAi(ReadOnlySpan<char> ai) => RulesBySpan.ContainsKey(ai);

    /// <summary>
    /// Null unless every part obeys its length and characters, and the check digit is right. Qualifiers come in the order of the
    /// standard; the last one that identifies more finely is kept, the others go.
    /// </summary>
    public static Gs1Key? TryCreate(string ai, string value, params ReadOnlySpan<(string Ai, string Value)> qualifiers)
    {
        if (!Rules.TryGetValue(ai, out var rule)) return null;
        if (ai == "01" && value.Length is 8 or 12 or 13) value = value.PadLeft(14, '0');
        if (!rule.Allows(value)) return null;

        var next = 0;
        (string? Ai, string? Value) finest = default;
        foreach (var (qualifierAi, qualifier) in qualifiers)
        {
            while (next < rule.Qualifiers.Length && rule.Qualifiers[next].Ai != qualifierAi) next++;
            if (next == rule.Qualifiers.Length || !rule.Qualifiers[next].Allows(qualifier)) return null;
            if (rule.Qualifiers[next++].IsKept) finest = (qualifierAi, qualifier);
        }

        return new Gs1Key(ai, value, finest.Ai, finest.Value);
    }

    /// <summary>The constrained canonical Digital Link of CBV 2.0, 8.9.1: GS1's domain, no query, the finest level only.</summary>
    public string ToLink() => QualifierAi is null
        ? $"{CanonicalDomain}/{Ai}/{Gs1Characters.ToLinkSegment(Value)}"
        : $"{CanonicalDomain}/{Ai}/{Gs1Characters.ToLinkSegment(Value)}/{QualifierAi}/{Gs1Characters.ToLinkSegment(Qualifier!)}";

    private static QualifierRule Kept(string ai, int max) => new(ai, max, Gs1Characters.Set82, true);

    private static QualifierRule Dropped(string ai, int max) => new(ai, max, Gs1Characters.Set82, false);

    /// <param name="Digits">Length of the leading digits, check digit included.</param>
    private sealed record KeyRule(int Digits)
    {
        public SearchValues<char>? Tail { get; init; }

        public int MinTail { get; init; }

        public int MaxTail { get; init; }

        public QualifierRule[] Qualifiers { get; init; } = [];

        public bool Allows(string value)
        {
            var tail = value.Length - Digits;
            return tail >= MinTail && tail <= MaxTail
                && (Digits == 0 || CheckDigit.IsRight(value.AsSpan(0, Digits)))
                && (tail == 0 || !value.AsSpan(Digits).ContainsAnyExcept(Tail!));
        }
    }

    private sealed record QualifierRule(string Ai, int Max, SearchValues<char> Characters, bool IsKept)
    {
        public bool Allows(string value) => value.Length >= 1 && value.Length <= Max && !value.AsSpan().ContainsAnyExcept(Characters);
    }
}
