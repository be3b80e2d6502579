using Microsoft.AspNetCore.Components;

namespace AgriTrace.Web.Layout;

/// <summary>A component that speaks the reader's language.</summary>
public abstract class Localized : ComponentBase
{
    [CascadingParameter]
    public Language Language { get; set; }

    protected string Say(Text text) => text[Language];

    /// <summary>A link within this site that keeps the language.</summary>
    protected string Link(string path) => Language.Link(path);
}

/// <summary>The component of one kind of page.</summary>
public abstract class Page<TView> : Localized
    where TView : PageView
{
    [Parameter, EditorRequired]
    public required TView View { get; set; }
}
