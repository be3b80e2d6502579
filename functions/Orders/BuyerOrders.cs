using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Payments;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Orders;

/// <summary>Takes the orders of buyers, from programs and from the form of the shop alike.</summary>
public sealed class BuyerOrders(OrderStore orders, CardPayments cards, ClientAddress addresses, TimeProvider clock)
{
    /// <summary>Once a key: one point read, one transaction, one message, one mark.</summary>
    /// <param name="sent">Not yet looked at.</param>
    /// <returns>For a key that came before, what it got then.</returns>
    public async Task<Result<Order>> Take(HttpRequest request, OrderRequest sent, string key, CancellationToken cancel)
    {
        if (!sent.Check().Try(out var wanted, out var error)) return error;
        if (wanted.Payment == PaymentRail.Card && !cards.AreTaken) return PaymentErrors.NoCards;

        var by = new PlacedBy(PlaceOrder.IdOf(wanted.Coop, key), Ids.Secret(), clock.GetUtcNow(), orders.MarksOf(wanted.Coop, wanted.Buyer.Phone, addresses.NetworkOf(request)));
        return await orders.Place(by.Id, wanted, wanted.Fingerprint(), board => PlaceOrder.Decide(board, wanted, by), cancel);
    }
}
