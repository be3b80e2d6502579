using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.QrCodes;
using AgriTrace.Web;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>Shows one member to whoever makes their cards; also after a form that was wrong.</summary>
public sealed class PersonViews(PersonalPages personal, CoopStore coops, SignInStore store, TimeProvider clock)
{
    internal async Task<Result<Reply>> Show(Call call, CancellationToken cancel, Text? fault = null)
    {
        if (!(await personal.Person(call, cancel)).Try(out var who, out var error)) return error;
        var (reader, member) = who;
        if (SignInCard.MayNotBeMadeBy(call.Caller, member) is { } refusal) return refusal;

        var coop = reader.Coop.Id;
        var (members, devices, consents) = (coops.Members(coop, cancel), store.Devices(coop, cancel), store.ConsentsOf(coop, member.Id, cancel));
        await Task.WhenAll(members, devices, consents);
        var views = new Views(await members);
        var serving = Serving(reader, member, views, await consents);
        var isAdmin = reader.Role == Role.Admin;
        return await personal.Show(
            call,
            new PersonView(
                $"/me/people/{member.Id}", PersonalPages.SealOf(call), member.Id, member.Name, reader.Coop.Name, member.Role, serving,
                isAdmin ? views.Devices(await devices, member.Id, call.Caller.Device, clock.GetUtcNow()) : null,
                MayRecord: member.Role == Role.Farmer && (isAdmin || serving.Any(line => line.Since is not null)),
                fault,
                IsReader: member.Id == reader.Member.Id),
            fault is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }

    /// <summary>A helper sees what stands between them and the farmer, an admin what stands between the farmer and every helper.</summary>
    private static IReadOnlyList<ServingLine> Serving(Reader reader, Member member, Views views, IReadOnlyList<Consent> consents) =>
    [
        .. from helper in member.Role == Role.Farmer ? views.Helpers : []
           where reader.Role != Role.Helper || helper.Id == reader.Member.Id
           let consent = consents.FirstOrDefault(one => one.Helper == helper.Id && one.IsLive)
           select new ServingLine(
               helper.Id, helper.Name, consent?.At, consent?.Form == ConsentForm.Paper, helper.Id == reader.Member.Id,
               ShowsPhoto: consent?.Photo is not null && reader.Role.ReachOf(Permission.ReadMemberPrivate) == Reach.Cooperative),
    ];
}

public sealed class PersonPage(Gate<PersonPage> gate, PersonViews views)
{
    [Function("PersonPage"), Allow(Permission.EnrolDevices, Browser = true)]
    [Describe("The page of one member, for whoever makes their cards.", Produces = ["text/html"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people/{member}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => views.Show(call, cancel), cancel);
}

/// <summary>Makes a sign-in card and shows it, once.</summary>
public sealed class ShowSignInCard(Gate<ShowSignInCard> gate, PersonalPages personal, SignInCards cards)
{
    /// <remarks>No redirect, because the code is nowhere stored. Loading again makes another card, and the first ends by itself.</remarks>
    [Function("ShowSignInCard"), Allow(Permission.EnrolDevices, Browser = true)]
    [Describe("Makes a sign-in card and shows it.", Consumes = "application/x-www-form-urlencoded", Produces = ["text/html"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/people/{member}/card")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Person(call, cancel)).Try(out var who, out var error)) return error;
            if (!(await cards.Make(call.Caller, who.Reader.Coop.Id, who.Member.Id, cancel)).Try(out var card, out error)) return error;
            var picture = $"data:image/svg+xml;base64,{Convert.ToBase64String(QrCode.Svg(card.Url))}";
            return await personal.Show(call, new CardView(
                $"/me/people/{who.Member.Id}", PersonalPages.SealOf(call), who.Member.Name, who.Reader.Coop.Name, picture, card.ExpiresAt));
        }, cancel);
}

public sealed class SignOutTheirDevice(Gate<SignOutTheirDevice> gate, SignedIn signedIn, TimeProvider clock)
{
    [Function("SignOutTheirDevice"), Allow(Permission.ManageDevices, Browser = true)]
    [Describe("Signs one of a member's devices out, with all who use it.", Consumes = "application/x-www-form-urlencoded", Status = 303)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/people/{member}/devices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
            if (!call.Id("member").Try(out var member, out var error) || !Slug.Parse("device", call.Form["device"]).Try(out var device, out error)) return error;
            AuditRide.About($"devices/{device}");
            var changed = await signedIn.Change(coop, device, known => known.SignOut(member, call.Caller, clock.GetUtcNow()), cancel);
            return changed.Map(_ => PersonalPages.Next(call, $"/me/people/{member}"));
        }, cancel);
}
