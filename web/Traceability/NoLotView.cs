namespace AgriTrace.Web.Traceability;

/// <summary>What a scan shows where there is nothing to show: a code that is none of ours, or a page that somebody tampered with.</summary>
/// <remarks>It says what a buyer should do, and nothing that would help whoever prints such labels.</remarks>
/// <param name="Site">The base of this site, to compare addresses with.</param>
/// <param name="IsDamaged">Whether the lot is ours, and what is stored of its page is not.</param>
public sealed record NoLotView(string Path, Uri Site, bool IsDamaged = false) : PageView(Path)
{
    internal Text Heading => IsDamaged ? ScanTexts.DamagedTitle : ScanTexts.UnknownTitle;

    internal override Type Component => typeof(NoLotPage);

    internal override string TitleIn(Language language) => Heading[language];

    internal override bool IsForSearchEngines => false;
}
