using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Reports;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.QrCodes.Reports;
using AgriTrace.Web.QrCodes.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Reports;

/// <summary>The form by which a buyer reports a problem, and the page on which they read the answer.</summary>
public sealed class ReportPages(BuyerReports reports, CoopStore coops, Pages pages, TimeProvider clock)
{
    /// <summary>The query parameter that holds the secret.</summary>
    public const string Token = "token";

    public static string PathOf(BuyerReport report) => $"/reports/{report.Coop}/{report.Id}?{Token}={report.Token}";

    /// <summary>The address holds the secret: it goes into no referrer, no search engine and no cache.</summary>
    public static Reply Guarded(Reply reply) =>
        reply.With("Referrer-Policy", "no-referrer").With("X-Robots-Tag", "noindex, nofollow").With("Cache-Control", "no-store");

    public async Task<Result<Reply>> Blank(Call call, ScannedCode code, CancellationToken cancel) => await reports.CoopOf(code, cancel) is null
        ? TraceabilityErrors.NoSuchLot
        : await Show(call, new ReportFields(code.Path, string.Empty, string.Empty, Guid.CreateVersion7(clock.GetUtcNow()).ToString()), []);

    /// <summary>The form as it was sent, with what is wrong.</summary>
    public async Task<Reply> Again(Call call, SentReport sent, Error error)
    {
        // Whatever code was sent comes back as text only: the form leads nowhere but here.
        var fields = new ReportFields(sent.Input.Code, sent.Input.What, sent.Input.Where ?? string.Empty, sent.Key ?? string.Empty);
        string[] faults = error.Faults.Count > 0 ? [.. error.Faults.Select(fault => fault.Path[2..])] : ["photo"];
        return await Show(call, fields, faults, Problems.StatusOf(error.Kind));
    }

    public async Task<Reply> Answer(Call call, BuyerReport report, CancellationToken cancel)
    {
        var coop = await coops.Cooperative(report.Coop, cancel);
        var view = new ReportView(
            PathOf(report), ScannedCode.PageOf(report.Code.Path), report.Code.Path, coop?.Name ?? report.Coop, report.What, report.Where, report.Photo is not null, report.At, report.State, report.Answer, report.AnsweredAt);
        return await pages.Show(call.Request, view);
    }

    private async Task<Reply> Show(Call call, ReportFields fields, IReadOnlyList<string> faults, int status = StatusCodes.Status200OK) =>
        (await pages.Show(call.Request, new ReportFormView($"/report{fields.Code}", fields, faults), status)).With("Cache-Control", "no-store").With("X-Robots-Tag", "noindex");
}

/// <summary>The form, at the address of the label with <c>/report</c> before it.</summary>
public sealed class OpenReportForm(Gate<OpenReportForm> gate, ReportPages pages)
{
    [Function("OpenReportForm"), Allow(Permission.Anyone)]
    [Describe("The form by which a buyer reports a problem with what they scanned.", Produces = ["text/html"], Query = ["lang"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "report/{*code}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => ScannedCode.Parse(string.Join('/', call.Route("code").Split('/').Select(Uri.EscapeDataString))).Then(code => pages.Blank(call, code, cancel)), cancel);
}

/// <summary>What became of a report, for whoever holds its link.</summary>
public sealed class ShowReport(Gate<ShowReport> gate, ReportStore reports, ReportPages pages)
{
    /// <summary>Longer ones are refused before anything is read; ours have 26.</summary>
    private const int MaxToken = 100;

    [Function("ShowReport"), Allow(Permission.Anyone)]
    [Describe("A buyer's own report and the cooperative's answer, for whoever holds its link.", Response = typeof(BuyerReportBody), Produces = ["text/html"], Query = [ReportPages.Token, "lang"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "reports/{coop}/{report}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Query(ReportPages.Token) is not { Length: <= MaxToken } token || !TimedId.IsOne(call.Route("report"))) return ReportErrors.NoSuchReport;
            if (await reports.Find(call.Coop, call.Route("report"), cancel) is not { Value: var report } || !report.IsFor(token)) return ReportErrors.NoSuchReport;
            return ReportPages.Guarded(Accept.PrefersHtml(request) ? await pages.Answer(call, report, cancel) : Reply.Ok(BuyerReportBody.Of(report)));
        }, cancel);
}

/// <summary>A report as its buyer may see it: nobody who answered is named.</summary>
public sealed record BuyerReportBody(string Code, string What, string? Where, DateTimeOffset At, ReportState State, string? Answer, DateTimeOffset? AnsweredAt)
{
    public static BuyerReportBody Of(BuyerReport report) => new(report.Code.Path, report.What, report.Where, report.At, report.State, report.Answer, report.AnsweredAt);
}
