namespace AgriTrace.Domain.Orders;

/// <summary>Where an order stands. Money is apart from it: see <see cref="Order.Payments"/>.</summary>
public enum OrderState
{
    /// <summary>Stock is held until the buyer has paid, or the time to do so is over.</summary>
    AwaitingPayment,

    /// <summary>A cash order that holds no stock until somebody of the cooperative has spoken with the buyer.</summary>
    AwaitingConfirmation,

    /// <summary>Paid on delivery, later by its terms, or in part.</summary>
    Confirmed,

    /// <summary>Paid in full, before it was packed.</summary>
    Paid,

    Packed,

    Shipped,

    Delivered,

    /// <summary>Refused at the door, or nobody was there; the goods are on their way back.</summary>
    DeliveryFailed,

    /// <summary>Over, and nobody wants anything more of it.</summary>
    Completed,

    /// <summary>The buyer says that something is wrong with what came.</summary>
    Disputed,

    /// <summary>All of the goods came back, or what was left of them after a recall; or a recall took all of a delivery that had failed.</summary>
    Returned,

    Cancelled,

    /// <summary>Never paid or confirmed in time; its stock is free again.</summary>
    Expired,
}

/// <summary>The one table of what may follow what.</summary>
public static class OrderStates
{
    private static readonly Dictionary<OrderState, OrderState[]> Allowed = new()
    {
        [OrderState.AwaitingPayment] = [OrderState.Confirmed, OrderState.Paid, OrderState.Cancelled, OrderState.Expired],
        [OrderState.AwaitingConfirmation] = [OrderState.Confirmed, OrderState.Cancelled, OrderState.Expired],
        // Back to awaiting its payment: one that was entered by mistake was voided.
        [OrderState.Confirmed] = [OrderState.Paid, OrderState.Packed, OrderState.Cancelled, OrderState.Expired, OrderState.AwaitingPayment],
        [OrderState.Paid] = [OrderState.Packed, OrderState.Cancelled, OrderState.Confirmed, OrderState.AwaitingPayment],
        [OrderState.Packed] = [OrderState.Shipped, OrderState.Delivered, OrderState.Cancelled],
        [OrderState.Shipped] = [OrderState.Delivered, OrderState.DeliveryFailed],
        [OrderState.DeliveryFailed] = [OrderState.Shipped, OrderState.Returned],
        [OrderState.Delivered] = [OrderState.Completed, OrderState.Disputed, OrderState.Returned],
        [OrderState.Disputed] = [OrderState.Completed, OrderState.Returned],
        [OrderState.Completed] = [],
        [OrderState.Returned] = [],
        [OrderState.Cancelled] = [],
        // A payment that comes too late buys the goods if they are still there.
        [OrderState.Expired] = [OrderState.Paid],
    };

    public static IReadOnlyList<OrderState> Next(OrderState state) => Allowed[state];

    public static bool IsTerminal(OrderState state) => Allowed[state].Length == 0;

    /// <summary>Whether an order can be there, go on, and be there again: money that comes and is voided, a parcel that is sent again.</summary>
    public static bool ComesAgain(OrderState state) =>
        state is OrderState.AwaitingPayment or OrderState.Confirmed or OrderState.Paid or OrderState.Shipped or OrderState.DeliveryFailed;

    /// <summary>Whether nobody waits for anything of it, though a late payment may wake one that expired.</summary>
    public static bool IsEnded(OrderState state) => IsTerminal(state) || state == OrderState.Expired;

    /// <summary>Whether nothing is sold by it any more.</summary>
    public static bool IsVoid(OrderState state) => state is OrderState.Cancelled or OrderState.Expired or OrderState.Returned;

    /// <summary>Whether the goods have left the house, or were handed over in it.</summary>
    public static bool IsOut(OrderState state) =>
        state is OrderState.Shipped or OrderState.Delivered or OrderState.DeliveryFailed or OrderState.Completed or OrderState.Disputed;
}
