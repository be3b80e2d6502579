using System.Globalization;
using System.Text.Json.Serialization;
using AgriTrace.Domain;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Functions.Ledger;

/// <summary>One side of a transfer.</summary>
public sealed record PostingBody(string Account, long Debit, long Credit, string Currency)
{
    public static PostingBody Of(Posting posting) => new(posting.Account, Math.Max(posting.Amount, 0), Math.Max(-posting.Amount, 0), posting.Currency);
}

/// <param name="Order">The id of the order whose change it is.</param>
/// <param name="Corrects">The id of the transfer that it takes back.</param>
public sealed record TransferBody(
    string Id, DateOnly Day, DateTimeOffset At, string Cause, string? Order, string By, string? Corrects, string? Note, IReadOnlyList<PostingBody> Postings)
{
    public static TransferBody Of(Transfer transfer) => new(
        transfer.Id, transfer.Day, transfer.At, transfer.Cause, transfer.Order, transfer.By, transfer.Corrects, transfer.Note, [.. transfer.Postings.Select(PostingBody.Of)]);
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record TransferPage(IReadOnlyList<TransferBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);

/// <param name="ClosedThrough">The last day that is closed; absent where none is.</param>
/// <param name="ProvenFromZero">Whether adding up all transfers from the first gives the same; absent where nobody asked.</param>
public sealed record TrialBalanceBody(DateOnly At, DateOnly? ClosedThrough, IReadOnlyList<TrialRow> Accounts, IReadOnlyList<TrialSum> Sums, bool? ProvenFromZero = null);

/// <param name="Opening">Before the first line, by currency: a debit above zero, a credit below.</param>
public sealed record StatementBody(
    string Account, AccountKind Kind, DateOnly From, DateOnly To, IReadOnlyList<Money> Opening, IReadOnlyList<StatementLine> Lines, IReadOnlyList<Money> Closing);

/// <param name="Owed">What the cooperative owes the member for produce at the end of the period.</param>
/// <param name="Advanced">What the member got ahead.</param>
/// <param name="Net">What is left for the member: below zero, what they still have to bring.</param>
public sealed record MemberStatementBody(string Member, Money Owed, Money Advanced, Money Net, StatementBody Produce, StatementBody Advances);

/// <param name="Day">The last day that is closed; null where none is.</param>
public sealed record ClosedThroughBody([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DateOnly? Day);

/// <param name="Day">As 2026-11-20; must be over.</param>
public sealed record CloseInput(string Day);

/// <summary>How numbers and days stand in the files of the books.</summary>
internal static class LedgerText
{
    public static string Of(long amount) => amount.ToString(CultureInfo.InvariantCulture);

    /// <summary>In Viet Nam.</summary>
    public static string Of(DateTimeOffset at) => at.ToOffset(Period.VietNam).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
