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
    /// <summary>A farmer says yes on a device of their own. Twice is the same as once.</summary>
    public Task<Result<Consent>> Give(Caller by, string coop, string member, string helper, CancellationToken cancel) =>
        Keep(by, coop, new Consent(member, helper, ConsentForm.Device, clock.GetUtcNow(), by.Name), cancel);

    /// <summary>A signed form is taken in.</summary>
    /// <remarks>The photo comes first: a crash after it leaves a photo that nothing names, and the repeat stores it again under the same name.</remarks>
    public async Task<Result<Consent>> TakeIn(Caller by, string coop, string member, string helper, byte[] photo, CancellationToken cancel)
    {
        if (await MayNotGive(by, coop, member, helper, cancel) is { } refusal) return refusal;
        if (!(await photos.Keep(coop, photo, cancel)).Try(out var name, out var error)) return error;
        return await Keep(by, coop, new Consent(member, helper, ConsentForm.Paper, clock.GetUtcNow(), by.Name, name), cancel);
    }

    public async Task<Result<Consent>> Withdraw(string coop, string member, string helper, CancellationToken cancel)
    {
        if (await store.Consent(coop, member, helper, cancel) is not { } consent) return IdentityErrors.NoSuchConsent;
        if (!consent.IsLive) return consent;
        var withdrawn = consent with { WithdrawnAt = clock.GetUtcNow() };
        await store.Put(coop, withdrawn, cancel);
        signedIn.ForgetConsent(coop, member, helper);
        return withdrawn;
    }

    private async Task<Result<Consent>> Keep(Caller by, string coop, Consent consent, CancellationToken cancel)
    {
        if (await MayNotGive(by, coop, consent.Member, consent.Helper, cancel) is { } refusal) return refusal;
        if (await store.Consent(coop, consent.Member, consent.Helper, cancel) is { IsLive: true } known && known.Form == consent.Form && known.Photo == consent.Photo) return known;
        await store.Put(coop, consent, cancel);
        signedIn.ForgetConsent(coop, consent.Member, consent.Helper);
        return consent;
    }

    private async Task<Error?> MayNotGive(Caller by, string coop, string member, string helper, CancellationToken cancel)
    {
        if (await coops.Member(coop, member, cancel) is not { } farmer) return CooperativeErrors.NoSuchMember(member);
        if (await coops.Member(coop, helper, cancel) is not { } serving) return CooperativeErrors.NoSuchMember(helper);
        if (Consent.MayNotStand(farmer, serving) is { } refusal) return refusal;
        return (await store.Consent(coop, member, helper, cancel))?.MayNotBeGivenAgain(by);
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
            await store.Consent(call.Coop, pair.Member, pair.Helper, cancel) is { Photo: { } name } && await photos.Find(call.Coop, name, cancel) is { } photo
                ? Reply.Bytes(photo.Bytes, photo.ContentType).With("Cross-Origin-Resource-Policy", "same-origin")
                : IdentityErrors.NoSuchConsent), cancel);
}
