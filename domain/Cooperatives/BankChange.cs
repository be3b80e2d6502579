using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Cooperatives;

public enum BankChangeState
{
    /// <summary>Waits for a second person, for <see cref="BankChange.Life"/>.</summary>
    Pending,

    Approved,

    Rejected,
}

/// <summary>Another bank account for a member or the cooperative: one person asks for it, and it is in force once another agrees.</summary>
/// <param name="Member">Whose account; null for the cooperative's own.</param>
/// <param name="ProposedBy">See <see cref="Caller.Name"/>.</param>
/// <param name="DecidedBy">Null while it waits.</param>
public sealed record BankChange(
    Guid Id, string? Member, BankAccount Account, string ProposedBy, DateTimeOffset ProposedAt, BankChangeState State = BankChangeState.Pending,
    string? DecidedBy = null, DateTimeOffset? DecidedAt = null)
{
    /// <summary>Whoever agrees later agrees to something that nobody remembers.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private static readonly Dictionary<BankChangeState, BankChangeState[]> Allowed = new()
    {
        [BankChangeState.Pending] = [BankChangeState.Approved, BankChangeState.Rejected],
        [BankChangeState.Approved] = [],
        [BankChangeState.Rejected] = [],
    };

    public static bool IsTerminal(BankChangeState state) => Allowed[state].Length == 0;

    /// <summary>What becomes of a wish for an account. It takes the place of an earlier wish for the same member or cooperative.</summary>
    /// <param name="wanted">Null where nothing is asked for.</param>
    /// <param name="inForce">What is paid to today.</param>
    /// <param name="last">The last change of this account, decided or not.</param>
    /// <returns><paramref name="last"/> where nothing new is asked for: what is in force already, or what waits already.</returns>
    public static BankChange? Propose(BankAccount? wanted, BankAccount? inForce, BankChange? last, string? member, Caller by, DateTimeOffset now)
    {
        if (wanted is null || wanted == inForce) return last;
        if (last is not null && last.Waits(now) && last.Account == wanted) return last;
        return new BankChange(Guid.CreateVersion7(now), member, wanted, by.Name, now);
    }

    public bool Waits(DateTimeOffset now) => State == BankChangeState.Pending && now < ProposedAt + Life;

    /// <summary>Staff see all that waits in their cooperative, others what is of their own account.</summary>
    public bool IsSeenBy(Caller caller) => caller.ReachOf(Permission.ApproveBankChanges) switch
    {
        Reach.None => false,
        Reach.Own => Member is not null && Member == caller.Member,
        Reach.Cooperative or Reach.Platform => true,
        var reach => throw new ArgumentOutOfRangeException(nameof(caller), reach, "A reach that nobody has heard of."),
    };

    /// <summary>Agrees, as another person than the one who asked. Twice is the same as once.</summary>
    /// <remarks>Whoever made the card of a device could hold it themself, so it does not agree to what they asked for.</remarks>
    public Result<BankChange> Approve(Caller by, DateTimeOffset now)
    {
        if (by.Helper is not null) return BankChangeErrors.NotByHelpers;
        if (by.Member is null) return BankChangeErrors.NoPerson;
        if (by.Name == ProposedBy || by.EnrolledBy == ProposedBy) return BankChangeErrors.SamePerson;
        return Decide(BankChangeState.Approved, by, now);
    }

    /// <summary>Refuses it, or takes one's own wish back. Twice is the same as once.</summary>
    public Result<BankChange> Reject(Caller by, DateTimeOffset now) => Decide(BankChangeState.Rejected, by, now);

    private Result<BankChange> Decide(BankChangeState to, Caller by, DateTimeOffset now)
    {
        if (!IsSeenBy(by)) return IdentityErrors.OtherMember;
        if (State == to) return this;
        if (!Allowed[State].Contains(to)) return BankChangeErrors.Decided(State);
        return Waits(now) ? this with { State = to, DecidedBy = by.Name, DecidedAt = now } : BankChangeErrors.NoSuchChange;
    }
}
