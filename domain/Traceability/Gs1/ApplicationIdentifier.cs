using System.Buffers;

namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>A GS1 Application Identifier (AI): how its value is written, and what it goes with in a Digital Link.</summary>
public sealed class ApplicationIdentifier
{
    private readonly AiPart[] parts;

    internal ApplicationIdentifier(string code, AiEntry entry)
    {
        (Code, Title, parts) = (code, entry.Title, entry.Parts);
        (IsFixedLength, IsAttribute) = (entry.IsFixedLength, entry.IsAttribute);
        (Excludes, Requires) = (AiPattern.List(entry.Excludes), [.. entry.Requires.Select(AiPattern.Groups)]);
        Sequences = entry.KeyWith is null ? null : [.. entry.KeyWith.Select(sequence => sequence.Split(','))];
    }

    /// <summary>2 to 4 digits.</summary>
    public string Code { get; }

    /// <summary>As GS1 prints it beside a barcode.</summary>
    public string Title { get; }

    /// <summary>Its length is known from its first two digits, so that no separator follows its value in an element string.</summary>
    public bool IsFixedLength { get; }

    /// <summary>May stand behind the question mark of a Digital Link.</summary>
    public bool IsAttribute { get; }

    /// <summary>Names a thing, and so begins the path of a Digital Link.</summary>
    public bool IsKey => Sequences is not null;

    public int MinLength => parts.Sum(part => part.IsOptional ? 0 : part.Min);

    public int MaxLength => parts.Sum(part => part.Max);

    /// <summary>The qualifiers of a key, in their order; each list is an alternative. Null for what is no key.</summary>
    internal IReadOnlyList<string[]>? Sequences { get; }

    internal IReadOnlyList<AiPattern> Excludes { get; }

    /// <summary>Every one must hold; one holds when all of any of its groups are there.</summary>
    internal IReadOnlyList<AiPattern[][]> Requires { get; }

    internal IReadOnlyList<AiPart> Parts => parts;

    /// <returns>What is wrong with a value, or null. A company prefix is looked at only as far as it can be without GS1's list of them.</returns>
    public Error? Check(string value)
    {
        var rest = value.AsSpan();
        foreach (var part in parts)
        {
            if (rest.IsEmpty && part.IsOptional) break;
            var taken = rest[..Math.Min(part.Max, rest.Length)];
            if (taken.Length < part.Min || taken.ContainsAnyExcept(part.Characters)) return AiErrors.Shape(this, value);
            foreach (var lint in part.Lints)
                if (lint(this, taken) is { } wrong)
                    return wrong;

            rest = rest[taken.Length..];
        }

        return rest.IsEmpty ? null : AiErrors.Shape(this, value);
    }

    /// <summary>How its values look, in GS1's own short form, such as <c>N13 [X..17]</c>.</summary>
    public string Format => string.Join(' ', parts.Select(part => part.Format));

    /// <summary>The list of qualifiers that these fit into, in this order; null where none does.</summary>
    internal string[]? SequenceOf(IEnumerable<string> qualifiers) => Sequences?.FirstOrDefault(sequence => IsPartOf(qualifiers, sequence));

    private static bool IsPartOf(IEnumerable<string> some, string[] sequence)
    {
        var from = 0;
        foreach (var one in some)
        {
            var at = Array.IndexOf(sequence, one, from);
            if (at < 0) return false;
            from = at + 1;
        }

        return true;
    }
}

/// <summary>A row of the table: one AI, or a range of them (<c>3100-3105</c>), in the words of GS1's syntax dictionary.</summary>
internal sealed record AiEntry(string Codes, string Title, params AiPart[] Parts)
{
    public bool IsFixedLength { get; init; }

    public bool IsAttribute { get; init; }

    /// <summary>Null for what is no key; each text is a list of qualifiers in their order.</summary>
    public string[]? KeyWith { get; init; }

    public string Excludes { get; init; } = "";

    public string[] Requires { get; init; } = [];
}

/// <summary>A stretch of a value. Only the last one may be of more than one length.</summary>
internal sealed record AiPart(char Kind, SearchValues<char> Characters, int Min, int Max, AiLint[] Lints)
{
    public bool IsOptional { get; init; }

    public string Format => (IsOptional ? "[" : "") + Kind + (Min == Max ? "" : "..") + Max.ToString(System.Globalization.CultureInfo.InvariantCulture) + (IsOptional ? "]" : "");
}

/// <summary>Says what is wrong with a stretch of a value, or null.</summary>
internal delegate Error? AiLint(ApplicationIdentifier ai, ReadOnlySpan<char> text);

/// <summary>An AI, or several of them where an <c>n</c> stands for any digit.</summary>
internal readonly record struct AiPattern(string Text)
{
    public bool Fits(string code)
    {
        if (code.Length != Text.Length) return false;
        for (var i = 0; i < code.Length; i++)
            if (Text[i] != 'n' && Text[i] != code[i])
                return false;
        return true;
    }

    public static AiPattern[] List(string text, char separator = ',') =>
        [.. text.Split(separator, StringSplitOptions.RemoveEmptyEntries).Select(one => new AiPattern(one))];

    /// <summary><c>01+21,253</c>: both of the first two, or the third.</summary>
    public static AiPattern[][] Groups(string text) => [.. text.Split(',').Select(group => List(group, '+'))];
}
