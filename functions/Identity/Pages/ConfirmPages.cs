using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Web;
using AgriTrace.Web.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>
/// Asks before something is taken away. The page behind a form shows its next button where the first one stood, so that a slow double tap
/// would take away two.
/// </summary>
public sealed class ConfirmViews(PersonalPages personal, CoopStore coops, SignInStore store)
{
    /// <param name="member">Whose device it is.</param>
    /// <param name="back">The page that lists it, to which the form is sent under <c>devices</c>.</param>
    internal async Task<Result<Reply>> SignOut(Call call, string member, string back, CancellationToken cancel)
    {
        if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
        if (!Slug.Parse("device", call.Query("device")).Try(out var id, out var error)) return error;
        if (await store.Device(coop, id, cancel) is not { Value: var device } || !device.Knows(member)) return IdentityErrors.NoSuchDevice;
        return await Ask(call, $"{back}/devices", $"device={id}", IdentityTexts.Confirm.SignOut(device.Name), IdentityTexts.Confirm.SignOutLead, back, new ConfirmField("device", id));
    }

    /// <param name="path">Where the form is sent to.</param>
    internal async Task<Result<Reply>> Withdraw(Call call, string member, string path, string back, CancellationToken cancel)
    {
        if (call.Caller.Coop is not { } coop) return IdentityErrors.NoToken;
        if (!HelperOf.Read(call, call.Query("helper")).Try(out var helper, out var error)) return error;
        var (farmer, serving) = (coops.Member(coop, member, cancel), coops.Member(coop, helper, cancel));
        await Task.WhenAll(farmer, serving);
        if (await farmer is not { } who || await serving is not { } whom) return IdentityErrors.NoSuchConsent;
        var isMine = member == call.Caller.Member;
        var heading = isMine ? IdentityTexts.Confirm.Withdraw(whom.Name) : IdentityTexts.Confirm.WithdrawTheirs(who.Name, whom.Name);
        var lead = isMine ? IdentityTexts.Confirm.WithdrawLead : IdentityTexts.Confirm.WithdrawTheirsLead;
        return await Ask(call, path, $"helper={helper}", heading, lead, back, new ConfirmField("helper", helper), new ConfirmField("action", "withdraw"));
    }

    internal Task<Reply> Ask(Call call, string path, string query, Text heading, Text lead, string back, params IReadOnlyList<ConfirmField> fields) =>
        personal.Show(call, new ConfirmView(query.Length == 0 ? path : $"{path}?{query}", PersonalPages.SealOf(call), heading, lead, path, fields, back));
}

public sealed class ConfirmSignOutHere(Gate<ConfirmSignOutHere> gate, PersonalPages personal, ConfirmViews views)
{
    [Function("ConfirmSignOutHere"), Allow(Permission.UseAccount, Browser = true)]
    [Describe("Asks whether whoever uses this browser now shall be signed out of it.", Produces = ["text/html"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/sign-out")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await personal.Reader(call, cancel)).Try(out var reader, out var error)) return error;
            return await views.Ask(
                call, "/me/sign-out", string.Empty, IdentityTexts.Confirm.SignOutHere(reader.Member.Name), IdentityTexts.Confirm.SignOutLead, "/me", new ConfirmField("member", reader.Member.Id));
        }, cancel);
}

public sealed class ConfirmSignOutMyDevice(Gate<ConfirmSignOutMyDevice> gate, ConfirmViews views)
{
    [Function("ConfirmSignOutMyDevice"), Allow(Permission.UseAccount, Browser = true)]
    [Describe("Asks whether the caller shall be signed out of one of their devices.", Produces = ["text/html"], Query = ["device"], Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/devices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => call.Caller.Member is { } me ? await views.SignOut(call, me, "/me", cancel) : IdentityErrors.NoToken, cancel);
}

public sealed class ConfirmSignOutTheirDevice(Gate<ConfirmSignOutTheirDevice> gate, ConfirmViews views)
{
    [Function("ConfirmSignOutTheirDevice"), Allow(Permission.ManageDevices, Browser = true)]
    [Describe("Asks whether a member shall be signed out of one of their devices.", Produces = ["text/html"], Query = ["device"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people/{member}/devices")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => await call.Id("member").Then(member => views.SignOut(call, member, $"/me/people/{member}", cancel)), cancel);
}

public sealed class ConfirmWithdrawal(Gate<ConfirmWithdrawal> gate, ConfirmViews views)
{
    [Function("ConfirmWithdrawal"), Allow(Permission.GiveConsent, Browser = true)]
    [Describe("Asks whether whoever is signed in takes a consent back.", Produces = ["text/html"], Query = ["helper"], Problems = [404])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/helpers")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) => call.Caller.Member is { } me ? await views.Withdraw(call, me, "/me/helpers", "/me", cancel) : IdentityErrors.NoToken, cancel);
}

public sealed class ConfirmTheirWithdrawal(Gate<ConfirmTheirWithdrawal> gate, ConfirmViews views)
{
    [Function("ConfirmTheirWithdrawal"), Allow(Permission.WithdrawConsent, Browser = true)]
    [Describe("Asks whether a member takes a consent back.", Produces = ["text/html"], Query = ["helper"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/people/{member}/withdraw")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            await call.Id("member").Then(member => views.Withdraw(call, member, $"/me/people/{member}/withdraw", $"/me/people/{member}", cancel)), cancel);
}
