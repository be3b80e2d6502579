using System.Globalization;
using System.Text.Json.Serialization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Reports;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.QrCodes.Reports;
using AgriTrace.Infra.Trade;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Reports;

/// <summary>A report as the cooperative sees it.</summary>
/// <param name="Code">The path of what was scanned.</param>
/// <param name="Photo">Where it can be fetched; absent where there is none.</param>
public sealed record ReportBody(
    string Id, string Code, string? Gtin, string? Product, string Lot, string? Serial, string What, string? Where, string? Photo, DateTimeOffset At,
    ReportState State, string? Answer, DateTimeOffset? AnsweredAt, string? AnsweredBy, DateTimeOffset? ClosedAt)
{
    public static ReportBody Of(BuyerReport report)
    {
        var product = report.Lot.Product;
        return new(
            report.Id, report.Code.Path, product.IsGtin ? product.Key : null, product.IsGtin ? null : product.Name, report.Lot.Lot, report.Serial, report.What, report.Where,
            report.Photo is null ? null : $"/api/coops/{report.Coop}/reports/{report.Id}/photo", report.At,
            report.State, report.Answer, report.AnsweredAt, report.AnsweredBy, report.ClosedAt);
    }
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ReportPageBody(IReadOnlyList<ReportBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <summary>The inbox of a cooperative; a page of it as CSV by <c>Accept: text/csv</c>.</summary>
public sealed class ListReports(Gate<ListReports> gate, ReportStore reports)
{
    private const int PageSize = 50;

    private static readonly string[] Columns = ["at", "state", "code", "lot", "serial", "what", "where", "photo", "answer", "answeredAt", "answeredBy", "id"];

    [Function("ListReports"), Allow(Permission.AnswerReports, Audited = true)]
    [Describe("Lists what buyers reported, the newest first.", Response = typeof(ReportPageBody), Produces = ["text/csv"], Query = ["state", "after"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/reports")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!StateOf(call.Query("state")).Try(out var state, out var error)) return error;
            var after = call.Query("after");
            if (after is not null && !TimedId.IsOne(after)) return CursorErrors.Unknown;
            var page = await reports.Page(call.Coop, state.Wanted, after, PageSize, cancel);
            return Accept.Weight(request, "text/csv") > Accept.Weight(request, "application/json")
                ? Csv.Of(Columns, page.Items.Select(Row), $"{call.Coop}-reports.csv")
                : Reply.Ok(new ReportPageBody([.. page.Items.Select(ReportBody.Of)], page.Next));
        }, cancel);

    private static Result<(ReportState? Wanted, bool IsRead)> StateOf(string? text) => text switch
    {
        null => (null, true),
        "open" => (ReportState.Open, true),
        "answered" => (ReportState.Answered, true),
        "closed" => (ReportState.Closed, true),
        _ => ParameterErrors.Unreadable(new FieldFault("state", "must be open, answered or closed.")),
    };

    private static string[] Row(BuyerReport report) =>
    [
        Time(report.At), report.State.ToString(), report.Code.Path, report.Lot.Lot, report.Serial ?? string.Empty, report.What, report.Where ?? string.Empty,
        report.Photo is null ? string.Empty : $"/api/coops/{report.Coop}/reports/{report.Id}/photo", report.Answer ?? string.Empty, Time(report.AnsweredAt), report.AnsweredBy ?? string.Empty, report.Id,
    ];

    private static string Time(DateTimeOffset? at) => at?.ToOffset(Period.VietNam).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? string.Empty;
}

public sealed class GetReport(Gate<GetReport> gate, ReportStore reports)
{
    [Function("GetReport"), Allow(Permission.AnswerReports, Audited = true)]
    [Describe("Shows what a buyer reported.", Response = typeof(ReportBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/reports/{report}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => (await reports.Of(call, cancel)).Map(found => Reply.Ok(ReportBody.Of(found.Value)).With("ETag", EntityTag.Of(found.Version))), cancel);
}

public sealed class GetReportPhoto(Gate<GetReportPhoto> gate, ReportStore reports, PersonalPhotos photos)
{
    [Function("GetReportPhoto"), Allow(Permission.AnswerReports, Audited = true)]
    [Describe("The photo of a buyer's report.", Produces = ["image/jpeg", "image/png", "image/webp"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/reports/{report}/photo")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await reports.Of(call, cancel)).Then<Reply>(async found =>
            found.Value.Photo is { } name && await photos.Find(call.Coop, name, cancel) is { } photo
                ? Reply.Bytes(photo.Bytes, photo.ContentType).With("Cross-Origin-Resource-Policy", "same-origin")
                : ReportErrors.NoSuchReport), cancel);
}

/// <summary>Answers a buyer; the same answer again is a repeat.</summary>
public sealed class AnswerReport(Gate<AnswerReport> gate, ReportStore reports, TimeProvider clock)
{
    [Function("AnswerReport"), Allow(Permission.AnswerReports)]
    [Describe("Answers a report. The buyer reads it by the link they hold.", Request = typeof(ReportAnswer), Response = typeof(ReportBody), IfMatch = true, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/reports/{report}/answer")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<ReportAnswer>()).Then(body => body.Read()).Then(answer =>
            reports.Change(call, report => report.Reply(answer, call.Caller, clock.GetUtcNow()), cancel)), cancel);
}

/// <summary>Closes a report that was answered. Twice is the same as once.</summary>
public sealed class CloseReport(Gate<CloseReport> gate, ReportStore reports, TimeProvider clock)
{
    [Function("CloseReport"), Allow(Permission.AnswerReports)]
    [Describe("Closes a report that was answered.", Response = typeof(ReportBody), IfMatch = true, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/reports/{report}/close")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => reports.Change(call, report => report.Close(clock.GetUtcNow()), cancel), cancel);
}

internal static class ReportRoutes
{
    public static async Task<Result<Versioned<BuyerReport>>> Of(this ReportStore reports, Call call, CancellationToken cancel) =>
        TimedId.IsOne(call.Route("report")) && await reports.Find(call.Coop, call.Route("report"), cancel) is { } found ? found : ReportErrors.NoSuchReport;

    /// <summary>A repeat is answered as the first time, though it names the version from before.</summary>
    public static async Task<Result<Reply>> Change(this ReportStore reports, Call call, Func<BuyerReport, Result<BuyerReport>> decide, CancellationToken cancel)
    {
        if (!TimedId.IsOne(call.Route("report"))) return ReportErrors.NoSuchReport;
        var changed = await reports.Change(call.Coop, call.Route("report"), known => decide(known.Value).Then<BuyerReport>(after =>
            ReferenceEquals(after, known.Value) || !EntityTag.IsAsked(call.Request) || EntityTag.Fits(call.Request, known.Version) ? after : EntityTagErrors.Changed), cancel);
        return changed.Map(report => Reply.Ok(ReportBody.Of(report)));
    }
}
