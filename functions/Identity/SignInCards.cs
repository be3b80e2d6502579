using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

/// <param name="Url">What the QR code of the card says. Shown once.</param>
public sealed record SignInCardBody(string Member, string Url, string Code, DateTimeOffset ExpiresAt);

/// <param name="Member">The id of the admin, new or known.</param>
/// <param name="Name">Of a new admin.</param>
public sealed record FirstAdminInput(string Member, string Name);

/// <summary>Makes sign-in cards, for programs and pages alike.</summary>
public sealed class SignInCards(CoopStore coops, SignInStore store, Enrolment enrolment, SiteSettings site, TimeProvider clock)
{
    /// <summary>Refuses what the maker may not make, and members who are not there.</summary>
    public async Task<Result<SignInCardBody>> Make(Caller by, string coop, string member, CancellationToken cancel)
    {
        if (await coops.Member(coop, member, cancel) is not { } known) return CooperativeErrors.NoSuchMember(member);
        IReadOnlyList<Device> devices = by.Role == Role.Helper ? await store.Devices(coop, cancel) : [];
        if (SignInCard.MayNotBeMadeBy(by, known, devices, clock.GetUtcNow()) is { } refusal) return refusal;
        var (card, code) = await enrolment.MakeCard(coop, member, by, cancel);
        return new SignInCardBody(member, UrlOf(coop, code), code, card.Until);
    }

    /// <summary>The secret stands in the query, which logs of paths and referrers do not carry.</summary>
    private string UrlOf(string coop, string code) => new Uri(site.PublicUrl, $"/sign-in?coop={coop}&code={code}").AbsoluteUri;
}

public sealed class CreateSignInCard(Gate<CreateSignInCard> gate, SignInCards cards)
{
    [Function("CreateSignInCard"), Allow(Permission.EnrolDevices)]
    [Describe("Makes a sign-in card for a member: its code enrols one device, once, within 15 minutes. A helper makes them for farmers who have no device yet.",
        Response = typeof(SignInCardBody), Status = 201, Problems = [409])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/members/{member}/cards")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!call.Id("member").Try(out var member, out var error)) return error;
            return (await cards.Make(call.Caller, call.Coop, member, cancel)).Map(card => Reply.Json(StatusCodes.Status201Created, card));
        }, cancel);
}

/// <summary>Enrols the first admin of a cooperative, who enrols all others; or brings one back who lost their phone.</summary>
public sealed class EnrolAdmin(Gate<EnrolAdmin> gate, CoopStore coops, SignInCards cards)
{
    [Function("EnrolAdmin"), Allow(Permission.OperatePlatform)]
    [Describe("Makes an admin of a cooperative, where there is none of that id, and a sign-in card for them.",
        Request = typeof(FirstAdminInput), Response = typeof(SignInCardBody), Status = 201, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/admins")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await call.Body<FirstAdminInput>()).Try(out var input, out var error)) return error;
            if (!Slug.Parse("$.member", input.Member).Try(out var id, out error)) return error;
            AuditRide.About($"members/{id}");
            if (!new MemberInput(input.Name, Role.Admin).Read(id).Try(out var read, out error)) return error;
            if (await coops.Cooperative(call.Coop, cancel) is null) return CooperativeErrors.NoSuchCooperative(call.Coop);
            if (await coops.Member(call.Coop, id, cancel) is not { } known) await coops.Put(call.Coop, read.Member, read.Secret, cancel);
            else if (known.Role != Role.Admin) return IdentityErrors.OtherRole(id);
            return (await cards.Make(call.Caller, call.Coop, id, cancel)).Map(card => Reply.Json(StatusCodes.Status201Created, card));
        }, cancel);
}
