using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <param name="Name">Whether pages name the member.</param>
/// <param name="Photo">Whether pages show the member's photo.</param>
public sealed record PageConsentInput(bool Name, bool Photo);

/// <param name="HasPhoto">Whether there is one to show.</param>
public sealed record PageConsentBody(bool Name, bool Photo, bool HasPhoto, DateTimeOffset At, string RecordedBy)
{
    public static PageConsentBody Of(PageConsent consent) => new(consent.Name, consent.Photo, consent.PhotoName is not null, consent.At, consent.RecordedBy);
}

/// <summary>Keeps what members let pages show of them, and brings the pages in line at once.</summary>
public sealed class PageConsents(CoopStore coops, ShownMembers shown, TraceDocuments documents, TimeProvider clock)
{
    private const int MaxTries = 5;

    /// <param name="change">Gets what was said so far.</param>
    /// <remarks>The consent comes first. A crash after it leaves pages as they were; the repeated call brings them in line.</remarks>
    public async Task<Result<PageConsent>> Change(Caller by, string coop, string member, Func<PageConsent, PageConsent> change, CancellationToken cancel)
    {
        if (await coops.Member(coop, member, cancel) is null) return CooperativeErrors.NoSuchMember(member);
        if (!(await Write(by, coop, member, change, cancel)).Try(out var consent, out var error)) return error;
        // Whatever becomes of the call: what was taken back must go from the pages.
        return await BringInLine(coop, member, CancellationToken.None) is { } busy ? busy : consent;
    }

    /// <summary>After a member was kept: the shop tells which name the pages show.</summary>
    public async Task<Error?> Rename(string coop, string member, CancellationToken cancel) =>
        await shown.IsInShop(coop, member, cancel) ? null : await BringInLine(coop, member, cancel);

    /// <remarks>The shop comes last, so that a crash in between is found by it.</remarks>
    private async Task<Error?> BringInLine(string coop, string member, CancellationToken cancel)
    {
        await documents.Forget(coop, member, cancel);
        return await shown.BringToShop(coop, member, cancel);
    }

    private async Task<Result<PageConsent>> Write(Caller by, string coop, string member, Func<PageConsent, PageConsent> change, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxTries; attempt++)
        {
            var known = await coops.Load(CoopKeys.PageConsent(coop, member), cancel);
            var said = change(known?.Value ?? new PageConsent(Name: false, Photo: false, PhotoName: null, default, string.Empty)) with { At = clock.GetUtcNow(), RecordedBy = by.Name };
            if (await coops.Put(coop, member, said, cancel, known?.Version) is not null) return said;
        }

        return EntityTagErrors.Changed;
    }
}

public sealed class PutPageConsent(Gate<PutPageConsent> gate, PageConsents consents)
{
    [Function("PutPageConsent"), Allow(Permission.KeepPageConsent)]
    [Describe("Says whether public pages may show a member's name and photo. What is taken back is gone from the pages when this answers.",
        Request = typeof(PageConsentInput), Response = typeof(PageConsentBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/members/{member}/page-consent")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then(async member => await (await call.Body<PageConsentInput>()).Then(async input =>
            (await consents.Change(call.Caller, call.Coop, member, said => said with { Name = input.Name, Photo = input.Photo }, cancel))
                .Map(consent => Reply.Ok(PageConsentBody.Of(consent))))), cancel);
}

public sealed class GetPageConsent(Gate<GetPageConsent> gate, CoopStore coops)
{
    [Function("GetPageConsent"), Allow(Permission.KeepPageConsent)]
    [Describe("What a member lets public pages show; nothing for one who was never asked.", Response = typeof(PageConsentBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/members/{member}/page-consent")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then<Reply>(async member =>
            await coops.PageConsent(call.Coop, member, cancel) is { } consent ? Reply.Ok(PageConsentBody.Of(consent)) : IdentityErrors.NoSuchConsent), cancel);
}

/// <summary>Keeps a member's photo, which is shown only where the member consented.</summary>
public sealed class PutMemberPhoto(Gate<PutMemberPhoto> gate, PersonalPhotos photos, PageConsents consents)
{
    [Function("PutMemberPhoto"), Allow(Permission.KeepPageConsent, MaxBody = Limits.Photo)]
    [Describe("Keeps the photo of a member. It is shown only where the member consented.", Consumes = "image/*", Response = typeof(PageConsentBody))]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/coops/{coop}/members/{member}/photo")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then(async member => await (await call.RawBody()).Then(async bytes =>
            await (await photos.Keep(call.Coop, bytes, cancel)).Then(async name =>
                (await consents.Change(call.Caller, call.Coop, member, said => said with { PhotoName = name }, cancel)).Map(consent => Reply.Ok(PageConsentBody.Of(consent)))))), cancel);
}

/// <summary>A farmer's photo for the pages.</summary>
public sealed class ShowMemberPhoto(Gate<ShowMemberPhoto> gate, CoopStore coops, PersonalPhotos photos)
{
    /// <remarks>Asked for anew each time, so that a photo is gone once the consent is.</remarks>
    [Function("ShowMemberPhoto"), Allow(Permission.Anyone)]
    [Describe("The photo of a farmer who lets pages show it.", Produces = ["image/jpeg", "image/png", "image/webp"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "photos/{coop}/{member}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then<Reply>(async member =>
            await coops.PageConsent(call.Coop, member, cancel) is { Photo: true, PhotoName: { } name } && await photos.Find(call.Coop, name, cancel) is { } photo
                ? Reply.Bytes(photo.Bytes, photo.ContentType).With("Cache-Control", "no-cache")
                : RouteErrors.Unknown), cancel);
}
