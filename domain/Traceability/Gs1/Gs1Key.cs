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

    /// <summary>The keys that EPCIS and EPC know; the others, such as a model, stay the address that they came as.</summary>
    private static readonly string[] Known = ["00", "01", "253", "255", "401", "402", "414", "417", "8003", "8004", "8006", "8010", "8017", "8018"];

    /// <summary>Qualifiers that no event is told apart by (CBV 2.0, 8.9.1): the variant, the unique id of an organisation, the instance of a service.</summary>
    private static readonly string[] Dropped = ["22", "7040", "8019"];

    private static readonly FrozenDictionary<string, KeyRule> Rules =
        Known.ToFrozenDictionary(ai => ai, ai => KeyRule.Of(ApplicationIdentifiers.Find(ai)!), StringComparer.Ordinal);

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

    /// <summary>Looked at for every id of every event, so made once from the table.</summary>
    /// <param name="Digits">Length of the leading digits, check digit included.</param>
    private sealed record KeyRule(int Digits, SearchValues<char> Tail, int MinTail, int MaxTail, QualifierRule[] Qualifiers)
    {
        public static KeyRule Of(ApplicationIdentifier key)
        {
            var checkedPart = Array.FindIndex([.. key.Parts], part => part.Lints.Contains(Gs1Lints.Csum));
            var digits = key.Parts.Take(checkedPart + 1).Sum(part => part.Max);
            return new KeyRule(
                digits,
                key.Parts[^1].Characters,
                key.MinLength - digits,
                key.MaxLength - digits,
                [.. key.Sequences!.SelectMany(sequence => sequence).Select(ai => QualifierRule.Of(ApplicationIdentifiers.Find(ai)!))]);
        }

        public bool Allows(string value)
        {
            var tail = value.Length - Digits;
            return tail >= MinTail && tail <= MaxTail
                && (Digits == 0 || CheckDigit.IsRight(value.AsSpan(0, Digits)))
                && (tail == 0 || !value.AsSpan(Digits).ContainsAnyExcept(Tail));
        }
    }

    private sealed record QualifierRule(ApplicationIdentifier Qualifier, SearchValues<char> Characters, int Max, bool IsKept)
    {
        public string Ai => Qualifier.Code;

        public static QualifierRule Of(ApplicationIdentifier ai) => new(ai, ai.Parts[0].Characters, ai.MaxLength, !Dropped.Contains(ai.Code));

        public bool Allows(string value) => Qualifier.Parts.Count == 1
            ? value.Length >= 1 && value.Length <= Max && !value.AsSpan().ContainsAnyExcept(Characters)
            : Qualifier.Check(value) is null;
    }
}
