using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability.Diary;

/// <summary>The diary of a plot as a page to read and to print; the same as a file for a spreadsheet by <c>format=csv</c>, since a browser has no token.</summary>
public sealed class ShowPlotDiary(Gate<ShowPlotDiary> gate, PlotDiaries diaries, CoopStore coops, Http.Pages pages)
{
    [Function("ShowPlotDiary"), Allow(Permission.ReadCooperative, Browser = true)]
    [Describe("The diary of a plot, to read and to print. Without from and to, the last 365 days.", Produces = ["text/html", "text/csv"], Query = ["from", "to", "format"], Problems = [413])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "coops/{coop}/plots/{plot}/diary")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await diaries.Read(call, cancel)).Try(out var sheet, out var error)) return error;
            var (coop, members) = (coops.Cooperative(call.Coop, cancel), coops.Members(call.Coop, cancel));
            if (await coop is not { } known) return CooperativeErrors.NoSuchCooperative(call.Coop);
            if (call.Query("format") == "csv") return DiaryViews.Csv(call, sheet, await members);
            return (await pages.Show(request, DiaryViews.Page(call, sheet, known, await members))).With("Referrer-Policy", "no-referrer");
        }, cancel);
}
