using System.Text.RegularExpressions;

namespace AgriTrace.Domain.QrCodes.Resolver;

/// <param name="LinkType">Such as <c>gs1:recipeInfo</c>.</param>
/// <param name="Href">https only.</param>
/// <param name="Hreflang">Language tags (BCP 47).</param>
/// <param name="Type">The media type of what is there.</param>
/// <param name="Default">Whether the code of the product alone leads there; not for a lot, whose code leads to its scan page.</param>
public sealed record LinkInput(string LinkType, string Href, string Title, IReadOnlyList<string>? Hreflang = null, string? Type = null, bool Default = false);

/// <summary>All links of a product or lot; what is left out is no longer there.</summary>
public sealed partial record LinksInput(IReadOnlyList<LinkInput> Links)
{
    public const int MaxLinks = 50, MaxHref = 1_000, MaxTitle = 100, MaxLanguages = 10;

    /// <summary>The links as they are kept, or every bad field.</summary>
    /// <param name="mayDefault">Whether one of them may be the default.</param>
    public Result<IReadOnlyList<TypedLink>> Read(bool mayDefault)
    {
        if (Links.Count > MaxLinks) return FieldErrors.Invalid([new("$.links", $"must have at most {MaxLinks} links.")]);
        var faults = new List<FieldFault>();
        var links = Links.Select((link, index) => Read(link, $"$.links[{index}]", mayDefault, faults)).ToArray();
        if (Links.Count(link => link.Default) > 1) faults.Add(new("$.links", "must have one default at most."));
        return FieldErrors.Or<IReadOnlyList<TypedLink>>(links, faults);
    }

    private static TypedLink Read(LinkInput link, string path, bool mayDefault, List<FieldFault> faults)
    {
        var type = Resolver.LinkType.ToSet(link.LinkType);
        if (type is null) faults.Add(new($"{path}.linkType", $"must be one of {string.Join(", ", Resolver.LinkType.Settable.Select(one => Resolver.LinkType.Prefix + one.Name))}."));
        if (!IsTarget(link.Href)) faults.Add(new($"{path}.href", $"must be an https address of at most {MaxHref} ASCII characters, without user name."));
        if (link.Default && !mayDefault) faults.Add(new($"{path}.default", "cannot be the default of a lot: its code leads to the scan page, where a recall shows."));
        if (link.Type is { } media && !MediaType().IsMatch(media)) faults.Add(new($"{path}.type", "must be a media type such as text/html."));
        var languages = link.Hreflang ?? [];
        if (languages.Count > MaxLanguages || !languages.All(LanguageTag().IsMatch)) faults.Add(new($"{path}.hreflang", $"must be at most {MaxLanguages} language tags such as vi or en-GB."));
        return new TypedLink(type?.Name ?? "", link.Href, PlainText.Read($"{path}.title", link.Title, MaxTitle, faults), [.. languages.Distinct()], link.Type, link.Default);
    }

    /// <summary>What may stand in a header as it is, and leads where it seems to lead.</summary>
    private static bool IsTarget(string href) =>
        href.Length <= MaxHref && Plain().IsMatch(href)
        && Uri.TryCreate(href, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && uri.Host.Contains('.', StringComparison.Ordinal) && uri.UserInfo.Length == 0;

    [GeneratedRegex(@"\Ahttps://[A-Za-z0-9][A-Za-z0-9.:-]*([/?#][A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?\z")]
    private static partial Regex Plain();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9!#$&^_.+-]{0,60}/[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\z")]
    private static partial Regex MediaType();

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z")]
    private static partial Regex LanguageTag();
}
