using AgriTrace.Domain.Orders;
using AgriTrace.Web.Catalogue;

namespace AgriTrace.Web.Orders;

/// <summary>A buyer's order: the thank-you page, and the same page later.</summary>
/// <param name="Path">With the secret of its link.</param>
/// <param name="Code">Short enough to be read out over the phone.</param>
public sealed record OrderView(
    string Path, string Code, OrderState State, DateTimeOffset PlacedAt, OrderSeller Seller, IReadOnlyList<OrderedProduce> Lines, OrderSums Sums, PaymentProgress Payment) : PageView(Path)
{
    public DeliveryKind? Delivery { get; init; }

    /// <summary>Who brings it, and their number for it.</summary>
    public string? Carrier { get; init; }

    public string? Tracking { get; init; }

    /// <summary>What is open and how it is paid; null where nothing is to be done.</summary>
    public HowToPay? Pay { get; init; }

    /// <summary>What became of money that came after the time was over.</summary>
    public LateMoney? Late { get; init; }

    public IReadOnlyList<MoneyMove> Payments { get; init; } = [];

    public IReadOnlyList<MoneyMove> Refunds { get; init; } = [];

    /// <summary>The latest first.</summary>
    public IReadOnlyList<OrderStep> History { get; init; } = [];

    /// <summary>What the form that cancels sends; null where it is too late for that.</summary>
    public CancelForm? Cancel { get; init; }

    internal override Type Component => typeof(OrderPage);

    internal override string TitleIn(Language language) => OrderTexts.Title(Code)[language];

    internal override bool IsForSearchEngines => false;
}

/// <param name="Phone">As it is dialled.</param>
public sealed record OrderSeller(string Name, string Phone);

/// <param name="Ordered">Where something else was packed than was ordered.</param>
/// <param name="UnitPrice">Null while it is still to be agreed.</param>
/// <param name="Lots">The lots that the line is served from.</param>
public sealed record OrderedProduce(
    ProductName Product, ProduceKind Kind, Amount Quantity, Amount? Ordered, Price? UnitPrice, Price LineTotal, IReadOnlyList<LotLink> Lots);

/// <param name="Delivery">What it costs to have it brought.</param>
/// <param name="Allowances">Discounts after the fact; zero for none.</param>
/// <param name="Open">Still to be paid; below zero for what goes back.</param>
public sealed record OrderSums(Price Delivery, Price Allowances, Price Total, Price Paid, Price Open);

public enum PaymentProgress
{
    Awaited,
    PartlyPaid,
    Paid,

    /// <summary>Money goes back, and is not all sent yet.</summary>
    GoesBack,

    Refunded,

    /// <summary>Nothing is to be paid for an order that came to nothing.</summary>
    NotDue,
}

public enum LateMoney
{
    /// <summary>The goods were still there: the order stands again.</summary>
    TookTheGoods,

    /// <summary>They were gone: the money goes back by itself.</summary>
    GoesBack,
}

/// <summary>Money that came, or goes back.</summary>
/// <param name="IsDone">False while it is owed.</param>
public sealed record MoneyMove(Price Amount, PaymentRail Rail, DateTimeOffset At, bool IsDone = true);

/// <summary>A change of the order.</summary>
/// <param name="By">Nobody of the staff is named.</param>
public sealed record OrderStep(string Action, OrderState From, OrderState To, DateTimeOffset At, OrderParty By);

public enum OrderParty
{
    Buyer,
    Cooperative,
    Platform,
}

/// <param name="Amount">What is open; of cash, what notes can make.</param>
/// <param name="Before">Until when the goods are kept; null for no such time.</param>
public sealed record HowToPay(PaymentRail Rail, Price Amount, DateTimeOffset? Before = null)
{
    /// <summary>The way to the page of the payment provider.</summary>
    public string? CardPath { get; init; }

    /// <summary>Where a transfer goes.</summary>
    public PayeeAccount? Account { get; init; }

    /// <summary>The last day of the buyer's credit.</summary>
    public DateOnly? CreditUntil { get; init; }
}

/// <param name="Bin">Six digits of the bank (NAPAS).</param>
public sealed record PayeeAccount(string Bin, string Account, string Holder);

public sealed record CancelForm(string Action, string Coop, string Token);
