using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

public sealed record ConsentListBody(IReadOnlyList<Consent> Items);

/// <summary>Keeps consents to be served, for programs and pages alike.</summary>
public sealed class Consents(CoopStore coops, SignInStore store, PersonalPhotos photos, SignedIn signedIn, TimeProvider clock)
{
    private const int MaxTries = 5;

    /// <summary>A farmer says yes on a device of their own. Twice is the same as once.</summary>
    public async Task<Result<Consent>> Give(Caller by, string coop, string member, string helper, CancellationToken cancel)
    {
        if (await MayNotStand(coop, member, helper, cancel) is { } refusal) return refusal;
        return await Change(coop, member, helper, Given(by, new Consent(member, helper, ConsentForm.Device, clock.GetUtcNow(), by.Name)), cancel);
    }

    /// <summary>A signed form is taken in.</summary>
    /// <remarks>The photo comes first: a crash after it leaves a photo that nothing names, and the repeat stores it again under the same name.</remarks>
    public async Task<Result<Consent>> TakeIn(Caller by, string coop, string member, string helper, byte[] photo, CancellationToken cancel)
    {
        if (await MayNotStand(coop, member, helper, cancel) is { } refusal) return refusal;
        if (!(await photos.Keep(coop, photo, cancel)).Try(out var name, out var error)) return error;
        return await Change(coop, member, helper, Given(by, new Consent(member, helper, ConsentForm.Paper, clock.GetUtcNow(), by.Name, name)), cancel);
    }

    public Task<Result<Consent>> Withdraw(string coop, string member, string helper, CancellationToken cancel) =>
        Change(coop, member, helper, known => known is null ? IdentityErrors.NoSuchConsent : known.IsLive ? known with { WithdrawnAt = clock.GetUtcNow() } : known, cancel);

    private static Func<Consent?, Result<Consent>> Given(Caller by, Consent consent) => known =>
    {
        if (known?.MayNotBeGivenAgain(by) is { } refusal) return refusal;
        return known is { IsLive: true } && known.Form == consent.Form && known.Photo == consent.Photo ? known : consent;
    };

    /// <summary>Decided anew when another word came first: what was taken back meanwhile must not be given by one who did not see it.</summary>
    /// <param name="decide">Gets what stands between the two; the same instance back means that nothing is to be written.</param>
    private async Task<Result<Consent>> Change(string coop, string member, string helper, Func<Consent?, Result<Consent>> decide, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var known = await store.Consent(coop, member, helper, cancel);
            if (!decide(known?.Value).Try(out var after, out var error)) return error;
            if (!ReferenceEquals(after, known?.Value) && !await store.Put(coop, after, known?.Version, cancel)) continue;
            signedIn.ForgetConsent(coop, member, helper);
            return after;
        }

        return IdentityErrors.ConsentBusy;
    }

    private async Task<Error?> MayNotStand(string coop, string member, string helper, CancellationToken cancel)
    {
        if (await coops.Member(coop, member, cancel) is not { } farmer) return CooperativeErrors.NoSuchMember(member);
        if (await coops.Member(coop, helper, cancel) is not { } serving) return CooperativeErrors.NoSuchMember(helper);
        return Consent.MayNotStand(farmer, serving);
    }
}

/// <summary>The two members of a route about consents.</summary>
internal static class ConsentRoutes
{
    public static Result<(string Member, string Helper)> Pair(Call call) =>
        call.Id("member").Then(member => call.Id("helper").Map(helper => (member, helper)));
}

public sealed class GiveConsent(Gate<GiveConsent> gate, Consents consents)
{
    [Function("GiveConsent"), Allow(Permission.GiveConsent)]
    [Describe("Lets a helper record and sell on the member's behalf, until the member takes it back.", Response = typeof(Consent), Problems = [409])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/members/{member}/helpers/{helper}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await ConsentRoutes.Pair(call).Then(async pair =>
            (await consents.Give(call.Caller, call.Coop, pair.Member, pair.Helper, cancel)).Map(Reply.Ok)), cancel);
}

public sealed class WithdrawConsent(Gate<WithdrawConsent> gate, Consents consents)
{
    [Function("WithdrawConsent"), Allow(Permission.WithdrawConsent)]
    [Describe("Takes a consent back, at once.", Response = typeof(Consent))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/coops/{coop}/members/{member}/helpers/{helper}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await ConsentRoutes.Pair(call).Then(async pair =>
            (await consents.Withdraw(call.Coop, pair.Member, pair.Helper, cancel)).Map(Reply.Ok)), cancel);
}

public sealed class ListConsents(Gate<ListConsents> gate, SignInStore store)
{
    [Function("ListConsents"), Allow(Permission.ReadConsents)]
    [Describe("Whom the member let act for them, and when they took it back.", Response = typeof(ConsentListBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}/helpers")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then<Reply>(async member =>
            Reply.Ok(new ConsentListBody(await store.ConsentsOf(call.Coop, member, cancel)))), cancel);
}

/// <summary>Takes in a consent that was given on paper.</summary>
public sealed class RecordPaperConsent(Gate<RecordPaperConsent> gate, Consents consents)
{
    [Function("RecordPaperConsent"), Allow(Permission.RecordConsent, MaxBody = Limits.Photo)]
    [Describe("Takes in the photo of a signed form, for a farmer who has no phone.", Consumes = "image/*", Response = typeof(Consent), Problems = [409])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/members/{member}/helpers/{helper}/form")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await ConsentRoutes.Pair(call).Then(async pair => await (await call.RawBody()).Then(async photo =>
            (await consents.TakeIn(call.Caller, call.Coop, pair.Member, pair.Helper, photo, cancel)).Map(Reply.Ok))), cancel);
}

/// <summary>Shows the photo of the form to whoever must be able to prove it.</summary>
public sealed class GetPaperConsent(Gate<GetPaperConsent> gate, SignInStore store, PersonalPhotos photos)
{
    [Function("GetPaperConsent"), Allow(Permission.ReadMemberPrivate, Audited = true)]
    [Describe("The photo of the signed form.", Produces = ["image/jpeg", "image/png", "image/webp"])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}/helpers/{helper}/form")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await ConsentRoutes.Pair(call).Then<Reply>(async pair =>
            await store.Consent(call.Coop, pair.Member, pair.Helper, cancel) is { Value.Photo: { } name } && await photos.Find(call.Coop, name, cancel) is { } photo
                ? Reply.Bytes(photo.Bytes, photo.ContentType).With("Cross-Origin-Resource-Policy", "same-origin")
                : IdentityErrors.NoSuchConsent), cancel);
}
