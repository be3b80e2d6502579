using System.Text.Json.Serialization;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Orders;

/// <summary>How the buyer pays.</summary>
public enum PaymentRail
{
    /// <summary>Cash on delivery (thanh toán khi nhận hàng).</summary>
    Cod,

    /// <summary>On the hosted page of the payment provider.</summary>
    Card,

    /// <summary>By bank transfer (chuyển khoản), before the goods leave.</summary>
    Transfer,

    /// <summary>In cash where the goods are handed over, at the cooperative.</summary>
    Cash,

    /// <summary>Later, by terms that staff agreed with the buyer (công nợ).</summary>
    Credit,
}

/// <summary>Whose produce a part of an allocation is.</summary>
/// <param name="Member">Empty where it was packed before shares were kept.</param>
/// <param name="Weight">In proportion to the other parts.</param>
/// <param name="Bought">The cooperative bought it by a weighing slip: the sale brings the member nothing more.</param>
public sealed record GrowerPart(string Member, long Weight, bool Bought = false);

/// <summary>Part of a line that is served from one lot.</summary>
/// <param name="Quantity">In the line's unit.</param>
/// <param name="Stock">In thousandths of the lot's own unit.</param>
/// <param name="Growers">As they were when the goods left; null before that.</param>
public sealed record Allocation(LotId Lot, decimal Quantity, long Stock, IReadOnlyList<GrowerPart>? Growers = null);

/// <param name="Price">For one <paramref name="Unit"/>, as it was when ordered.</param>
/// <param name="Total">By the one rule of <see cref="Money.Times"/>.</param>
public sealed record OrderLine(
    Guid Listing, ProductId Product, LocalText ProductName, decimal Quantity, string Unit, Money Price, Money Total, IReadOnlyList<Allocation> Allocations)
{
    /// <summary>What was ordered, where something else was packed.</summary>
    public decimal? Ordered { get; init; }

    /// <summary>The unit of the lots.</summary>
    public string? StockUnit { get; init; }

    /// <summary>How much of <see cref="StockUnit"/> one <see cref="Unit"/> is.</summary>
    public decimal PerUnit { get; init; } = 1;

    /// <summary>In percent: so much more than ordered may be packed without asking the buyer.</summary>
    public int MaxOver { get; init; }

    /// <summary>The price is agreed later (giá chốt sau); until then it is zero.</summary>
    public bool PriceOpen { get; init; }

    /// <summary>The farmer whose own produce it is; null where the cooperative sells everybody's, or it was not kept yet.</summary>
    public string? Seller { get; init; }

    /// <summary>The lot numbers that the listing sells from; null for any lot of the product.</summary>
    public IReadOnlyList<string>? OnlyLots { get; init; }

    /// <summary>What was ordered of it, whatever was packed.</summary>
    [JsonIgnore]
    public decimal Wanted => Ordered ?? Quantity;

    /// <summary>Where nothing of it is left, no price is awaited.</summary>
    [JsonIgnore]
    public bool AwaitsPrice => PriceOpen && Quantity > 0;
}

/// <summary>Money that came for an order.</summary>
/// <param name="Id">The provider's, or of whoever entered it; the same payment reported twice is one payment.</param>
public sealed record OrderPayment(string Id, PaymentRail Rail, Money Amount, DateTimeOffset At)
{
    /// <summary>The account of the ledger that it came into.</summary>
    public string Into { get; init; } = Ledger.Accounts.CardTransit;

    /// <summary>What it pays of the order, where that is not its amount: cash is rounded to notes that exist.</summary>
    public long? Pays { get; init; }

    /// <summary>Who took or entered it; null where a provider reported it.</summary>
    public string? By { get; init; }

    /// <summary>Why it does not count; null where it does.</summary>
    public string? Voided { get; init; }

    [JsonIgnore]
    public long Counts => Voided is null ? Pays ?? Amount.Amount : 0;
}

public enum RefundState
{
    /// <summary>Owed to the buyer.</summary>
    Due,

    Sent,

