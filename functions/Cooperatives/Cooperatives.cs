using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <summary>Takes a cooperative onto the platform, or changes what is known of it.</summary>
public sealed class PutCooperative(Gate<PutCooperative> gate, MasterData master, CoopStore coops, ShopSign sign)
{
    /// <remarks>The board comes last: a crash before it leaves a cooperative without a shop, and the repeated PUT makes it.</remarks>
    [Function("PutCooperative"), Allow(Permission.OperatePlatform)]
    [Describe("Takes a cooperative onto the platform, or replaces what is known of it.",
        Request = typeof(CooperativeInput), Response = typeof(Cooperative), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<CooperativeInput>()).Then(input => input.Read(call.Coop)).Then(async coop =>
        {
            var reply = await master.Put(
                call, CoopKeys.Cooperative(coop.Id), over => coops.Put(coop, cancel, over), $"/api/coops/{coop.Id}", coop, cancel);
            return reply.IsOk && await sign.Hang(coop, cancel) is { } busy ? busy : reply;
        }), cancel);
}

public sealed class GetCooperative(Gate<GetCooperative> gate, MasterData master)
{
    [Function("GetCooperative"), Allow(Permission.ReadCooperative)]
    [Describe("Shows a cooperative to its own people.", Response = typeof(Cooperative))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) =>
            master.Get(CoopKeys.Cooperative(call.Coop), CooperativeErrors.NoSuchCooperative(call.Coop), cancel), cancel);
}
