using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>Which helper a page about consents concerns.</summary>
internal static class HelperOf
{
    /// <summary>The one that is named; a helper can name nobody but themself.</summary>
    public static Result<string> Read(Call call, string? named) =>
        call.Caller.Role == Role.Helper && call.Caller.Member is { } self ? self : Slug.Parse("helper", named);
}

/// <summary>Takes in the photo of a signed form.</summary>
public sealed class SendConsentForm(Gate<SendConsentForm> gate, PersonViews views, Consents consents)
{
    [Function("SendConsentForm"), Allow(Permission.RecordConsent, Browser = true, MaxBody = Limits.Photo)]
    [Describe("Takes in the photo of a signed consent form.", Consumes = "multipart/form-data", Produces = ["text/html"], Status = 303, Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/people/{member}/form")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
            if (!call.Id("member").Try(out var member, out var error) || !HelperOf.Read(call, call.Form["helper"]).Try(out var helper, out error)) return error;
            AuditRide.About($"helpers/{helper}");
            var taken = await consents.TakeIn(call.Caller, coop, member, helper, call.Form.File("photo"), cancel);
            if (taken.IsOk) return PersonalPages.Next(call, $"/me/people/{member}");
            return taken.Error == IdentityErrors.NotAPhoto ? await views.Show(call, cancel, IdentityTexts.Serving.NotAPhoto) : taken.Error;
        }, cancel);
}

/// <summary>Takes a consent back for a farmer who says so, and has no phone.</summary>
public sealed class WithdrawTheirConsent(Gate<WithdrawTheirConsent> gate, Consents consents)
{
    [Function("WithdrawTheirConsent"), Allow(Permission.WithdrawConsent, Browser = true)]
    [Describe("Takes a member's consent back.", Consumes = "application/x-www-form-urlencoded", Status = 303)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/people/{member}/withdraw")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
            if (!call.Id("member").Try(out var member, out var error) || !HelperOf.Read(call, call.Form["helper"]).Try(out var helper, out error)) return error;
            AuditRide.About($"helpers/{helper}");
            return (await consents.Withdraw(coop, member, helper, cancel)).Map(_ => PersonalPages.Next(call, $"/me/people/{member}"));
        }, cancel);
}

/// <summary>The form itself, to print and sign.</summary>
public sealed class BlankConsentForm(Gate<BlankConsentForm> gate, PersonalPages personal, CoopStore coops)
{
    [Function("BlankConsentForm"), Allow(Permission.RecordConsent, Browser = true)]
    [Describe("A consent form to print and sign.", Produces = ["text/html"], Query = ["helper"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people/{member}/form")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Person(call, cancel)).Try(out var who, out var error)) return error;
            if (!HelperOf.Read(call, call.Query("helper")).Try(out var id, out error)) return error;
            var (reader, member) = who;
            if (await coops.Member(reader.Coop.Id, id, cancel) is not { } helper) return CooperativeErrors.NoSuchMember(id);
            if (Consent.MayNotStand(member, helper) is { } refusal) return refusal;
            var back = $"/me/people/{member.Id}";
            return await personal.Show(call, new ConsentFormView(
                $"{back}/form?helper={helper.Id}", PersonalPages.SealOf(call), member.Name, helper.Name, reader.Coop.Name, reader.Coop.Address, back));
        }, cancel);
}

/// <summary>The photo of a signed form, for a browser that has a session and no token.</summary>
public sealed class ConsentPhoto(Gate<ConsentPhoto> gate, SignInStore store, PersonalPhotos photos)
{
    [Function("ConsentPhoto"), Allow(Permission.ReadMemberPrivate, Browser = true, Audited = true)]
    [Describe("The photo of a signed consent form.", Produces = ["image/jpeg", "image/png", "image/webp"], Query = ["helper"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people/{member}/form/photo")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
            if (!call.Id("member").Try(out var member, out var error) || !Slug.Parse("helper", call.Query("helper")).Try(out var helper, out error)) return error;
            return await store.Consent(coop, member, helper, cancel) is { Value.Photo: { } name } && await photos.Find(coop, name, cancel) is { } photo
                ? Reply.Bytes(photo.Bytes, photo.ContentType).With("Referrer-Policy", "no-referrer").With("Cross-Origin-Resource-Policy", "same-origin")
                : IdentityErrors.NoSuchConsent;
        }, cancel);
}
