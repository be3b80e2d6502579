using AgriTrace.Domain.Ledger;

namespace AgriTrace.Domain.Orders;

/// <summary>Money comes in for an order, in any number of parts.</summary>
public static class ReceivePayment
{
    /// <summary>The smallest note that change is given in.</summary>
    private const long SmallestNote = 500;

    private const long LargestNote = 500_000;

    /// <summary>What is to be asked for in cash: the nearest amount that notes can make.</summary>
    public static long InCash(long amount) => (long)decimal.Round((decimal)amount / SmallestNote, MidpointRounding.AwayFromZero) * SmallestNote;

    /// <summary>
    /// Takes a payment in, once. One for an order that expired buys the goods if they are still there; else it goes back by itself, as does
    /// all that is paid too much.
    /// </summary>
    /// <param name="board">As it is.</param>
    /// <returns>The same order when it knows the payment already.</returns>
    public static Result<Order> Receive(this Order order, OrderPayment payment, Board board, OrderActor by)
    {
        if (order.Payments.FirstOrDefault(known => known.Id == payment.Id) is { } known)
            return known.Amount == payment.Amount && known.Into == payment.Into ? order : OrderErrors.PaymentDiffers(payment.Id);
        if (payment.Amount.Currency != order.Total.Currency) return OrderErrors.OtherCurrency(payment.Amount.Currency, order.Total.Currency);
        // Whoever takes money for it has spoken with the buyer.
        if (order.State == OrderState.AwaitingConfirmation) return order.Confirm(board, by).Then(confirmed => confirmed.Receive(payment, board, by));

        var paid = Pay(order.State == OrderState.Expired ? Revive(order, board, by.At) : order, payment);
        // What comes too late, and is too little, holds no goods: it goes back.
        if (order.State == OrderState.Expired && !paid.IsPaidInFull()) paid = Pay(order, payment);
        return paid.Done(order, by, "payment");
    }

    private static Order Pay(Order order, OrderPayment payment) =>
        order with { Payments = [.. order.Payments, payment with { Pays = IsCash(payment.Rail) ? Rounded(order, payment.Amount.Amount) : null }] };

    /// <summary>A payment as somebody of the office enters it; the key of their request is what tells it from another.</summary>
    /// <remarks>Cash on delivery lies with whoever brought the goods, until they hand it in.</remarks>
    public static OrderPayment Entered(Order order, PaymentInput input, OrderActor by) =>
        By(order, input.Rail, input.Amount, input.Rail == PaymentRail.Cod ? HandOverInput.AccountOf(order, driver: null) : AccountOf(input.Rail), by);

    /// <summary>The goods change hands, and with them the cash. What the order still costs may be paid in part, or later.</summary>
    /// <param name="collected">In đồng; zero for none.</param>
    /// <param name="into">The account of whoever collected it.</param>
    public static Result<Order> HandOver(this Order order, long collected, string into, Board board, OrderActor by)
    {
        if (order.State == OrderState.Delivered) return AsHandedOver(order, collected, into);
        if (MostInCash(order) is { } most && collected > most) return OrderErrors.Lines([new("$.collected", $"must be at most {most}: {InCash(order.Open().Amount)} đ are open. Enter what was kept, not what was handed over.")]);
        var delivered = order.Deliver(by);
        if (collected == 0) return delivered;
        return delivered.Then(after => after.Receive(Collected(order, collected, into, by), board, by));
    }

    /// <summary>More than the largest note above what is open is not kept, but typed wrongly. Null where a price is not agreed yet.</summary>
    internal static long? MostInCash(Order order) => order.AwaitsPrice() ? null : Math.Max(0, InCash(order.Open().Amount)) + LargestNote;

    /// <summary>The same order where it was handed over for as much; what was not said then is a payment of its own.</summary>
    private static Result<Order> AsHandedOver(Order order, long collected, string into)
    {
        var handed = order.History.Last(change => change.To == OrderState.Delivered && change.From != OrderState.Delivered);
        var then = order.Payments.Where(payment => payment.Voided is null && payment.By == handed.By && payment.At == handed.At).ToArray();
        var sum = then.Sum(payment => payment.Amount.Amount);
        return sum == collected && then.All(payment => payment.Into == into) ? order : OrderErrors.HandedOver(sum);
    }

    /// <summary>Cash that was taken when the goods changed hands.</summary>
    internal static OrderPayment Collected(Order order, long collected, string into, OrderActor by) =>
        By(order, order.Rail == PaymentRail.Cash ? PaymentRail.Cash : PaymentRail.Cod, order.Total with { Amount = collected }, into, by);

