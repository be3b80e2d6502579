using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.QrCodes.Scans;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Scans;

public sealed class GetScans(Gate<GetScans> gate, ScanAnswers answers)
{
    [Function("GetScans"), Allow(Permission.ReadScans)]
    [Describe("Counts the scans of a lot by day and place, with the alerts about it. Without from and to, of the last thirty days.",
        Response = typeof(ScansBody), Produces = ["text/csv"], Query = ["gtin", "product", "lot", "from", "to"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/scans")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, answers.OfLot, cancel);
}

public sealed class ListScanAlerts(Gate<ListScanAlerts> gate, ScanAlerts alerts)
{
    [Function("ListScanAlerts"), Allow(Permission.ReadScans)]
    [Describe("Lists what looks odd about the scans of the cooperative's labels, the newest first.", Response = typeof(ScanAlertPageBody), Query = ["cursor", "take"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/scans/alerts")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!ScanAlertQuery.Read(call.Query("cursor"), call.Query("take")).Try(out var query, out var error)) return error;
            var page = await alerts.Page(call.Coop, lot: null, query, cancel);
            return Reply.Ok(new ScanAlertPageBody([.. page.Items.Select(ScanAlertBody.Of)], page.Next));
        }, cancel);
}

public sealed class GetScanAlert(Gate<GetScanAlert> gate, ScanAnswers answers)
{
    [Function("GetScanAlert"), Allow(Permission.ReadScans)]
    [Describe("Shows one alert.", Response = typeof(ScanAlertBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/scans/alerts/{alert}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => (await answers.Find(call, cancel)).Map(ScanAnswers.Show), cancel);
}

/// <summary>Says what came of an alert. What the page of the item says of its scans stays: it says numbers, and these are true.</summary>
public sealed class AcknowledgeScanAlert(Gate<AcknowledgeScanAlert> gate, ScanAnswers answers, TimeProvider clock)
{
    [Function("AcknowledgeScanAlert"), Allow(Permission.AnswerReports)]
    [Describe("Says what came of an alert.", Request = typeof(ScanAlertInput), Response = typeof(ScanAlertBody), IfMatch = true)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/scans/alerts/{alert}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<ScanAlertInput>())
            .Then(input => input.Read(call.Caller.Name, clock.GetUtcNow())).Then(note => answers.Acknowledge(call, note, cancel)), cancel);
}
