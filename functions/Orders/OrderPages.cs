using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Web;
using AgriTrace.Web.Catalogue;
using AgriTrace.Web.Orders;

namespace AgriTrace.Functions.Orders;

/// <summary>The page of an order, at the private link of its buyer.</summary>
public sealed class OrderPages(CoopStore coops, Pages pages)
{
    /// <summary>As many changes as a page shows.</summary>
    private const int MaxSteps = 300;

    /// <summary>With the buyer's token.</summary>
    public static string PathOf(Order order) => PathOf(order, order.Token);

    /// <summary>The address holds the secret: it goes into no referrer, no search engine and no cache.</summary>
    public static Reply Guarded(Reply reply) =>
        reply.With("Referrer-Policy", "no-referrer").With("X-Robots-Tag", "noindex, nofollow").With("Cache-Control", "no-store");

    /// <param name="token">As it was given; null for staff, who cancel elsewhere.</param>
    public async Task<Reply> Show(Call call, Order order, string? token, CancellationToken cancel)
    {
        var coop = await coops.Cooperative(order.Coop, cancel);
        return Guarded(await pages.Show(call.Request, ViewOf(order, token, coop)));
    }

    private static string PathOf(Order order, string? token) => $"/orders/{order.Id}?coop={order.Coop}&token={Uri.EscapeDataString(token ?? string.Empty)}";

    private static OrderView ViewOf(Order order, string? token, Cooperative? coop) => new(
        PathOf(order, token), order.Code, order.State, order.PlacedAt, new OrderSeller(coop?.Name ?? order.Coop, coop?.Phone ?? string.Empty), [.. order.Lines.Select(LineOf)],
        new OrderSums(
            PriceOf(order.Delivery?.Fee ?? order.Total with { Amount = 0 }), PriceOf(order.Total with { Amount = order.Allowances.Sum(one => one.Amount.Amount) }),
            PriceOf(order.Total), PriceOf(order.Paid()), PriceOf(order.Open())),
        ProgressOf(order))
    {
        Delivery = order.Delivery?.Kind,
        Carrier = order.Delivery is { Kind: DeliveryKind.Carrier } by ? by.By : null,
        Tracking = order.Delivery?.Tracking,
        Pay = WayToPay(order, token, coop),
        Late = LateOf(order),
        Payments = [.. order.Payments.Where(payment => payment.Voided is null).Select(payment => new MoneyMove(PriceOf(payment.Amount), payment.Rail, payment.At))],
        Refunds = [.. order.Refunds.Where(refund => refund.State != RefundState.Void).Select(refund => new MoneyMove(PriceOf(refund.Amount), refund.Rail, refund.At, refund.State == RefundState.Sent))],
        History = [.. order.History.Reverse().Take(MaxSteps).Select(change => new OrderStep(change.Action, change.From, change.To, change.At, PartyOf(change)))],
        Cancel = order.MayBuyerCancel() && order.HasToken(token) ? new CancelForm($"/orders/{order.Id}/cancel", order.Coop, order.Token) : null,
    };

    internal static OrderParty PartyOf(OrderChange change) => change.By switch
    {
        OrderActor.Buyer => OrderParty.Buyer,
        OrderActor.Platform => OrderParty.Platform,
        _ => OrderParty.Cooperative,
    };

    private static OrderedProduce LineOf(OrderLine line) => new(
        new ProductName(line.ProductName.Vi, line.ProductName.En),
        ProduceKinds.Named(line.ProductName.Vi),
        new Amount(line.Quantity, line.Unit),
        line.Ordered is { } ordered && ordered != line.Quantity ? new Amount(ordered, line.Unit) : null,
        line.AwaitsPrice ? null : PriceOf(line.Price),
        PriceOf(line.Total),
        [.. line.Allocations.Select(part => new LotLink(part.Lot.Lot, part.Lot.Path))]);

    private static PaymentProgress ProgressOf(Order order)
    {
        if (order.Refunds.Any(refund => refund.State == RefundState.Due)) return PaymentProgress.GoesBack;
        if (OrderStates.IsVoid(order.State)) return order.Refunded().Amount > 0 ? PaymentProgress.Refunded : PaymentProgress.NotDue;
        if (order.IsPaidInFull()) return PaymentProgress.Paid;
        return order.Paid().Amount > 0 ? PaymentProgress.PartlyPaid : PaymentProgress.Awaited;
    }

    private static HowToPay? WayToPay(Order order, string? token, Cooperative? coop)
    {
        var isCash = order.Rail is PaymentRail.Cod or PaymentRail.Cash;
        var open = isCash ? order.Open() with { Amount = ReceivePayment.InCash(order.Open().Amount) } : order.Open();
        if (order.State == OrderState.AwaitingConfirmation || order.AwaitsPrice() || open.Amount <= 0) return null;
        return new HowToPay(order.Rail, PriceOf(open), order.PayBefore)
        {
            CardPath = CanPayByCard(order) && order.HasToken(token) ? $"/orders/{order.Id}/pay?coop={order.Coop}&token={Uri.EscapeDataString(order.Token)}" : null,
            Account = order.Rail == PaymentRail.Transfer && coop?.Bank is { } bank ? new PayeeAccount(bank.Bin, bank.Account, bank.Holder) : null,
            CreditUntil = order.Rail == PaymentRail.Credit ? order.CreditUntil : null,
        };
    }

    /// <summary>The provider's page stays open only as long as the goods are kept.</summary>
    internal static bool CanPayByCard(Order order) => order is { Rail: PaymentRail.Card, State: OrderState.AwaitingPayment, PayBefore: not null };

    private static LateMoney? LateOf(Order order)
    {
        if (order.State == OrderState.Expired) return order.Refunded().Amount > 0 ? LateMoney.GoesBack : null;
        return order.History.Any(change => change is { From: OrderState.Expired, To: OrderState.Paid }) && !OrderStates.IsVoid(order.State) ? LateMoney.TookTheGoods : null;
    }

    private static Price PriceOf(Money money) => new(money.Amount, money.Currency);
}