    private static OrderPayment By(Order order, PaymentRail rail, Money amount, string into, OrderActor by) =>
        new($"m{order.Revision}-{Ids.Base32(Ids.Hash("payment", order.Id, by.Key ?? "handed over"), 8).ToLowerInvariant()}", rail, amount, by.At) { Into = into, By = by.Name };

    /// <summary>A payment was entered by mistake. What was to go back of it falls away with it, unless it was sent.</summary>
    public static Result<Order> VoidPayment(this Order order, string payment, OrderActor by)
    {
        if (order.Payments.FirstOrDefault(one => one.Id == payment) is not { } known) return OrderErrors.NoSuchPayment(payment);
        if (known.Voided is not null) return order;
        if (known.By is null) return OrderErrors.NotNow(order.State, "The payment provider reported this payment; refund it instead.");
        if (order.Refunds.Any(refund => refund.Payment == payment && refund is { MayFallAway: false, State: not RefundState.Void })) return OrderErrors.NotNow(order.State, "This payment was given back in part.");
        return (order with { Payments = [.. order.Payments.Select(one => one.Id == payment ? one with { Voided = by.Reason ?? string.Empty } : one)] }).Done(order, by, "payment-voided");
    }

    /// <summary>The state of an order that is not packed yet follows from its money: the whole pays, a deposit confirms, and a payment that is voided takes that back.</summary>
    internal static Order AsPaid(this Order order, DateTimeOffset now)
    {
        if (order.State is not (OrderState.AwaitingPayment or OrderState.Confirmed or OrderState.Paid)) return order;
        var isAwaited = order.Deposit is { } deposit ? order.Paid().Amount < deposit.Amount : IsAhead(order.Rail);
        var state = order.IsPaidInFull() ? OrderState.Paid : isAwaited ? OrderState.AwaitingPayment : OrderState.Confirmed;
        if (state == order.State) return order;
        // Staff end an order themselves where the deposit does not come.
        return order with { State = state, PayBefore = state == OrderState.AwaitingPayment && order.Deposit is null ? PlaceOrder.TimeToPay(order.Rail, now) : null };
    }

    /// <summary>Nothing came of what was to be paid before the goods leave, as after a payment that was voided when they were packed.</summary>
    internal static bool LacksPrepayment(this Order order) => order.Due().Amount > 0
        && (order.Deposit is { } deposit ? order.Paid().Amount < Math.Min(deposit.Amount, order.Due().Amount) : IsAhead(order.Rail) && order.Paid().Amount <= order.Refunded().Amount);

    private static bool IsAhead(PaymentRail rail) => rail is PaymentRail.Card or PaymentRail.Transfer;

    /// <summary>The order with goods again, as if it were placed now; the same where some are gone.</summary>
    private static Order Revive(Order order, Board board, DateTimeOffset now)
    {
        var lines = new List<OrderLine>();
        foreach (var line in order.Lines)
        {
            if (!PlaceOrder.Allocate(board, ListingOf(board, line), line.Quantity, Reconciliation.Period.DayOf(now)).Try(out var parts, out _)) return order;
            board = board.Move(parts, (lot, stock) => lot with { Reserved = lot.Reserved + stock });
            lines.Add(line with { Allocations = parts });
        }

        return order with { State = OrderState.Paid, Lines = lines, PayBefore = null };
    }

    /// <summary>The listing may be closed since; the goods that it sold are what matters.</summary>
    internal static BoardListing ListingOf(Board board, OrderLine line) => board.Listings.GetValueOrDefault(line.Listing) ?? new BoardListing(
        line.Listing, line.Product, line.ProductName, line.Seller, line.OnlyLots ?? [], line.Price, line.Unit, line.StockUnit ?? line.Unit, line.PerUnit,
        Quantity.LeastOf(line.Unit), Quantity.LeastOf(line.Unit), default, string.Empty);

    private static bool IsCash(PaymentRail rail) => rail is PaymentRail.Cod or PaymentRail.Cash;

    /// <summary>Cash that is what rounding makes of the open amount pays that amount.</summary>
    private static long? Rounded(Order order, long cash) => order.Open().Amount is > 0 and var open && cash == InCash(open) && cash != open ? open : null;

    /// <summary>The account that money of a rail comes into, where nobody says which.</summary>
    public static string AccountOf(PaymentRail rail) => rail switch
    {
        PaymentRail.Card => Accounts.CardTransit,
        PaymentRail.Transfer or PaymentRail.Credit => Accounts.Bank,
        PaymentRail.Cod or PaymentRail.Cash => Accounts.Cash,
        _ => throw new InvalidOperationException($"No account for {rail}."),
    };
}
