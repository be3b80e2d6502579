using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <param name="OnFile">Which personal data is kept: <c>phone</c>, <c>bank</c>, <c>citizenId</c>. What they say is told to nobody here.</param>
public sealed record MemberBody(string Id, string Name, Role Role, IReadOnlyList<string> OnFile)
{
    public static MemberBody Of(Member member, MemberPrivate? secret) => new(member.Id, member.Name, member.Role,
    [
        .. secret?.Phone is null ? Array.Empty<string>() : ["phone"],
        .. secret?.Bank is null ? Array.Empty<string>() : ["bank"],
        .. secret?.CitizenId is null ? Array.Empty<string>() : ["citizenId"],
    ]);
}

/// <summary>Keeps a member. As with every PUT the whole is replaced: personal data that the body leaves out is erased.</summary>
public sealed class PutMember(Gate<PutMember> gate, MasterData master, CoopStore coops)
{
    [Function("PutMember"), Allow(Permission.ManageCooperative)]
    [Describe("Adds a member or replaces one whole: personal data that is left out is erased, and none of it is ever answered.",
        Request = typeof(MemberInput), Response = typeof(MemberBody), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/members/{member}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var id, out var error)) return error;
            return await (await call.Body<MemberInput>()).Then(input => input.Read(id)).Then(read => Keep(call, read.Member, read.Secret, cancel));
        }, cancel);

    private async Task<Result<Reply>> Keep(Call call, Member member, MemberPrivate secret, CancellationToken cancel) =>
        await (await master.Owner(call, cancel)).Then(coop => master.Put(
            call,
            CoopKeys.Member(coop.Id, member.Id),
            over => coops.Put(coop.Id, member, secret, cancel, over),
            $"/api/coops/{coop.Id}/members/{member.Id}",
            MemberBody.Of(member, secret),
            cancel));
}

public sealed class GetMember(Gate<GetMember> gate, MasterData master, CoopStore coops)
{
    [Function("GetMember"), Allow(Permission.ReadCooperative)]
    [Describe("Shows a member without personal data.", Response = typeof(MemberBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then(id => master.Get(
            CoopKeys.Member(call.Coop, id),
            async member => MemberBody.Of(member, await coops.MemberPrivate(call.Coop, id, cancel)),
            CooperativeErrors.NoSuchMember(id),
            cancel)), cancel);
}
