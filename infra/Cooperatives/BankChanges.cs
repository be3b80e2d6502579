using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Infra.Cooperatives;

/// <summary>Changes of bank accounts, from the wish of one person to the agreement of another.</summary>
public sealed class BankChanges(PersonalFiles files, CoopStore coops, TimeProvider clock)
{
    /// <summary>Stores the wish for another account. Repeating it is harmless.</summary>
    /// <param name="member">Null for the cooperative's own account.</param>
    /// <param name="wanted">Null leaves all as it is.</param>
    /// <param name="inForce">Picks what is paid to today from the file.</param>
    public Task<Result<PersonalFile>> Propose(
        string coop, string? member, BankAccount? wanted, Func<PersonalFile, BankAccount?> inForce, Caller by, CancellationToken cancel) =>
        files.Change(coop, member, file => file with { Change = BankChange.Propose(wanted, inForce(file), file.Change, member, by, clock.GetUtcNow()) }, cancel);

    /// <summary>What waits and this caller may see, oldest first.</summary>
    public async Task<IReadOnlyList<BankChange>> Waiting(string coop, Caller caller, CancellationToken cancel) =>
    [
        .. (await files.AllChanges(coop, cancel))
            .Where(change => change.Waits(clock.GetUtcNow()) && change.IsSeenBy(caller))
            .OrderBy(change => change.ProposedAt),
    ];

    /// <summary>Puts the account in force: a member's in the transaction of the agreement.</summary>
    /// <remarks>
    /// The cooperative's account lies in another table, and is written after the agreement. A crash in between leaves it agreed and not
    /// in force; the repeated call, and the next PUT of the cooperative, put it in force.
    /// </remarks>
    public async Task<Result<BankChange>> Approve(string coop, Guid id, Caller by, CancellationToken cancel)
    {
        var approved = await Decide(coop, id, change => change.Approve(by, clock.GetUtcNow()), cancel);
        if (!approved.Try(out var change, out var error) || change.Member is not null) return approved;
        return await coops.PutAgreedBank(coop, cancel) ? change : BankChangeErrors.Busy;
    }

    public Task<Result<BankChange>> Reject(string coop, Guid id, Caller by, CancellationToken cancel) =>
        Decide(coop, id, change => change.Reject(by, clock.GetUtcNow()), cancel);

    private async Task<Result<BankChange>> Decide(string coop, Guid id, Func<BankChange, Result<BankChange>> decide, CancellationToken cancel)
    {
        if ((await files.AllChanges(coop, cancel)).FirstOrDefault(change => change.Id == id) is not { Member: var member }) return BankChangeErrors.NoSuchChange;
        var changed = await files.Change(coop, member, file => file.Change?.Id != id
            ? BankChangeErrors.NoSuchChange
            : decide(file.Change).Map(change => new PersonalFile(SecretAfter(file.Secret, change), change)), cancel);
        return changed.Map(file => file.Change!);
    }

    /// <remarks>Of a change that was approved before, too: it is the last one, so its account is the one in force.</remarks>
    private static MemberPrivate? SecretAfter(MemberPrivate? secret, BankChange change) => change is { State: BankChangeState.Approved, Member: not null }
        ? (secret ?? new MemberPrivate(null, null, null)) with { Bank = change.Account }
        : secret;
}
