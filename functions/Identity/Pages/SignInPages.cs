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

/// <summary>Shows whose card was scanned, and asks. Looking uses nothing up: chat programs look at links before people do.</summary>
public sealed class LookAtCard(Gate<LookAtCard> gate, PersonalPages personal, CoopStore coops, SignInStore store, Enrolment enrolment)
{
    [Function("LookAtCard"), Allow(Permission.Anyone, Browser = true)]
    [Describe("The page that a sign-in card leads to.", Produces = ["text/html"], Query = ["coop", "code"], Problems = [401])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "sign-in")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var (coop, code) = (call.Query("coop") ?? string.Empty, call.Query("code") ?? string.Empty);
            if (coop.Length + code.Length == 0) return await personal.Show(call, new AskForCardView("/sign-in"));

            var secret = SessionCookie.SecretOf(request) ?? Ids.Secret();
            if (await enrolment.Read(coop, code, cancel) is not { } card) return await Unusable(personal, call);
            if (card.IsUsedBy(call.Caller)) return PersonalPages.Next(call, "/me");
            return enrolment.MayUse(card, secret) && await Ask(call, card, code, secret, cancel) is { } page ? page : await Unusable(personal, call);
        }, cancel);

    /// <returns>Null where the member is gone.</returns>
    private async Task<Reply?> Ask(Call call, SignInCard card, string code, string secret, CancellationToken cancel)
    {
        var (coop, member, users) = (coops.Cooperative(card.Coop, cancel), coops.Member(card.Coop, card.Member, cancel), UsersOf(call, card, cancel));
        await Task.WhenAll(coop, member, users);
        if (await coop is not { } known || await member is not { } named) return null;

        var seal = new FormSeal(FormToken.Field, FormToken.Of(secret));
        var page = await personal.Show(call, new SignInView($"/sign-in?coop={card.Coop}&code={code}", seal, card.Coop, code, known.Name, named.Name, await users));
        // Set anew each time, so that it lives as long as the form before it.
        return SessionCookie.Of(call.Request) is null ? SessionCookie.Greet(page, secret) : page;
    }

    /// <summary>The others who use this phone already, by name.</summary>
    private async Task<IReadOnlyList<string>> UsersOf(Call call, SignInCard card, CancellationToken cancel)
    {
        if (call.Caller is not { Device: { } id } || call.Caller.Coop != card.Coop) return [];
        if (await store.Device(card.Coop, id, cancel) is not { Value: var device }) return [];
        var others = device.Members.Where(known => known.Member != card.Member).Select(known => coops.Member(card.Coop, known.Member, cancel));
        return [.. (await Task.WhenAll(others)).OfType<Member>().Select(other => other.Name)];
    }

    internal static async Task<Reply> Unusable(PersonalPages personal, Call call) =>
        (await personal.Show(call, new AskForCardView("/sign-in", CardWasBad: true), StatusCodes.Status401Unauthorized)).With("WWW-Authenticate", "Bearer");
}

/// <summary>Enrols a browser: a new one with a session, or one more member on a phone that is shared.</summary>
public sealed class EnrolBrowser(
    Gate<EnrolBrowser> gate, PersonalPages personal, SignInStore store, Enrolment enrolment, SignedIn signedIn, AuditTrail trail, TimeProvider clock)
{
    /// <remarks>
    /// A lost answer leaves a device whose cookie nobody has. The same form again carries the same secret, which leads to the same device
    /// and gives it a new session.
    /// </remarks>
    [Function("EnrolBrowser"), Allow(Permission.Anyone, Browser = true, MaxBody = Limits.SmallBody)]
    [Describe("Enrols a browser with a sign-in card.", Consumes = "application/x-www-form-urlencoded", Produces = ["text/html"], Status = 303, Problems = [401, 403, 409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "sign-in")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            var (coop, code) = (call.Form["coop"], call.Form["code"]);
            // The gate has let the form in, so there is one.
            var attempt = SessionCookie.SecretOf(request) ?? throw new InvalidOperationException("A form came without the secret that it is bound to.");
            if (await enrolment.Read(coop, code, cancel) is { } card && card.IsUsedBy(call.Caller)) return PersonalPages.Next(call, "/me");

            var known = await Known(call, coop, cancel);
            var session = Ids.Secret();
            var enrolled = await enrolment.Enrol(
                new EnrolmentRequest(coop, code, attempt, DeviceName.Of(request.Headers.UserAgent), known),
                device => device.Id == known?.Id ? device : device with { Session = SignInSecrets.Hash(session) },
                cancel);
            if (!enrolled.Try(out var device, out var error)) return error == IdentityErrors.CardNotValid ? await LookAtCard.Unusable(personal, call) : error;

            await trail.Enrolled(device, request, nameof(EnrolBrowser));
            signedIn.Forget(coop, device.Id);
            var reply = PersonalPages.Next(call, "/me");
            if (device.Id == known?.Id) return reply;
            await LeaveBehind(call.Caller, cancel);
            return SessionCookie.Start(reply, new DeviceSecret(coop, device.Id, session));
        }, cancel);

    /// <summary>The device that this browser is in the cooperative of the card; null where it is none, or that of another.</summary>
    private async Task<Device?> Known(Call call, string coop, CancellationToken cancel) =>
        call.Caller is { Device: { } id } && call.Caller.Coop == coop ? (await store.Device(coop, id, cancel))?.Value : null;

    /// <summary>A browser has one session: that of another cooperative would live on with nobody to end it.</summary>
    private async Task LeaveBehind(Caller before, CancellationToken cancel)
    {
        if (before is { Coop: { } coop, Device: { } device }) await signedIn.Change(coop, device, known => known.Revoke(clock.GetUtcNow()), cancel);
    }
}
