using AgriTrace.Domain;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Ledger;

namespace AgriTrace.Infra.Orders;

/// <summary>Takes in what carriers pay out.</summary>
public sealed class Remittances(OrderStore orders, LedgerStore ledger)
{
    /// <summary>Settles the orders of a list, and then posts what came to the bank. Once a list.</summary>
    /// <remarks>A crash in between leaves orders that are settled and a carrier who owes: the same list again goes on.</remarks>
    public async Task<Result<Transfer>> Take(string coop, Remittance list, DateOnly day, OrderActor by, CancellationToken cancel)
    {
        var known = await orders.Named(coop, list.Parcels.Select(parcel => parcel.Order).ToHashSet(), cancel);
        if (list.Faults(known) is { Count: > 0 } faults) return FieldErrors.Invalid(faults);
        foreach (var parcel in list.Parcels)
            if ((await orders.Change(coop, known[parcel.Order].Id, (order, board) => list.Settle(order, parcel, board, by), cancel)).Error is { } error) return error;
        return await ledger.Post(coop, list.Posting(day, by.At, by.Name), list.Fingerprint(), cancel);
    }
}
