using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Orders;

/// <summary>An order that is decided, and the board after it.</summary>
public sealed record PlacedOrder(Order Order, Board Board);

/// <summary>Decides an order against the stock of the moment.</summary>
public static class PlaceOrder
{
    /// <summary>How long a payment page stays open. Stripe takes 30 minutes to 24 hours.</summary>
    public static readonly TimeSpan PaymentTime = TimeSpan.FromHours(1);

    /// <summary>The id that an Idempotency-Key leads to.</summary>
    public static string IdOf(string coop, string key) => Ids.Base32(Ids.Hash("order", coop, key), 26).ToLowerInvariant();

    /// <param name="request">Checked by <see cref="OrderRequest.Check"/>.</param>
    /// <param name="token">See <see cref="Order.Token"/>.</param>
    /// <returns>
    /// In this order: a listing that is not there; a quantity that does not fit a listing's minimum and step; stock that is short, with
    /// what is left.
    /// </returns>
    public static Result<PlacedOrder> Decide(Board board, OrderRequest request, string id, string token, DateTimeOffset now)
    {
        if (CheckLines(board, request) is { } error) return error;

        var lines = new List<OrderLine>();
        foreach (var wanted in request.Lines)
        {
            var listing = board.Listings[wanted.Listing];
            if (!Allocate(board, listing, wanted.Quantity, Period.DayOf(now)).Try(out var parts, out error)) return error;
            board = board.Move(parts, (lot, stock) => lot with { Reserved = lot.Reserved + stock });
            lines.Add(new OrderLine(
                listing.Id, listing.Product, listing.ProductName, wanted.Quantity, listing.Unit, listing.Price, listing.Price.Times(wanted.Quantity)!, parts));
        }

        var isCard = request.Payment == PaymentRail.Card;
        return new PlacedOrder(new Order(
            id,
            "AT" + Ids.Base32(Ids.Hash("code", id), 8),
            request.Coop,
            isCard ? OrderState.AwaitingPayment : OrderState.Confirmed,
            request.Payment,
            lines,
            new Money(lines.Sum(line => line.Total.Amount), lines[0].Total.Currency),
            token,
            request.Fingerprint(),
            now,
            isCard ? Seconds(now + PaymentTime) : null,
            Payments: [],
            Revision: 1), board);
    }

    private static Error? CheckLines(Board board, OrderRequest request)
    {
        if (request.Lines.FirstOrDefault(line => !board.Listings.ContainsKey(line.Listing)) is { } unknown) return OrderErrors.NoSuchListing(unknown.Listing);

        var faults = new List<FieldFault>();
        for (var index = 0; index < request.Lines.Count; index++)
        {
            var (listing, quantity) = (board.Listings[request.Lines[index].Listing], request.Lines[index].Quantity);
            var path = $"$.lines[{index}].quantity";
            if (quantity < listing.Minimum) faults.Add(new(path, $"must be at least {new Quantity(listing.Minimum, listing.Unit)}."));
            else if (quantity % listing.Step != 0) faults.Add(new(path, $"must be a multiple of {new Quantity(listing.Step, listing.Unit)}."));
            else if (listing.Price.Times(quantity) is null) faults.Add(new(path, "is more than an order can hold."));
        }

        if (request.Lines.Select(line => board.Listings[line.Listing].Price.Currency).Distinct().Count() > 1)
            faults.Add(new("$.lines", "must all be in one currency."));
        return faults.Count > 0 ? OrderErrors.Lines(faults) : null;
    }

    /// <summary>First expiring first; a piece is never served from two lots.</summary>
    private static Result<List<Allocation>> Allocate(Board board, BoardListing listing, decimal quantity, DateOnly today)
    {
        var parts = new List<Allocation>();
        var open = quantity;
        foreach (var lot in board.LotsOf(listing, today))
        {
            var take = Math.Min(open, listing.UnitsIn(lot));
            if (take <= 0) continue;
            parts.Add(new Allocation(lot.Id, take, listing.StockOf(take)));
            open -= take;
            if (open == 0) return parts;
        }

        return OrderErrors.OutOfStock(listing, board.Available(listing, today));
    }

    /// <summary>The provider takes whole seconds, and must be asked the same again.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
