using AgriTrace.Web.Catalogue;

namespace AgriTrace.Web.Traceability;

/// <summary>One line of the diary of a plot.</summary>
/// <param name="Activity">See <see cref="DiaryTexts.Activity"/>.</param>
/// <param name="Amount">Of the material, or what was harvested.</param>
/// <param name="Earliest">The first day on which the plot may be harvested after it.</param>
/// <param name="Who">The name of whoever did it.</param>
/// <param name="Helper">Of whoever entered it in their place; null where nobody did.</param>
/// <param name="Lot">Of a harvest.</param>
/// <param name="Entered">Where it was entered more than a day after it happened.</param>
public sealed record DiaryLine(
    DateTimeOffset At, string Activity, string? Material, string? ActiveIngredient, string? Dose, Amount? Amount, int? IntervalDays, DateOnly? Earliest,
    string Who, string? Helper, string? Target, string? Note, LotLink? Lot, DateTimeOffset? Entered);

/// <summary>The diary of a plot over a period, to read and to print on A4.</summary>
/// <param name="CsvPath">The same as a file for a spreadsheet.</param>
public sealed record DiaryView(
    string Path, string CoopName, string CoopAddress, string Plot, string? AreaCode, decimal Hectares, string Farmer, DateOnly From, DateOnly To,
    IReadOnlyList<DiaryLine> Lines, string CsvPath) : PageView(Path)
{
    internal override Type Component => typeof(DiaryPage);

    internal override string TitleIn(Language language) => DiaryTexts.Title(Plot)[language];

    internal override bool IsForSearchEngines => false;
}
