using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

public sealed record MemberLineBody(string Id, string Name, Role Role);

public sealed record MemberListBody(IReadOnlyList<MemberLineBody> Items);

public sealed class ListMembers(Gate<ListMembers> gate, CoopStore coops)
{
    /// <remarks>No cursor: a cooperative of more members than that is beyond what is made for.</remarks>
    [Function("ListMembers"), Allow(Permission.ReadCooperative)]
    [Describe("The members of the cooperative by id, without personal data; all of them on one page, at most 5,000.", Response = typeof(MemberListBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => Reply.Ok(new MemberListBody(
            [.. (await coops.Members(call.Coop, cancel)).Select(member => new MemberLineBody(member.Id, member.Name, member.Role))])), cancel);
}