    /// <summary>Was due, was not sent, and is not owed any more.</summary>
    Void,
}

/// <summary>Money that goes back to the buyer.</summary>
/// <param name="Payment">The payment that it gives back; null where it was paid some other way.</param>
/// <param name="From">The account that it was sent from; null while it is due.</param>
/// <param name="Trouble">Why it could not be sent by itself: somebody must do it.</param>
public sealed record OrderRefund(string Id, string? Payment, PaymentRail Rail, Money Amount, RefundState State, DateTimeOffset At, string? From = null, string? By = null, string? Trouble = null)
{
    [JsonIgnore]
    public long Counts => State == RefundState.Void ? 0 : Amount.Amount;

    /// <summary>
    /// Due, and on no way yet. One to a card is on its way from the start: its message may be asking the provider at this moment, and what
    /// the order costs more after that is owed by the buyer. Only when the provider has refused it, a person decides.
    /// </summary>
    [JsonIgnore]
    public bool MayFallAway => State == RefundState.Due && (Rail != PaymentRail.Card || Trouble is not null);
}

/// <summary>A discount after the fact, such as for a weight that the buyer disputed on arrival.</summary>
/// <param name="Line">Counted from zero.</param>
public sealed record OrderAllowance(int Line, Money Amount, string Reason, string By, DateTimeOffset At);

/// <summary>Goods that came back.</summary>
/// <param name="Quantity">In the line's unit.</param>
/// <param name="Stock">In thousandths of the lot's unit.</param>
/// <param name="Restocked">For sale again; else they were thrown away.</param>
public sealed record OrderReturn(int Line, LotId Lot, decimal Quantity, long Stock, bool Restocked, string By, DateTimeOffset At);

public enum DeliveryKind
{
    /// <summary>The buyer comes.</summary>
    Pickup,

    /// <summary>A driver of the cooperative brings it.</summary>
    Driver,

    /// <summary>A carrier does.</summary>
    Carrier,
}

/// <param name="Fee">What the buyer pays for it.</param>
/// <param name="By">The id of the driver, who is a member, or the name of the carrier in the form of an id; null before that is known.</param>
/// <param name="Tracking">The carrier's number.</param>
public sealed record OrderDelivery(DeliveryKind Kind, Money Fee, string? By = null, string? Tracking = null);

/// <summary>A change of an order: who did what, and why.</summary>
/// <param name="By">See <see cref="Caller.Name"/>; <c>buyer</c> for the holder of the order's token, <c>platform</c> for our own timers and providers.</param>
/// <param name="Key">By which a repeat of the request is known; null where the state alone tells it.</param>
public sealed record OrderChange(string Action, OrderState From, OrderState To, DateTimeOffset At, string By, string? Reason, string? Key = null);

/// <summary>Who changes an order, when and why.</summary>
/// <param name="Key">See <see cref="OrderChange.Key"/>.</param>
public sealed record OrderActor(string Name, DateTimeOffset At, string? Reason = null, string? Key = null)
{
    public const string Buyer = "buyer", Platform = "platform";
}

