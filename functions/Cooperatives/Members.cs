using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <param name="OnFile">Which personal data is kept: <c>phone</c>, <c>bank</c>, <c>citizenId</c>. What they say is told to nobody here.</param>
/// <param name="Pending"><c>bank</c> while another account waits for a second person to agree; else absent.</param>
public sealed record MemberBody(string Id, string Name, Role Role, IReadOnlyList<string> OnFile, IReadOnlyList<string>? Pending = null)
{
    public static MemberBody Of(Member member, PersonalFile file, DateTimeOffset now) => new(
        member.Id,
        member.Name,
        member.Role,
        [
            .. file.Secret?.Phone is null ? Array.Empty<string>() : ["phone"],
            .. file.Secret?.Bank is null ? Array.Empty<string>() : ["bank"],
            .. file.Secret?.CitizenId is null ? Array.Empty<string>() : ["citizenId"],
        ],
        file.Change?.Waits(now) == true ? ["bank"] : null);
}

/// <summary>
/// Keeps a member. As with every PUT the whole is replaced, so a phone and a citizen id that the body leaves out are erased; but the bank
/// account in force stays, and another one waits until a second person agrees.
/// </summary>
public sealed class PutMember(Gate<PutMember> gate, MasterData master, CoopStore coops, BankChanges banks, PageConsents pages, SignedIn signedIn, TimeProvider clock)
{
    [Function("PutMember"), Allow(Permission.ManageCooperative)]
    [Describe("Adds a member or replaces one: a phone or citizen id that is left out is erased, another bank account waits for a second person, and none of it is answered.",
        Request = typeof(MemberInput), Response = typeof(MemberBody), Status = 201, Also = [200], IfMatch = true)]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/members/{member}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var id, out var error)) return error;
            return await (await call.Body<MemberInput>()).Then(input => input.Read(id)).Then(read => Keep(call, read.Member, read.Secret, cancel));
        }, cancel);

    /// <remarks>The wish for another account comes last: a crash before it loses the wish, and the repeated PUT makes it.</remarks>
    private async Task<Result<Reply>> Keep(Call call, Member member, MemberPrivate secret, CancellationToken cancel)
    {
        if (!(await master.Owner(call, cancel)).Try(out var coop, out var error)) return error;
        var file = new Result<PersonalFile>();
        var reply = await master.Put(call, CoopKeys.Member(coop.Id, member.Id), Write, $"/api/coops/{coop.Id}/members/{member.Id}", Body, cancel);
        if (!file.IsOk) return file.Error;
        if (!reply.IsOk) return reply;

        // Their role counts for the devices that they use, and their name on the pages that may show it.
        signedIn.ForgetMember(coop.Id, member.Id);
        return await pages.Rename(coop.Id, member.Id, cancel) is { } busy ? busy : reply;

        async Task<Written?> Write(string? over)
        {
            var written = await coops.Put(coop.Id, member, secret, cancel, over);
            if (written is not null) file = await banks.Propose(coop.Id, member.Id, secret.Bank, known => known.Secret?.Bank, call.Caller, cancel);
            return file.IsOk ? written : null;
        }

        MemberBody Body() => MemberBody.Of(member, file.Value, clock.GetUtcNow());
    }
}

public sealed class GetMember(Gate<GetMember> gate, MasterData master, PersonalFiles files, TimeProvider clock)
{
    [Function("GetMember"), Allow(Permission.ReadCooperative)]
    [Describe("Shows a member without personal data.", Response = typeof(MemberBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then(id => master.Get(
            CoopKeys.Member(call.Coop, id),
            async member => MemberBody.Of(member, await files.Load(call.Coop, id, cancel), clock.GetUtcNow()),
            CooperativeErrors.NoSuchMember(id),
            cancel)), cancel);
}
