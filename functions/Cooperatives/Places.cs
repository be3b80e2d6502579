using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

public sealed class PutPlace(Gate<PutPlace> gate, MasterData master, CoopStore coops)
{
    [Function("PutPlace"), Allow(Permission.ManageCooperative)]
    [Describe("Adds a place where goods are packed, kept or sold, or replaces it.",
        Request = typeof(PlaceInput), Response = typeof(Place), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/places/{place}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("place").Try(out var id, out var error)) return error;
            return await (await call.Body<PlaceInput>()).Then(input => input.Read(id)).Then(place => Keep(call, place, cancel));
        }, cancel);

    private async Task<Result<Reply>> Keep(Call call, Place place, CancellationToken cancel) =>
        await (await master.Owner(call, cancel)).Then(coop => master.Put(
            call,
            CoopKeys.Place(coop.Id, place.Id),
            over => coops.Put(coop.Id, place, cancel, over),
            $"/api/coops/{coop.Id}/places/{place.Id}",
            place,
            cancel));
}

public sealed class GetPlace(Gate<GetPlace> gate, MasterData master)
{
    [Function("GetPlace"), Allow(Permission.ReadCooperative)]
    [Describe("Shows a place.", Response = typeof(Place))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/places/{place}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("place").Then(id =>
            master.Get(CoopKeys.Place(call.Coop, id), CooperativeErrors.NoSuchPlace(id), cancel)), cancel);
}
