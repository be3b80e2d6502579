namespace AgriTrace.Domain.Ledger;

/// <summary>An account with what is on it, on the side where it is.</summary>
public sealed record TrialRow(string Account, AccountKind Kind, string Currency, long Debit, long Credit);

/// <param name="Debit">The same as <paramref name="Credit"/>, or something is wrong with the books.</param>
public sealed record TrialSum(string Currency, long Debit, long Credit);

/// <summary>All accounts at the end of a day (bảng cân đối phát sinh).</summary>
public static class TrialBalance
{
    /// <summary>In the order of the accounts; those without anything on them are left out.</summary>
    public static IReadOnlyList<TrialRow> Rows(Balances balances) =>
    [
        .. balances.Postings().Select(one => new TrialRow(
            one.Account, Accounts.KindOf(one.Account) ?? AccountKind.Liability, one.Currency, Math.Max(one.Amount, 0), Math.Max(-one.Amount, 0))),
    ];

    public static IReadOnlyList<TrialSum> Sums(IReadOnlyList<TrialRow> rows) =>
        [.. rows.GroupBy(row => row.Currency).OrderBy(same => same.Key, StringComparer.Ordinal).Select(same => new TrialSum(same.Key, same.Sum(row => row.Debit), same.Sum(row => row.Credit)))];
}

/// <summary>What a transfer did to one account.</summary>
/// <param name="Balance">Afterwards, in the currency of the line: a debit above zero, a credit below.</param>
public sealed record StatementLine(
    DateOnly Day, DateTimeOffset At, string Transfer, string Cause, string? Order, string? Note, long Debit, long Credit, string Currency, long Balance);

/// <summary>One account over a period (sổ chi tiết).</summary>
public static class Statement
{
    /// <param name="opening">Of all accounts, before the first transfer.</param>
    /// <param name="transfers">In their order.</param>
    public static IEnumerable<StatementLine> Lines(string account, Balances opening, IEnumerable<Transfer> transfers)
    {
        var balances = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var transfer in transfers)
            foreach (var posting in transfer.Postings.Where(posting => posting.Account == account))
            {
                var balance = balances[posting.Currency] = (balances.TryGetValue(posting.Currency, out var known) ? known : opening[account, posting.Currency]) + posting.Amount;
                yield return new StatementLine(
                    transfer.Day, transfer.At, transfer.Id, transfer.Cause, transfer.Order, transfer.Note, Math.Max(posting.Amount, 0), Math.Max(-posting.Amount, 0), posting.Currency, balance);
            }
    }
}
