using System.Globalization;

namespace AgriTrace.Domain.Ledger;

/// <summary>One side of a transfer, as a person enters it: either a debit (nợ) or a credit (có).</summary>
public sealed record PostingInput(string Account, long? Debit = null, long? Credit = null, string Currency = Money.Vnd);

/// <summary>A transfer that a person enters.</summary>
/// <param name="Day">As 2026-11-20, in Viet Nam; today where it is left out.</param>
public sealed record TransferInput(IReadOnlyList<PostingInput> Postings, string Note, string? Day = null)
{
    /// <param name="today">In Viet Nam.</param>
    public Result<Booking> Read(DateOnly today)
    {
        var faults = new List<FieldFault>();
        var (postings, note, day) = (LedgerFields.Postings(Postings, faults), PlainText.Read("$.note", Note, LedgerFields.MaxNote, faults), LedgerFields.Day(Day, today, faults));
        return faults.Count > 0 ? FieldErrors.Invalid(faults) : new Booking(day, "manual", postings, note, Booking.FingerprintOf("manual", this));
    }
}

/// <summary>Takes a transfer back, and puts another in its place where there is one.</summary>
/// <param name="Postings">What would have been right; null where nothing would.</param>
public sealed record CorrectionInput(string Note, IReadOnlyList<PostingInput>? Postings = null, string? Day = null)
{
    /// <inheritdoc cref="TransferInput.Read"/>
    public Result<Booking> Read(Transfer wrong, DateOnly today)
    {
        if (wrong.Order is { } order) return LedgerErrors.OfAnOrder(order);
        var faults = new List<FieldFault>();
        var right = Postings is null ? [] : LedgerFields.Postings(Postings, faults);
        var (note, day) = (PlainText.Read("$.note", Note, LedgerFields.MaxNote, faults), LedgerFields.Day(Day, today, faults));
        return faults.Count > 0
            ? FieldErrors.Invalid(faults)
            : new Booking(
                day, "correction", [.. wrong.Postings.Select(posting => posting with { Amount = -posting.Amount }), .. right], note,
                Booking.FingerprintOf("correction", this), wrong.Id);
    }
}

public enum AdvanceKind
{
    Cash,
    Feed,
    Fertiliser,
}

/// <summary>A member gets something ahead of what their produce will bring (ứng trước).</summary>
/// <param name="Amount">In đồng.</param>
/// <param name="From">Only for cash: <c>cash</c>, which it is where it is left out, or <c>bank</c>. Feed and fertiliser come from the supplies.</param>
public sealed record AdvanceInput(AdvanceKind Kind, long Amount, string? From = null, string? Day = null, string? Note = null)
{
    /// <inheritdoc cref="TransferInput.Read"/>
    public Result<Booking> Read(string member, DateOnly today)
    {
        var faults = new List<FieldFault>();
        LedgerFields.Cash("$.amount", Amount, faults);
        if (Kind == AdvanceKind.Cash && From is not (null or Accounts.Cash or Accounts.Bank)) faults.Add(new("$.from", "must be cash or bank."));
        if (Kind != AdvanceKind.Cash && From is not null) faults.Add(new("$.from", "must not be there: feed and fertiliser come from the supplies."));
        var (note, day) = (PlainText.ReadOptional("$.note", Note, LedgerFields.MaxNote, faults), LedgerFields.Day(Day, today, faults));
        if (faults.Count > 0) return FieldErrors.Invalid(faults);
        var from = Kind == AdvanceKind.Cash ? From ?? Accounts.Cash : Accounts.Supplies;
        return new Booking(
            day, $"advance-{AgriTraceJson.Write(Kind).Trim('"')}", LedgerFields.Move(Accounts.Advance(member), from, Amount), note,
            Booking.FingerprintOf($"advance of {member}", this));
    }
}

