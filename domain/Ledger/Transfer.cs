namespace AgriTrace.Domain.Ledger;

/// <param name="Amount">In minor units: a debit above zero, a credit below.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record Posting(string Account, long Amount, string Currency);

/// <summary>A change of the books, which is never changed: who errs makes another that names it.</summary>
/// <param name="Id">Unique in the cooperative; follows from what causes it, so that nothing is posted twice.</param>
/// <param name="Day">In Viet Nam: to which day it is booked.</param>
/// <param name="Cause">What happened, as a word.</param>
/// <param name="Order">The id of the order that it is about.</param>
/// <param name="By">See <see cref="Identity.Caller.Name"/>.</param>
/// <param name="Corrects">The id of the transfer that it corrects.</param>
/// <param name="Postings">Sum to zero in each currency.</param>
public sealed record Transfer(
    string Id, DateOnly Day, DateTimeOffset At, string Cause, string? Order, string By, string? Corrects, IReadOnlyList<Posting> Postings)
{
    public string? Note { get; init; }

    public bool IsBalanced() => Postings.GroupBy(posting => posting.Currency).All(same => same.Sum(posting => posting.Amount) == 0);
}

/// <summary>Amounts by account and currency; what is zero is not there.</summary>
public sealed class Balances
{
    private readonly SortedDictionary<(string Account, string Currency), long> amounts =
        new(Comparer<(string Account, string Currency)>.Create((one, other) =>
            string.CompareOrdinal(one.Account, other.Account) is not 0 and var order ? order : string.CompareOrdinal(one.Currency, other.Currency)));

    public static Balances Of(IEnumerable<Posting> postings)
    {
        var balances = new Balances();
        foreach (var posting in postings) balances.Add(posting.Account, posting.Amount, posting.Currency);
        return balances;
    }

    public long this[string account, string currency = Money.Vnd] => amounts.GetValueOrDefault((account, currency));

    /// <param name="amount">A debit above zero, a credit below.</param>
    public Balances Add(string account, long amount, string currency)
    {
        if (checked(this[account, currency] + amount) is not 0 and var sum) amounts[(account, currency)] = sum;
        else amounts.Remove((account, currency));
        return this;
    }

    public Balances Add(Balances other)
    {
        foreach (var posting in other.Postings()) Add(posting.Account, posting.Amount, posting.Currency);
        return this;
    }

    /// <summary>What must be posted to come from another position to this one.</summary>
    public Balances Since(Balances before)
    {
        var difference = new Balances().Add(this);
        foreach (var posting in before.Postings()) difference.Add(posting.Account, -posting.Amount, posting.Currency);
        return difference;
    }

    /// <summary>In the order of the accounts.</summary>
    public IReadOnlyList<Posting> Postings() => [.. amounts.Select(one => new Posting(one.Key.Account, one.Value, one.Key.Currency))];
}
