using System.Collections.Frozen;
using System.Globalization;

namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>Every Application Identifier of GS1; the one table of their lengths, characters and company.</summary>
public static partial class ApplicationIdentifiers
{
    private static readonly FrozenDictionary<string, ApplicationIdentifier> ByCode =
        Table().SelectMany(entry => CodesOf(entry.Codes).Select(code => new ApplicationIdentifier(code, entry)))
            .ToFrozenDictionary(ai => ai.Code, StringComparer.Ordinal);

    public static IEnumerable<ApplicationIdentifier> All => ByCode.Values;

    /// <returns>Null for a code that GS1 gave no meaning.</returns>
    public static ApplicationIdentifier? Find(string code) => ByCode.GetValueOrDefault(code);

    private static IEnumerable<string> CodesOf(string codes)
    {
        var dash = codes.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0) return [codes];
        var (first, last) = (int.Parse(codes.AsSpan(0, dash), CultureInfo.InvariantCulture), int.Parse(codes.AsSpan(dash + 1), CultureInfo.InvariantCulture));
        return Enumerable.Range(first, last - first + 1).Select(code => code.ToString(CultureInfo.InvariantCulture));
    }

    private static AiPart N(int length, params AiLint[] lints) => N(length..length, lints);

    private static AiPart N(Range length, params AiLint[] lints) => new('N', Gs1Characters.Digits, length.Start.Value, length.End.Value, lints);

    private static AiPart X(int length, params AiLint[] lints) => X(length..length, lints);

    private static AiPart X(Range length, params AiLint[] lints) => new('X', Gs1Characters.Set82, length.Start.Value, length.End.Value, lints);

    private static AiPart Y(Range length, params AiLint[] lints) => new('Y', Gs1Characters.Set39, length.Start.Value, length.End.Value, lints);

    private static AiPart Z(Range length, params AiLint[] lints) => new('Z', Gs1Characters.Base64Url, length.Start.Value, length.End.Value, lints);

    private static AiPart Maybe(AiPart part) => part with { IsOptional = true };
}
