using AgriTrace.Domain;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Ledger;

namespace AgriTrace.Infra.Orders;

/// <summary>Takes in what carriers pay out.</summary>
public sealed class Remittances(OrderStore orders, LedgerStore ledger)
{
    /// <summary>Settles the orders of a list, and then posts what came to the bank. Once a list.</summary>
    /// <returns>For a list that was posted before, what it posted then, whatever became of its orders since.</returns>
    /// <remarks>A crash in between, or an order that changed meanwhile, leaves orders that are settled and a carrier who owes: the same list again goes on.</remarks>
    public async Task<Result<Transfer>> Take(string coop, Remittance list, DateOnly day, OrderActor by, CancellationToken cancel)
    {
        var posting = list.Posting(day, by.At, by.Name);
        if (await ledger.Earlier(coop, posting, list.Fingerprint(), cancel) is { } earlier) return earlier.Error == LedgerErrors.KeyUsed ? OrderErrors.OtherRemittance(list) : earlier;
        if (!list.Match(await orders.Of(coop, list, cancel)).Try(out var matched, out var error)) return error;
        foreach (var (known, parcel) in matched.Zip(list.Parcels))
            if ((await orders.Change(coop, known.Id, (order, board) => list.Settle(order, parcel, board, by), cancel)).Error is { } refusal) return refusal;
        return await ledger.Post(coop, posting, list.Fingerprint(), cancel);
    }
}
