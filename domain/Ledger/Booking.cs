using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Ledger;

/// <summary>What somebody wants to have in the books, when it is sound: balanced, of known accounts, within bounds.</summary>
/// <param name="Fingerprint">Of what was asked for: the same key with another request is refused.</param>
/// <param name="Corrects">See <see cref="Transfer.Corrects"/>.</param>
public sealed record Booking(DateOnly Day, string Cause, IReadOnlyList<Posting> Postings, string? Note, string Fingerprint, string? Corrects = null)
{
    /// <summary>The id that an Idempotency-Key leads to, whatever kind of posting it is used for.</summary>
    public static string IdOf(string coop, string key) => "m" + Ids.Base32(Ids.Hash("transfer", coop, key), 25).ToLowerInvariant();

    /// <summary>The id of the one transfer that corrects another.</summary>
    public static string CorrectionOf(string id) => "c-" + id;

    public static string FingerprintOf<T>(string cause, T asked) => Convert.ToHexStringLower(Ids.Hash(cause, AgriTraceJson.Write(asked)));

    public Transfer ToTransfer(string id, Caller by, DateTimeOffset now) => new(id, Day, now, Cause, Order: null, by.Name, Corrects, Postings) { Note = Note };

    /// <summary>The members whose accounts it posts to.</summary>
    public IEnumerable<string> Members() => Postings.Select(posting => Accounts.MemberOf(posting.Account)).OfType<string>().Distinct();
}
