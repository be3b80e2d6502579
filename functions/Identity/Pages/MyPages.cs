using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Web.Identity;
using AgriTrace.Web.Notices;
using AgriTrace.Web.Traceability.Receipts;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>The first page of whoever is signed in.</summary>
public sealed class MyPage(Gate<MyPage> gate, PersonalPages personal, CoopStore coops, SignInStore store, TimeProvider clock)
{
    [Function("MyPage"), Allow(Permission.UseAccount, Browser = true)]
    [Describe("The page of whoever is signed in: their phones, their helpers, and what they can do here.", Produces = ["text/html"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await (await personal.Reader(call, cancel)).Then(reader => Show(call, reader, cancel)), cancel);

    private async Task<Result<Reply>> Show(Call call, Reader reader, CancellationToken cancel)
    {
        var (me, coop, isFarmer) = (reader.Member, reader.Coop, reader.Role == Role.Farmer);
        var (members, devices, consents) = (
            coops.Members(coop.Id, cancel), store.Devices(coop.Id, cancel),
            isFarmer ? store.ConsentsOf(coop.Id, me.Id, cancel) : Task.FromResult<IReadOnlyList<Consent>>([]));
        await Task.WhenAll(members, devices, consents);

        var views = new Views(await members);
        var here = (await devices).FirstOrDefault(device => device.Id == call.Caller.Device);
        return await personal.Show(call, new MeView(
            "/me",
            PersonalPages.SealOf(call),
            me.Name,
            coop.Name,
            me.Role,
            [.. here?.Members.Select(user => new PhoneUser(user.Member, views.NameOf(user.Member), user.Member == me.Id)) ?? []],
            WaysOf(reader),
            isFarmer ? views.HelpersOf(await consents) : null,
            views.Devices(await devices, me.Id, call.Caller.Device, clock.GetUtcNow())));
    }

    private static IReadOnlyList<WayOn> WaysOf(Reader reader) => reader.Role switch
    {
        Role.Farmer => [new($"/me/people/{reader.Member.Id}/harvest", IdentityTexts.Me.RecordHarvest)],
        Role.Helper => [new("/me/people", IdentityTexts.Me.PeopleOfHelper)],
        Role.Admin => [new("/me/people", IdentityTexts.Me.People), new("/me/harvest", IdentityTexts.Me.RecordHarvests), WeighIn(reader), Notices],
        Role.Packer => [new("/me/harvest", IdentityTexts.Me.RecordHarvests), WeighIn(reader), Notices],
        Role.Driver => [Notices],
        _ => [],
    };

    private static readonly WayOn Notices = new(NoticesView.List, NoticeListTexts.Heading);

    private static WayOn WeighIn(Reader reader) => new($"/coops/{reader.Coop.Id}/receipts/new", ReceiptTexts.New);
}

/// <summary>Says who holds a shared phone now.</summary>
public sealed class ChooseMember(Gate<ChooseMember> gate, SignedIn signedIn)
{
    [Function("ChooseMember"), Allow(Permission.UseAccount, Browser = true)]
    [Describe("Chooses who of the members on a shared phone uses it now.", Consumes = "application/x-www-form-urlencoded", Status = 303, Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/member")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller is not { Coop: { } coop, Device: { } device }) return IdentityErrors.NoToken;
            var changed = await signedIn.Change(coop, device, known => known.Active == call.Form["member"] ? known : known.Choose(call.Form["member"]), cancel);
            return changed.Map(_ => PersonalPages.Next(call, "/me"));
        }, cancel);
}

/// <summary>Takes the caller off a device; of a shared one the others stay.</summary>
public sealed class SignOuts(SignedIn signedIn, TimeProvider clock)
{
    internal async Task<Result<Reply>> Of(Call call, string device, CancellationToken cancel)
    {
        if (call.Caller is not { Coop: { } coop, Member: { } member }) return IdentityErrors.NoToken;
        AuditRide.About($"members/{member}/devices/{device}");
        var changed = await signedIn.Change(coop, device, known => known.Without(member, clock.GetUtcNow()), cancel);
        return changed.Map(after => device == call.Caller.Device && after.RevokedAt is not null
            ? SessionCookie.End(PersonalPages.Next(call, "/sign-in"))
            : PersonalPages.Next(call, "/me"));
    }
}

public sealed class SignOutHere(Gate<SignOutHere> gate, SignOuts signOuts)
{
    /// <remarks>The form names who leaves: sent twice, it does not take the next member of a shared phone along.</remarks>
    [Function("SignOutHere"), Allow(Permission.UseAccount, Browser = true)]
    [Describe("Signs whoever uses this browser now out of it.", Consumes = "application/x-www-form-urlencoded", Status = 303)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/sign-out")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Device is not { } device) return IdentityErrors.NoToken;
            return call.Form["member"] == call.Caller.Member ? await signOuts.Of(call, device, cancel) : PersonalPages.Next(call, "/me");
        }, cancel);
}

public sealed class SignOutMyDevice(Gate<SignOutMyDevice> gate, SignOuts signOuts)
{
    [Function("SignOutMyDevice"), Allow(Permission.UseAccount, Browser = true)]
    [Describe("Signs the caller out of one of their devices.", Consumes = "application/x-www-form-urlencoded", Status = 303, Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/devices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await Slug.Parse("device", call.Form["device"]).Then(device => signOuts.Of(call, device, cancel)), cancel);
}

/// <summary>A farmer lets a helper act for them, or no longer, on their own phone.</summary>
public sealed class ChangeMyHelpers(Gate<ChangeMyHelpers> gate, Consents consents)
{
    [Function("ChangeMyHelpers"), Allow(Permission.GiveConsent, Browser = true)]
    [Describe("Gives a helper the consent of whoever is signed in, or takes it back.", Consumes = "application/x-www-form-urlencoded", Status = 303, Problems = [404, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/helpers")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller is not { Coop: { } coop, Member: { } me }) return IdentityErrors.NoToken;
            if (!Slug.Parse("helper", call.Form["helper"]).Try(out var helper, out var error)) return error;
            AuditRide.About($"helpers/{helper} {(call.Form["action"] == "give" ? "given" : "withdrawn")}");
            var changed = call.Form["action"] switch
            {
                "give" => await consents.Give(call.Caller, coop, me, helper, cancel),
                "withdraw" => await consents.Withdraw(coop, me, helper, cancel),
                _ => PersonalErrors.NoSuchAction,
            };
            return changed.Map(_ => PersonalPages.Next(call, "/me"));
        }, cancel);
}
