using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

public enum BankChangeSubject
{
    Coop,
    Member,
}

/// <param name="Member">Whose account; absent for the cooperative's own.</param>
/// <param name="Account">In full: who agrees must see what they agree to.</param>
public sealed record BankChangeBody(
    Guid Id, BankChangeSubject Subject, string? Member, BankAccount Account, BankChangeState State, string ProposedBy, DateTimeOffset ProposedAt,
    string? DecidedBy, DateTimeOffset? DecidedAt)
{
    public static BankChangeBody Of(BankChange change) => new(
        change.Id, change.Member is null ? BankChangeSubject.Coop : BankChangeSubject.Member, change.Member, change.Account, change.State,
        change.ProposedBy, change.ProposedAt, change.DecidedBy, change.DecidedAt);
}

public sealed record BankChangesBody(IReadOnlyList<BankChangeBody> Items);

public sealed class ListBankChanges(Gate<ListBankChanges> gate, BankChanges banks)
{
    [Function("ListBankChanges"), Allow(Permission.ApproveBankChanges, Audited = true)]
    [Describe("Lists the changes of bank accounts that wait for a second person; to most members those of their own account only.", Response = typeof(BankChangesBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/coops/{coop}/bank-changes")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            Reply.Ok(new BankChangesBody([.. (await banks.Waiting(call.Coop, call.Caller, cancel)).Select(BankChangeBody.Of)])), cancel);
}

/// <summary>Puts another account in force, by a second person.</summary>
public sealed class ApproveBankChange(Gate<ApproveBankChange> gate, BankChanges banks)
{
    [Function("ApproveBankChange"), Allow(Permission.ApproveBankChanges)]
    [Describe("Agrees to the change of a bank account that another person asked for; twice is the same as once.", Response = typeof(BankChangeBody), Problems = [409])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/bank-changes/{change}/approve")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            (await BankChangeIds.Of(call).Then(id => banks.Approve(call.Coop, id, call.Caller, cancel))).Map(change => Reply.Ok(BankChangeBody.Of(change))), cancel);
}

/// <summary>Leaves the account in force as it is.</summary>
public sealed class RejectBankChange(Gate<RejectBankChange> gate, BankChanges banks)
{
    [Function("RejectBankChange"), Allow(Permission.ApproveBankChanges)]
    [Describe("Refuses the change of a bank account, or takes one's own wish back; twice is the same as once.", Response = typeof(BankChangeBody), Problems = [409])]
    public Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/coops/{coop}/bank-changes/{change}/reject")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            (await BankChangeIds.Of(call).Then(id => banks.Reject(call.Coop, id, call.Caller, cancel))).Map(change => Reply.Ok(BankChangeBody.Of(change))), cancel);
}

internal static class BankChangeIds
{
    public static Result<Guid> Of(Call call) => Guid.TryParse(call.Route("change"), out var id) ? id : BankChangeErrors.NoSuchChange;
}