/// <summary>An order, whose lines are allocated to lots from the start.</summary>
/// <param name="Id">Follows from the Idempotency-Key.</param>
/// <param name="Code">What people read out: A–Z and 0–9 only.</param>
/// <param name="Total">What lines and delivery cost as of now, less allowances.</param>
/// <param name="Token">Lets its holder see the order.</param>
/// <param name="Fingerprint">Of the request: the same key with another request is refused. Whoever stores the order puts it there, as a keyed hash, because it covers the buyer.</param>
/// <param name="PayBefore">When it expires unless it was paid, or confirmed, by then; null for never.</param>
/// <param name="Revision">Counts changes, so that a list that is fed late never goes back in time.</param>
public sealed record Order(
    string Id, string Code, string Coop, OrderState State, PaymentRail Rail, IReadOnlyList<OrderLine> Lines, Money Total, string Token,
    string Fingerprint, DateTimeOffset PlacedAt, DateTimeOffset? PayBefore, IReadOnlyList<OrderPayment> Payments, int Revision)
{
    /// <summary>More than any order lives through; its row must not grow without end.</summary>
    private const int MaxChanges = 300;

    public OrderDelivery? Delivery { get; init; }

    /// <summary>Of the buyer: <c>vi</c> or <c>en</c>.</summary>
    public string Language { get; init; } = "vi";

    /// <summary>Who of the staff entered it; null where the buyer did.</summary>
    public string? EnteredBy { get; init; }

    /// <summary>What must be paid before anything is packed; null for all or nothing, as the rail has it.</summary>
    public Money? Deposit { get; init; }

    /// <summary>The last day of the buyer's credit.</summary>
    public DateOnly? CreditUntil { get; init; }

    /// <summary>The cooperative's part of sales of consigned goods, in hundredths of a percent, as it was when ordered.</summary>
    public int Commission { get; init; }

    /// <summary>By which the board knows the phone of a buyer who pays in cash (<see cref="CashWatch"/>); null for others.</summary>
    public string? PhoneMark { get; init; }

    /// <summary>It was over once and left the open trade, and its buyer's row with it; that one stays where it went when the order comes back.</summary>
    public bool LeftTrade { get; init; }

    /// <summary>
    /// The lines, without their lots, as payment pages show them that may still be open: of a card order that changed while it awaited its
    /// payment, the oldest first.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<OrderLine>> EarlierPages { get; init; } = [];

    public IReadOnlyList<OrderRefund> Refunds { get; init; } = [];

    public IReadOnlyList<OrderAllowance> Allowances { get; init; } = [];

    public IReadOnlyList<OrderReturn> Returns { get; init; } = [];

    public IReadOnlyList<OrderChange> History { get; init; } = [];

    /// <summary>Written off when the goods were handed over, because no note can pay it.</summary>
    public long Rounding { get; init; }

    /// <summary>What came, as it counts: rounded where it was cash.</summary>
    public Money Paid() => Total with { Amount = Payments.Sum(payment => payment.Counts) + Rounding };

    /// <summary>Given back or about to be.</summary>
    public Money Refunded() => Total with { Amount = Refunds.Sum(refund => refund.Counts) };

    /// <summary>What the buyer has to pay in all: nothing for an order that is void.</summary>
    public Money Due() => OrderStates.IsVoid(State) ? Total with { Amount = 0 } : Total;

    /// <summary>What the buyer still has to pay; below zero, what they get back.</summary>
    public Money Open() => Total with { Amount = Due().Amount - Paid().Amount + Refunded().Amount };

    public bool AwaitsPrice() => !OrderStates.IsVoid(State) && Lines.Any(line => line.AwaitsPrice);

    public bool IsPaidInFull() => !AwaitsPrice() && Open().Amount <= 0;

    public IEnumerable<Allocation> Allocations() => Lines.SelectMany(line => line.Allocations);

    /// <summary>Goes to another state; the error says where it can go from here.</summary>
    internal Result<Order> Go(OrderState to) => OrderStates.Next(State).Contains(to) ? this with { State = to } : OrderErrors.CannotGo(State, to);

    /// <summary>Ends a change: what follows from it by itself follows here, and the history tells it.</summary>
    /// <param name="before">The order as it was stored.</param>
    internal Result<Order> Done(Order before, OrderActor by, string action)
    {
        var priced = Ended() with
        {
            Total = Total with { Amount = Lines.Sum(line => line.Total.Amount) + (Delivery?.Fee.Amount ?? 0) - Allowances.Sum(one => one.Amount.Amount) },
            Revision = before.Revision + 1,
            EarlierPages = before is { State: OrderState.AwaitingPayment, Rail: PaymentRail.Card } && !Shown(Lines).SequenceEqual(Shown(before.Lines)) ? [.. EarlierPages, Shown(before.Lines)] : EarlierPages,
        };
        var settled = (priced with { Rounding = priced.Unpayable() }).OweBack(by.At);
        // Also where a price or a weight, and not a payment, makes what was paid enough.
        var after = State == before.State ? settled.AsPaid(by.At) : settled;
        if (!after.MayStillChange(before, by, action)) return OrderErrors.TooManyChanges;
        return after with { History = [.. History, new OrderChange(action, before.State, after.State, by.At, by.Name, by.Reason, by.Key)] };
    }

    /// <summary>A delivery that failed waits for its goods; where a recall has taken all of them, there is nothing left that could come back.</summary>
    private Order Ended() => State == OrderState.DeliveryFailed && !Allocations().Any() ? this with { State = OrderState.Returned } : this;

    private static OrderLine[] Shown(IReadOnlyList<OrderLine> lines) => [.. lines.Select(line => line with { Allocations = [] })];

    /// <summary>However full its history is, an order can come to its end, give money back, and lose goods that are recalled: none of that goes on for ever.</summary>
    private bool MayStillChange(Order before, OrderActor by, string action) =>
        before.History.Count < MaxChanges || (State != before.State && !OrderStates.ComesAgain(State)) || by.Name == OrderActor.Platform || action is OrderSteps.Refunded or OrderRecall.Recalled;

    /// <summary>What is left of an order that is paid in cash and handed over, where it is less than half the smallest note.</summary>
    private long Unpayable()
    {
        if (Rail is not (PaymentRail.Cod or PaymentRail.Cash) || State is not (OrderState.Delivered or OrderState.Disputed or OrderState.Completed) || AwaitsPrice()) return 0;
        var left = Open().Amount + Rounding;
        return left > 0 && ReceivePayment.InCash(left) == 0 ? left : 0;
    }

    /// <summary>
    /// What was paid beyond what is due goes back the way it came, the latest payment first; what was to go back and is not owed any more
    /// falls away. The id of a refund stands for one amount for ever, so that whoever sends it sends what they saw.
    /// </summary>
    private Order OweBack(DateTimeOffset now)
    {
        var paid = AwaitsPrice() ? 0 : Paid().Amount - Due().Amount;
        var (over, refunds) = (paid - Refunds.Where(refund => !refund.MayFallAway).Sum(refund => refund.Counts), new List<OrderRefund>());
        foreach (var refund in Refunds)
        {
            var isOwed = !refund.MayFallAway || (refund.Amount.Amount <= over && Payments.Any(payment => payment.Id == refund.Payment && payment.Voided is null));
            refunds.Add(isOwed ? refund : refund with { State = RefundState.Void });
            if (isOwed && refund.MayFallAway) over -= refund.Amount.Amount;
        }

        foreach (var payment in Payments.Where(payment => payment.Voided is null).Reverse())
        {
            if (over <= 0) break;
            var known = refunds.Where(refund => refund.Payment == payment.Id).ToArray();
            var part = Math.Min(over, payment.Counts - known.Sum(refund => refund.Counts));
            if (part <= 0) continue;
            // A card that refused one is not asked again by itself.
            refunds.Add(new OrderRefund($"{Id}-{refunds.Count + 1}", payment.Id, payment.Rail, Total with { Amount = part }, RefundState.Due, now, Trouble: known.LastOrDefault()?.Trouble));
            over -= part;
        }

        return refunds.SequenceEqual(Refunds) ? this : this with { Refunds = refunds };
    }

    /// <summary>The buyer, who holds the order's token, and the cooperative's staff.</summary>
    /// <param name="token">The order's token as it was given; null for none.</param>
    public Error? MayNotBeSeenBy(Caller caller, string? token)
    {
        if (HasToken(token)) return null;
        if (caller.IsAnonymous) return token is null ? OrderErrors.TokenNeeded : OrderErrors.WrongToken;
        return caller.MayNot(Permission.ReadOrders, Coop) is null ? null : OrderErrors.NotYours;
    }

    public bool HasToken(string? token) => token is not null && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
        System.Text.Encoding.UTF8.GetBytes(token), System.Text.Encoding.UTF8.GetBytes(Token));
}
