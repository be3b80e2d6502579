using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Orders;

/// <summary>An order that is decided, and the board after it.</summary>
public sealed record PlacedOrder(Order Order, Board Board);

/// <summary>Who orders, and when.</summary>
/// <param name="Id">Of the order.</param>
/// <param name="Token">See <see cref="Order.Token"/>.</param>
/// <param name="Marks">Keyed hashes of the buyer's phone and network address; see <see cref="CashWatch"/>.</param>
/// <param name="Staff">Who of the staff enters it; null for a buyer.</param>
public sealed record PlacedBy(string Id, string Token, DateTimeOffset At, IReadOnlyList<string> Marks, string? Staff = null);

/// <summary>Decides an order against the stock of the moment.</summary>
public static class PlaceOrder
{
    /// <summary>How long a payment page stays open. Stripe takes 30 minutes to 24 hours.</summary>
    public static readonly TimeSpan PaymentTime = TimeSpan.FromHours(1);

    /// <summary>The id that an Idempotency-Key leads to.</summary>
    public static string IdOf(string coop, string key) => Ids.Base32(Ids.Hash("order", coop, key), 26).ToLowerInvariant();

    /// <summary>How long goods are kept for a bank transfer, which takes a weekend at times.</summary>
    public static readonly TimeSpan TransferTime = TimeSpan.FromHours(48);

    /// <summary>The same above the limit of a day (<see cref="CashWatch"/>): transfers arrive within minutes, and a prank holds the goods no longer.</summary>
    public static readonly TimeSpan ShortTransferTime = TimeSpan.FromHours(2);

    /// <summary>How long an order waits for the call of the cooperative.</summary>
    public static readonly TimeSpan ConfirmationTime = TimeSpan.FromHours(24);

    /// <param name="request">Checked by <see cref="OrderRequest.Check"/>.</param>
    /// <returns>
    /// In this order: a listing that is not there; a price that is another than the buyer was shown; a quantity that does not fit a listing's
    /// minimum and step; stock that is short, with what is left.
    /// </returns>
    public static Result<PlacedOrder> Decide(Board board, OrderRequest request, PlacedBy by)
    {
        if (CheckLines(board, request) is { } error) return error;

        var (left, lines) = (board, new List<OrderLine>());
        foreach (var wanted in request.Lines)
        {
            var listing = left.Listings[wanted.Listing];
            if (!Allocate(left, listing, wanted.Quantity, Period.DayOf(by.At)).Try(out var parts, out error)) return error;
            left = left.Move(parts, (lot, stock) => lot with { Reserved = lot.Reserved + stock });
            lines.Add(LineOf(listing, wanted.Quantity, parts));
        }

        if (lines.Sum(line => line.Total.Amount) > Money.Max) return OrderErrors.Lines([new("$.lines", "come to more than an order can hold.")]);
        var order = Ordered(board.Shop, request, by, lines);
        if (request.Payment is not (PaymentRail.Cod or PaymentRail.Cash or PaymentRail.Transfer) || by.Staff is not null) return new PlacedOrder(order, left);

        var (today, watch) = (Period.DayOf(by.At), board.Watch ?? CashWatch.Empty);
        if (!watch.IsAbove(by.Marks, order.Total.Amount, board.Shop.CashLimit, today))
            return new PlacedOrder(order, left with { Watch = watch.Count(by.Marks, order.Total.Amount, today) });

        // Whoever is above the limit is called back before anything is held for them, or pays soon.
        return request.Payment == PaymentRail.Transfer
            ? new PlacedOrder(order with { PayBefore = Seconds(by.At + ShortTransferTime) }, left)
            : new PlacedOrder(Unconfirmed(order, by.At), board);
    }

    private static Order Unconfirmed(Order order, DateTimeOffset now) => order with
    {
        State = OrderState.AwaitingConfirmation,
        PayBefore = Seconds(now + ConfirmationTime),
        Lines = [.. order.Lines.Select(line => line with { Allocations = [] })],
        History = [order.History[0] with { From = OrderState.AwaitingConfirmation, To = OrderState.AwaitingConfirmation }],
    };

    /// <summary>Somebody spoke with the buyer: the order takes its goods now, if they are still there.</summary>
    public static Result<Order> Confirm(this Order order, Board board, OrderActor by)
    {
        if (order.State == OrderState.Confirmed) return order;
        if (order.State != OrderState.AwaitingConfirmation) return OrderErrors.CannotGo(order.State, OrderState.Confirmed);
        var lines = new List<OrderLine>();
        foreach (var line in order.Lines)
        {
            if (!Allocate(board, ReceivePayment.ListingOf(board, line), line.Quantity, Period.DayOf(by.At)).Try(out var parts, out var error)) return error;
            board = board.Move(parts, (lot, stock) => lot with { Reserved = lot.Reserved + stock });
            lines.Add(line with { Allocations = parts });
        }

        return order.Go(OrderState.Confirmed).Then(after => (after with { Lines = lines, PayBefore = null }).Done(order, by, "confirmed"));
    }

