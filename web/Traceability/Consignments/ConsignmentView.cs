using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Consignments;

namespace AgriTrace.Web.Traceability.Consignments;

/// <summary>All that is recorded of the lots that somebody outside was sent, for their screen and their files: it prints on A4.</summary>
/// <param name="Path">With the key of its link.</param>
/// <param name="Kinds">What happened at each event of the sheet, in their order.</param>
/// <param name="Files">The same for programs: format and address.</param>
public sealed record ConsignmentView(
    string Path, ConsignmentSheet Sheet, IReadOnlyList<StageKind> Kinds, IReadOnlyList<(string Format, string Path)> Files) : PageView(Path)
{
    internal override Type Component => typeof(ConsignmentPage);

    internal override bool IsForSearchEngines => false;

    internal override string TitleIn(Language language) => Texts.Consignment.Title(Sheet.Recipient)[language];

    /// <summary>The query of the link.</summary>
    internal string Key => Path[Path.IndexOf('?', StringComparison.Ordinal)..];

    /// <summary>How a lot is called here: its number.</summary>
    /// <param name="path">Its path on this site.</param>
    internal static string NameOfLot(string path) => Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);

    internal static ProductName NameOf(TraceRecord lot) => new(lot.ProductName.Vi, lot.ProductName.En);
}
