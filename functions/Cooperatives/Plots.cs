using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

public sealed class PutPlot(Gate<PutPlot> gate, MasterData master, CoopStore coops)
{
    [Function("PutPlot"), Allow(Permission.ManageCooperative)]
    [Describe("Adds a plot, pond or barn of a member, or replaces it.",
        Request = typeof(PlotInput), Response = typeof(Plot), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/plots/{plot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("plot").Try(out var id, out var error)) return error;
            return await (await call.Body<PlotInput>()).Then(input => input.Read(id)).Then(plot => Keep(call, plot, cancel));
        }, cancel);

    private async Task<Result<Reply>> Keep(Call call, Plot plot, CancellationToken cancel)
    {
        if (!(await master.Owner(call, cancel)).Try(out var coop, out var error)) return error;
        if (await coops.Member(coop.Id, plot.Member, cancel) is null) return CooperativeErrors.NoSuchMember(plot.Member);
        return await master.Put(
            call,
            CoopKeys.Plot(coop.Id, plot.Id),
            over => coops.Put(coop.Id, plot, cancel, over),
            $"/api/coops/{coop.Id}/plots/{plot.Id}",
            plot,
            cancel);
    }
}

public sealed class GetPlot(Gate<GetPlot> gate, MasterData master)
{
    [Function("GetPlot"), Allow(Permission.ReadCooperative)]
    [Describe("Shows a plot, pond or barn.", Response = typeof(Plot))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/plots/{plot}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("plot").Then(id =>
            master.Get(CoopKeys.Plot(call.Coop, id), CooperativeErrors.NoSuchPlot(id), cancel)), cancel);
}
