namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>What the table of AIs asks of the parts of a Digital Link, and of each beside the others.</summary>
internal static class DigitalLinkRules
{
    private const int MaxUnknown = 90;

    /// <returns>The first rule that is broken, or null.</returns>
    public static Error? Broken(DigitalLinkUri link, bool unknownAis)
    {
        var key = ApplicationIdentifiers.Find(link.Key.Ai)!;
        string[] inPath = [.. link.Qualifiers.Select(qualifier => qualifier.Ai)];
        if (link.Qualifiers.Prepend(link.Key).Concat(link.Attributes).GroupBy(element => element.Ai).FirstOrDefault(group => group.Count() > 1) is { } twice)
            return AiErrors.Repeated(Gs1Errors.Shown(twice.Key));
        if (Path(key, inPath) is { } wrong) return wrong;

        return link.Qualifiers.Prepend(link.Key).Select(element => ApplicationIdentifiers.Find(element.Ai)!.Check(element.Value)).FirstOrDefault(error => error is not null)
            ?? link.Attributes.Select(attribute => Attribute(key, inPath, attribute, unknownAis)).FirstOrDefault(error => error is not null)
            ?? Company([link.Key.Ai, .. inPath, .. link.Attributes.Select(attribute => attribute.Ai)]);
    }

    private static Error? Path(ApplicationIdentifier key, string[] qualifiers)
    {
        if (key.SequenceOf(qualifiers) is not null || qualifiers.Length == 0) return null;
        return Array.Find(qualifiers, ai => key.SequenceOf([ai]) is null) is { } stranger ? DigitalLinkErrors.NotAQualifier(key, stranger) : DigitalLinkErrors.Order(key);
    }

    private static Error? Attribute(ApplicationIdentifier key, string[] inPath, AiValue attribute, bool unknownAis)
    {
        if (ApplicationIdentifiers.Find(attribute.Ai) is not { } ai)
            return unknownAis && attribute is { Ai.Length: >= 2 and <= 4, Value.Length: <= MaxUnknown } && !attribute.Value.AsSpan().ContainsAnyExcept(Gs1Characters.Set82)
                ? null
                : AiErrors.Unknown(attribute.Ai);

        if (HasPlace(key, inPath, attribute.Ai)) return DigitalLinkErrors.BelongsInPath(attribute.Ai, key);
        return ai.IsAttribute ? ai.Check(attribute.Value) : DigitalLinkErrors.NotAnAttribute(ai);
    }

    /// <summary>Whether the path could hold it, at any place among what it holds.</summary>
    private static bool HasPlace(ApplicationIdentifier key, string[] inPath, string ai) =>
        key.Sequences!.Any(sequence => sequence.Contains(ai) && Array.TrueForAll(inPath, sequence.Contains));

    private static Error? Company(string[] present)
    {
        foreach (var ai in present.Select(ApplicationIdentifiers.Find).OfType<ApplicationIdentifier>())
        {
            if (Array.Find(present, other => other != ai.Code && ai.Excludes.Any(pattern => pattern.Fits(other))) is { } other) return AiErrors.Excluded(ai, other);
            if (ai.Requires.FirstOrDefault(groups => !Array.Exists(groups, group => Array.TrueForAll(group, pattern => Array.Exists(present, pattern.Fits)))) is { } missing)
                return AiErrors.Needs(ai, string.Join(" or ", missing.Select(group => string.Join(" with ", group.Select(pattern => pattern.Text)))));
        }

        return null;
    }
}
