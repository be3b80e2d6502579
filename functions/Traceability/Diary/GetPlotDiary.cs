using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Diary;

/// <param name="Activity">What was done; the type where that says it all.</param>
/// <param name="Earliest">The first day on which the plot may be harvested after it; absent where no interval follows.</param>
/// <param name="Gtin">Of a harvest; absent where the product has none, and <paramref name="Product"/> names it.</param>
public sealed record DiaryEntryBody(
    DateTimeOffset At, string Type, string Activity, string? Material, string? ActiveIngredient, string? Dose, Quantity? Quantity, int? IntervalDays, DateOnly? Earliest,
    string? Target, string? Note, string? Gtin, string? Product, string? Lot, string RecordedBy, string? OnBehalfOf, DateTimeOffset RecordedAt, string EventId)
{
    public static DiaryEntryBody Of(DiaryEntry entry) => new(
        entry.At, entry.Type, entry.Activity, entry.Material, entry.ActiveIngredient, entry.Dose, entry.Quantity, entry.IntervalDays, PreHarvest.EarliestAfter(entry),
        entry.Target, entry.Note,
        entry.Lot is { Product.IsGtin: true } lot ? lot.Product.Key : null, entry.Lot is { Product.IsGtin: false } own ? own.Product.Name : null, entry.Lot?.Lot,
        entry.RecordedBy, entry.OnBehalfOf, entry.RecordedAt, entry.EventId);
}

public sealed record DiaryBody(string Plot, string Name, DateOnly From, DateOnly To, IReadOnlyList<DiaryEntryBody> Items);

/// <summary>What was done on a plot and harvested from it, for programs; as a file for a spreadsheet by <c>format=csv</c>.</summary>
public sealed class GetPlotDiary(Gate<GetPlotDiary> gate, PlotDiaries diaries, CoopStore coops)
{
    [Function("GetPlotDiary"), Allow(Permission.ReadCooperative)]
    [Describe("What was done on a plot, oldest first. Without from and to, the last 365 days. A farmer reads that of their own plots.",
        Response = typeof(DiaryBody), Produces = ["text/csv"], Query = ["from", "to", "format"], Problems = [413])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/plots/{plot}/diary")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await diaries.Read(call, cancel)).Try(out var sheet, out var error)) return error;
            if (call.Query("format") == "csv") return DiaryViews.Csv(call, sheet, await coops.Members(call.Coop, cancel));
            return Reply.Ok(new DiaryBody(sheet.Plot.Id, sheet.Plot.Name, sheet.Period.From, sheet.Period.To, [.. sheet.Entries.Select(DiaryEntryBody.Of)]));
        }, cancel);
}
