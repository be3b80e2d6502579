using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;

namespace AgriTrace.Functions.QrCodes.Resolver;

/// <summary>What is known of one level of a code.</summary>
/// <param name="Path">Of the item, lot or product.</param>
/// <param name="Default">Where it leads; null in an answer that offers a choice.</param>
internal sealed record LinkContext(string Path, TypedLink? Default, IReadOnlyList<TypedLink> Links);

/// <summary>Links as RFC 9264 writes them, in the form that GS1's resolver standard fixes.</summary>
internal static class Linkset
{
    /// <summary>Makes JSON-LD of it.</summary>
    public const string Context = "https://ref.gs1.org/standards/resolver/linkset-context";

    public static Reply Answer(int status, IEnumerable<LinkContext> contexts, SiteSettings site) =>
        Reply.Json(status, new Dictionary<string, object> { ["linkset"] = contexts.Select(context => Write(context, Root(site))).ToArray() }, LinkWish.LinksetType);

    /// <summary>The address of our site without a slash at its end.</summary>
    public static string Root(SiteSettings site) => site.PublicUrl.GetLeftPart(UriPartial.Authority);

    private static Dictionary<string, object> Write(LinkContext context, string root)
    {
        var members = new Dictionary<string, object> { ["anchor"] = root + context.Path };
        if (context.Default is { } target)
            members[LinkType.Vocabulary + LinkType.Default] = new[] { new Dictionary<string, object> { ["href"] = HrefOf(target, root), ["title"] = target.Title } };
        foreach (var type in context.Links.GroupBy(link => link.Type)) members[LinkType.Vocabulary + type.Key] = type.Select(link => Write(link, root)).ToArray();
        return members;
    }

    private static Dictionary<string, object> Write(TypedLink link, string root)
    {
        var members = new Dictionary<string, object> { ["href"] = HrefOf(link, root), ["title"] = link.Title };
        if (link.MediaType is { } media) members["type"] = media;
        if (link.Hreflang.Count > 0) members["hreflang"] = link.Hreflang;
        return members;
    }

    private static string HrefOf(TypedLink link, string root) => link.IsOurs ? root + link.Href : link.Href;
}
