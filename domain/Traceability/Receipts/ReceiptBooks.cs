using System.Globalization;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Traceability.Receipts;

/// <summary>What a weighing slip posts to the books: for each line that has its price, what the cooperative owes for it. What is consigned posts nothing.</summary>
public static class ReceiptBooks
{
    /// <summary>A transfer for each line whose price came with this change, booked to the day on which it was entered.</summary>
    /// <param name="before">Null for a slip that is new.</param>
    public static IReadOnlyList<Transfer> Of(Receipt? before, Receipt after) =>
        after.IsInBooks ? [.. after.Lines.Select((line, index) => (line, index)).Where(one => before?.Lines[one.index].Price is null).Select(one => Of(after, one.line, one.index)).OfType<Transfer>()] : [];

    private static Transfer? Of(Receipt slip, ReceiptLine line, int index) => line.Price is { Due.Amount: > 0 } price
        ? new Transfer(
            IdOf(slip, index), Period.DayOf(price.At), price.At, "weighing-slip", Order: null, price.By, Corrects: null,
            [new(Accounts.Purchases, price.Due.Amount, price.Due.Currency), new(Accounts.Farmer(slip.Member), -price.Due.Amount, price.Due.Currency)])
        {
            Note = $"{line.Lot.Lot} {line.Weighed.Grade}",
        }
        : null;

    /// <param name="line">Counted from zero.</param>
    public static string IdOf(Receipt slip, int line) => string.Create(CultureInfo.InvariantCulture, $"slip-{slip.Id}-{line + 1}");
}