    private static OrderLine LineOf(BoardListing listing, decimal quantity, List<Allocation> parts) =>
        new(listing.Id, listing.Product, listing.ProductName, quantity, listing.Unit, listing.Price, listing.Price.Times(quantity)!, parts)
        {
            StockUnit = listing.StockUnit,
            PerUnit = listing.PerUnit,
            MaxOver = listing.MaxOver,
            Seller = listing.Member,
            OnlyLots = listing.Lots is { Count: > 0 } lots ? lots : null,
        };

    private static Order Ordered(ShopRules shop, OrderRequest request, PlacedBy by, List<OrderLine> lines)
    {
        var currency = lines[0].Total.Currency;
        var fee = new Money(request.Delivery == DeliveryKind.Pickup ? 0 : shop.DeliveryFee, currency);
        var until = TimeToPay(request.Payment, by.At);
        var state = until is null ? OrderState.Confirmed : OrderState.AwaitingPayment;
        return new Order(
            by.Id, "AT" + Ids.Base32(Ids.Hash("code", by.Id), 8), request.Coop, state, request.Payment, lines,
            new Money(lines.Sum(line => line.Total.Amount) + fee.Amount, currency), by.Token, Fingerprint: string.Empty, by.At,
            until, Payments: [], Revision: 1)
        {
            Delivery = new OrderDelivery(request.Delivery, fee),
            Language = request.Language,
            EnteredBy = by.Staff,
            PhoneMark = request.Payment is PaymentRail.Cod or PaymentRail.Cash ? by.Marks[0] : null,
            Commission = shop.Commission,
            History = [new OrderChange("placed", state, state, by.At, by.Staff ?? OrderActor.Buyer, Reason: null)],
        };
    }

    /// <summary>Until when an order waits for its money; null where it is paid when the goods are handed over, or later.</summary>
    internal static DateTimeOffset? TimeToPay(PaymentRail rail, DateTimeOffset now) => rail switch
    {
        PaymentRail.Card => Seconds(now + PaymentTime),
        PaymentRail.Transfer => Seconds(now + TransferTime),
        _ => null,
    };

    private static Error? CheckLines(Board board, OrderRequest request)
    {
        if (request.Lines.FirstOrDefault(line => !board.Listings.ContainsKey(line.Listing)) is { } unknown) return OrderErrors.NoSuchListing(unknown.Listing);

        foreach (var line in request.Lines)
            if (line.Price is { } shown && shown != board.Listings[line.Listing].Price) return OrderErrors.PriceChanged(board.Listings[line.Listing]);

        var faults = new List<FieldFault>();
        for (var index = 0; index < request.Lines.Count; index++)
        {
            var (listing, quantity) = (board.Listings[request.Lines[index].Listing], request.Lines[index].Quantity);
            var path = $"$.lines[{index}].quantity";
            if (quantity < listing.Minimum) faults.Add(new(path, $"must be at least {new Quantity(listing.Minimum, listing.Unit)}."));
            else if (Quantity.PartOfPiece(path, quantity, listing.Unit) is { } part) faults.Add(part);
            else if (quantity % listing.Step != 0) faults.Add(new(path, $"must be a multiple of {new Quantity(listing.Step, listing.Unit)}."));
            else if (listing.Price.Times(quantity) is null) faults.Add(new(path, "is more than an order can hold."));
        }

        if (request.Lines.Select(line => board.Listings[line.Listing].Price.Currency).Distinct().Count() > 1)
            faults.Add(new("$.lines", "must all be in one currency."));
        return faults.Count > 0 ? OrderErrors.Lines(faults) : null;
    }

    /// <summary>First expiring first; a piece is never served from two lots. A line of which nothing is left needs no goods.</summary>
    internal static Result<List<Allocation>> Allocate(Board board, BoardListing listing, decimal quantity, DateOnly today)
    {
        var parts = new List<Allocation>();
        var open = quantity;
        foreach (var lot in board.LotsOf(listing, today))
        {
            var take = Math.Min(open, listing.UnitsIn(lot));
            if (take <= 0) continue;
            parts.Add(new Allocation(lot.Id, take, listing.StockOf(take)));
            open -= take;
        }

        return open == 0 ? parts : OrderErrors.OutOfStock(listing, board.Available(listing, today));
    }

    /// <summary>The provider takes whole seconds, and must be asked the same again.</summary>
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());
}
