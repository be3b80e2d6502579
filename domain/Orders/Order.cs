using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Orders;

/// <summary>Where an order stands. Money is apart from it: see <see cref="Order.Payments"/>.</summary>
public enum OrderState
{
    /// <summary>Stock is held until the buyer has paid on the provider's page, or the page has expired.</summary>
    AwaitingPayment,

    /// <summary>Paid on delivery.</summary>
    Confirmed,

    Paid,

    /// <summary>Never paid; its stock is free again.</summary>
    Expired,
}

/// <summary>How the buyer pays.</summary>
public enum PaymentRail
{
    /// <summary>Cash on delivery (thanh toán khi nhận hàng).</summary>
    Cod,

    /// <summary>On the hosted page of the payment provider.</summary>
    Card,
}

/// <summary>Part of a line that is served from one lot.</summary>
/// <param name="Quantity">In the line's unit.</param>
/// <param name="Stock">In thousandths of the lot's own unit.</param>
public sealed record Allocation(LotId Lot, decimal Quantity, long Stock);

/// <param name="Price">For one <paramref name="Unit"/>, as it was when ordered.</param>
/// <param name="Total">By the one rule of <see cref="Money.Times"/>.</param>
public sealed record OrderLine(
    Guid Listing, ProductId Product, LocalText ProductName, decimal Quantity, string Unit, Money Price, Money Total, IReadOnlyList<Allocation> Allocations);

/// <summary>Money that came for an order.</summary>
/// <param name="Id">The provider's; the same payment reported twice is one payment.</param>
public sealed record OrderPayment(string Id, PaymentRail Rail, Money Amount, DateTimeOffset At);

/// <summary>An order, whose lines are allocated to lots from the start.</summary>
/// <param name="Id">Follows from the Idempotency-Key.</param>
/// <param name="Code">What people read out: A–Z and 0–9 only.</param>
/// <param name="Token">Lets its holder see the order.</param>
/// <param name="Fingerprint">Of the request: the same key with another request is refused. Stored as a keyed hash, because it covers the buyer.</param>
/// <param name="PayBefore">When the payment page closes; null for other rails.</param>
/// <param name="Revision">Counts changes, so that a list that is fed late never goes back in time.</param>
public sealed record Order(
    string Id, string Code, string Coop, OrderState State, PaymentRail Rail, IReadOnlyList<OrderLine> Lines, Money Total, string Token,
    string Fingerprint, DateTimeOffset PlacedAt, DateTimeOffset? PayBefore, IReadOnlyList<OrderPayment> Payments, int Revision)
{
    private static readonly Dictionary<OrderState, OrderState[]> Allowed = new()
    {
        [OrderState.AwaitingPayment] = [OrderState.Paid, OrderState.Expired],
        [OrderState.Confirmed] = [OrderState.Paid],
        [OrderState.Paid] = [],
        [OrderState.Expired] = [],
    };

    public static bool IsTerminal(OrderState state) => Allowed[state].Length == 0;

    public Money Paid() => new(Payments.Sum(payment => payment.Amount.Amount), Total.Currency);

    public IEnumerable<Allocation> Allocations() => Lines.SelectMany(line => line.Allocations);

    /// <summary>Takes a payment in, once. The order is paid when its payments reach the total.</summary>
    /// <returns>The same order when it knows the payment already.</returns>
    public Result<Order> Receive(OrderPayment payment)
    {
        if (Payments.Any(known => known.Id == payment.Id)) return this;
        if (payment.Amount.Currency != Total.Currency) return OrderErrors.OtherCurrency(payment.Amount.Currency, Total.Currency);

        var after = this with { Payments = [.. Payments, payment], Revision = Revision + 1 };
        return after.Paid().Amount >= Total.Amount && Allowed[State].Contains(OrderState.Paid) ? after with { State = OrderState.Paid } : after;
    }

    /// <summary>Ends an order that was never paid. Twice is the same as once.</summary>
    public Result<Order> Expire()
    {
        if (State == OrderState.Expired) return this;
        return Allowed[State].Contains(OrderState.Expired)
            ? this with { State = OrderState.Expired, Revision = Revision + 1 }
            : OrderErrors.CannotGo(State, OrderState.Expired);
    }

    /// <summary>The buyer, who holds the order's token, and the cooperative's staff.</summary>
    /// <param name="token">The order's token as it was given; null for none.</param>
    public Error? MayNotBeSeenBy(Caller caller, string? token)
    {
        if (token is not null && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(token), System.Text.Encoding.UTF8.GetBytes(Token))) return null;
        if (caller.IsAnonymous) return token is null ? OrderErrors.TokenNeeded : OrderErrors.WrongToken;
        return caller.MayNot(Permission.ReadOrders, Coop) is null ? null : OrderErrors.NotYours;
    }
}
