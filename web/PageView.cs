namespace AgriTrace.Web;

/// <summary>What one page shows. Each view knows the one component that draws it, so the two cannot be paired wrongly.</summary>
/// <param name="Path">The page's own path and query without <see cref="Languages.QueryKey"/>; the language switch leads there.</param>
public abstract record PageView(string Path)
{
    internal abstract Type Component { get; }

    /// <summary>What this page alone has in its head, as a component with a view; null for nothing.</summary>
    internal virtual Type? Head => null;

    internal abstract string TitleIn(Language language);

    /// <summary>What a search engine or a chat that previews the link says about the page.</summary>
    internal virtual string DescriptionIn(Language language) => Texts.Site.Tagline[language];

    /// <summary>False for what concerns one person, or nobody.</summary>
    internal virtual bool IsForSearchEngines => true;
}
