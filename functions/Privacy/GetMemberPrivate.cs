using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Privacy;

/// <summary>What is kept of a member, as it is: for the member, and for those who pay them.</summary>
public sealed class GetMemberPrivate(Gate<GetMemberPrivate> gate, CoopStore coops)
{
    [Function("GetMemberPrivate"), Allow(Permission.ReadMemberPrivate, Audited = true)]
    [Describe("Shows phone, citizen id and the bank account in force of a member.", Response = typeof(MemberPrivate))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}/private")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var id, out var error)) return error;
            if (await coops.Member(call.Coop, id, cancel) is null) return CooperativeErrors.NoSuchMember(id);
            return Reply.Ok(await coops.MemberPrivate(call.Coop, id, cancel) ?? new MemberPrivate(null, null, null));
        }, cancel);
}
