namespace AgriTrace.Web.Identity;

/// <summary>The anti-forgery field that every form of a page carries.</summary>
/// <param name="Field">The name under which it is looked for.</param>
public sealed record FormSeal(string Field, string Token);

/// <summary>A page for one person: no search engine shall keep it.</summary>
public abstract record PersonalView(string Path, FormSeal Seal) : PageView(Path)
{
    internal override bool IsForSearchEngines => false;
}

/// <summary>A way on from a page.</summary>
/// <param name="Path">On this site, without the language.</param>
public sealed record WayOn(string Path, Text Words);
