namespace AgriTrace.Domain.Cooperatives;

/// <summary>Every expected failure of a change of a bank account.</summary>
public static class BankChangeErrors
{
    public static readonly Error NoSuchChange = Error.NotFound(
        "no-such-change", "No change of that id waits: it was never made, a newer one took its place, or it is older than 30 days.");

    public static readonly Error SamePerson = Error.Forbidden("same-person", "Another person must agree to the change: neither who asked for it, nor somebody who signed in with a card of theirs.");

    public static readonly Error NoPerson = Error.Forbidden("no-person", "Only a person can agree to a change; this token names no member.");

    public static readonly Error NotByHelpers = Error.Forbidden("helper-may-not-approve", "A helper may not agree to a change in somebody else's name.");

    public static readonly Error Busy = Error.Unavailable("bank-change-busy", "Others change the same data at this moment; send the same again.");

    public static Error Decided(BankChangeState state) =>
        Error.Conflict("change-decided", $"The change was {(state == BankChangeState.Approved ? "approved" : "rejected")} already. Ask for the account anew.");
}
