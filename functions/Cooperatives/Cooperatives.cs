using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <summary>Takes a cooperative onto the platform, or changes what is known of it.</summary>
public sealed class PutCooperative(Gate<PutCooperative> gate, MasterData master, CoopStore coops, BankChanges banks, ShopSign sign)
{
    /// <remarks>
    /// The wish for another account and the board come last: a crash before them leaves a cooperative without them, and the repeated PUT
    /// makes them.
    /// </remarks>
    [Function("PutCooperative"), Allow(Permission.OperatePlatform)]
    [Describe("Takes a cooperative onto the platform, or replaces what is known of it, but for its bank account: another one waits until the cooperative agrees.",
        Request = typeof(CooperativeInput), Response = typeof(Cooperative), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await call.Body<CooperativeInput>()).Then(input => input.Read(call.Coop)).Then(async coop =>
        {
            var kept = coop;
            var reply = await master.Put(call, CoopKeys.Cooperative(coop.Id), Write, $"/api/coops/{coop.Id}", () => kept, cancel);
            if (!reply.IsOk) return reply;
            if (!(await banks.Propose(coop.Id, member: null, coop.Bank, _ => kept.Bank, call.Caller, cancel)).Try(out _, out var error)) return error;
            return await sign.Hang(coop, cancel) is { } busy ? busy : reply;

            async Task<Written?> Write(string? over)
            {
                if (await coops.Keep(coop, cancel, over) is not var (written, stored)) return null;
                kept = stored;
                return written;
            }
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
