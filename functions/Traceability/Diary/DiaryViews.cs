using System.Globalization;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Identity.Pages;
using AgriTrace.Web;
using AgriTrace.Web.Catalogue;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Functions.Traceability.Diary;

/// <summary>A diary in the words of people: its page, and its file for a spreadsheet.</summary>
internal static class DiaryViews
{
    /// <summary>What was entered later than this says so.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromDays(1);

    public static DiaryView Page(Call call, DiarySheet sheet, Cooperative coop, IReadOnlyList<Member> members)
    {
        var query = $"/coops/{coop.Id}/plots/{sheet.Plot.Id}/diary?from={Format.Iso(sheet.Period.From)}&to={Format.Iso(sheet.Period.To)}";
        var names = new Views(members);
        return new DiaryView(
            query, coop.Name, coop.Address, sheet.Plot.Name, sheet.Plot.AreaCode, sheet.Plot.Hectares, names.NameOf(sheet.Plot.Member), sheet.Period.From, sheet.Period.To,
            [.. sheet.Entries.Select(entry => Line(entry, names))], Http.Pages.LanguageOf(call.Request).Link(query + "&format=csv"));
    }

    public static Reply Csv(Call call, DiarySheet sheet, IReadOnlyList<Member> members)
    {
        var language = Http.Pages.LanguageOf(call.Request);
        var names = new Views(members);
        Text[] columns =
        [
            DiaryTexts.Day, DiaryTexts.Work, DiaryTexts.MaterialName, DiaryTexts.ActiveIngredient, DiaryTexts.Dose, DiaryTexts.Amount, DiaryTexts.Unit, DiaryTexts.IntervalInDays,
            DiaryTexts.HarvestFrom, Texts.Trace.Lot, DiaryTexts.Who, DiaryTexts.Helper, DiaryTexts.TargetName, DiaryTexts.Note, DiaryTexts.Entered,
        ];
        return Http.Csv.Of(
            [.. columns.Select(column => column[language])],
            sheet.Entries.Select(entry => Row(Line(entry, names), entry, language)),
            $"{call.Coop}-{sheet.Plot.Id}-{sheet.Period.From:yyyyMMdd}-{sheet.Period.To:yyyyMMdd}.csv");
    }

    private static DiaryLine Line(DiaryEntry entry, Views names) => new(
        entry.At,
        entry.Activity,
        entry.Material,
        entry.ActiveIngredient,
        entry.Dose,
        entry.Quantity is { } quantity ? new Amount(quantity.Value, quantity.Unit) : null,
        entry.IntervalDays,
        PreHarvest.EarliestAfter(entry),
        names.NameOf(entry.OnBehalfOf ?? entry.RecordedBy),
        entry.OnBehalfOf is null ? null : names.NameOf(entry.RecordedBy),
        entry.Target,
        entry.Note,
        entry.Lot is { } lot ? new LotLink(lot.Lot, lot.Path) : null,
        entry.RecordedAt - entry.At > Prompt ? entry.RecordedAt : null);

    private static string[] Row(DiaryLine line, DiaryEntry entry, Language language) =>
    [
        Time(line.At),
        DiaryTexts.Activity(line.Activity)[language],
        line.Material ?? string.Empty,
        line.ActiveIngredient ?? string.Empty,
        line.Dose ?? string.Empty,
        line.Amount?.Value.ToString("0.###", CultureInfo.InvariantCulture) ?? string.Empty,
        line.Amount is { } amount ? Texts.Unit(amount.UnitCode, ProduceKind.Other)[language] : string.Empty,
        line.IntervalDays?.ToString(CultureInfo.InvariantCulture) ?? string.Empty,
        line.Earliest is { } earliest ? Format.Iso(earliest) : string.Empty,
        line.Lot?.Lot ?? string.Empty,
        line.Who,
        line.Helper ?? string.Empty,
        line.Target ?? string.Empty,
        line.Note ?? string.Empty,
        Time(entry.RecordedAt),
    ];

    /// <summary>As spreadsheets know a time, on the clock of Viet Nam.</summary>
    private static string Time(DateTimeOffset time) => time.ToOffset(Domain.Reconciliation.Period.VietNam).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