/// <summary>A driver hands in the cash that they collected.</summary>
/// <param name="Driver">The id of the member.</param>
/// <param name="Amount">In đồng.</param>
public sealed record HandInInput(string Driver, long Amount, string? Day = null, string? Note = null)
{
    /// <inheritdoc cref="TransferInput.Read"/>
    public Result<Booking> Read(DateOnly today)
    {
        var faults = new List<FieldFault>();
        LedgerFields.Cash("$.amount", Amount, faults);
        if (!Slug.Parse("driver", Driver).IsOk) faults.Add(new("$.driver", "is not the id of a member."));
        var (note, day) = (PlainText.ReadOptional("$.note", Note, LedgerFields.MaxNote, faults), LedgerFields.Day(Day, today, faults));
        return faults.Count > 0
            ? FieldErrors.Invalid(faults)
            : new Booking(day, "hand-in", LedgerFields.Move(Accounts.Cash, Accounts.Driver(Driver), Amount), note, Booking.FingerprintOf("hand-in", this));
    }
}

/// <summary>Reads what the bodies of the books have in common.</summary>
internal static class LedgerFields
{
    internal const int MaxNote = 300;

    private const int MinPostings = 2, MaxPostings = 20;

    private const long MaxCash = 10_000_000_000;

    /// <summary>Both sides of an amount that goes from one account to another.</summary>
    public static IReadOnlyList<Posting> Move(string debit, string credit, long amount) => [new(debit, amount, Money.Vnd), new(credit, -amount, Money.Vnd)];

    public static void Amount(string path, long amount, List<FieldFault> faults)
    {
        if (amount is < 1 or > Money.Max) faults.Add(new(path, $"must be 1 to {Money.Max}."));
    }

    /// <summary>What one person gets or brings at once.</summary>
    public static void Cash(string path, long amount, List<FieldFault> faults)
    {
        if (amount is < 1 or > MaxCash) faults.Add(new(path, $"must be 1 to {MaxCash}."));
    }

    /// <returns>The day; today where nothing is said.</returns>
    public static DateOnly Day(string? text, DateOnly today, List<FieldFault> faults)
    {
        if (text is null) return today;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year < 2000) faults.Add(new("$.day", "must be a date, as 2026-11-20."));
        else if (day > today) faults.Add(new("$.day", "must not be in the future."));
        return day;
    }

    public static IReadOnlyList<Posting> Postings(IReadOnlyList<PostingInput> inputs, List<FieldFault> faults)
    {
        if (inputs.Count is < MinPostings or > MaxPostings)
        {
            faults.Add(new("$.postings", $"must be {MinPostings} to {MaxPostings}."));
            return [];
        }

        Posting[] postings = [.. inputs.Select((input, index) => Posting(input, $"$.postings[{index}]", faults))];
        if (faults.Count > 0) return [];
        foreach (var same in postings.GroupBy(posting => posting.Currency))
            if (same.Sum(posting => posting.Amount) is not 0 and var over)
                faults.Add(new("$.postings", $"must have debits and credits of one sum; in {same.Key} the {(over > 0 ? "debits" : "credits")} are {Math.Abs(over)} more."));
        if (postings.GroupBy(posting => (posting.Account, posting.Currency)).All(same => same.Sum(posting => posting.Amount) == 0)) faults.Add(new("$.postings", "must move something from one account to another."));
        return postings;
    }

    private static Posting Posting(PostingInput input, string path, List<FieldFault> faults)
    {
        if (!Accounts.IsOne(input.Account)) faults.Add(new($"{path}.account", "is no account of the books."));
        else if (Accounts.IsOfOrder(input.Account)) faults.Add(new($"{path}.account", "is an order's, which is posted to by the changes of the order alone."));
        if (input.Debit is null == input.Credit is null) faults.Add(new(path, "must have either a debit or a credit."));
        if (input.Debit is { } debit) Amount($"{path}.debit", debit, faults);
        if (input.Credit is { } credit) Amount($"{path}.credit", credit, faults);
        if (!Money.Currencies.Contains(input.Currency)) faults.Add(new($"{path}.currency", $"must be one of {string.Join(", ", Money.Currencies)}."));
        return new Posting(input.Account, input.Debit ?? -(input.Credit ?? 0), input.Currency);
    }
}
