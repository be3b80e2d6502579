namespace AgriTrace.Web.Identity;

/// <summary>Says, in the words of whoever did it, why something was not done, and what to do now.</summary>
/// <param name="Path">Where the language switch leads; a page that may be asked for again.</param>
public sealed record RefusalView(string Path, Refusal Words) : PageView(Path)
{
    internal override Type Component => typeof(RefusalPage);

    internal override string TitleIn(Language language) => Words.Heading[language];

    internal override bool IsForSearchEngines => false;
}

/// <summary>The words for one problem code.</summary>
public sealed record Refusal(Text Heading, Text Advice);
