using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.Orders;

/// <summary>Orders of one kilogram, with the id <c>id</c>, as they are after some steps.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);

    public static readonly OrderActor Staff = new("tam", Now, "nhầm"), Platform = new(OrderActor.Platform, Now);

    private static readonly ProductId Pomelo = new("09521234543213");

    private static readonly Guid Listing = Guid.Parse("00000000-0000-0000-0000-000000000001");

    public static Order Transferred(long price) => Placed(price, PaymentRail.Transfer, DeliveryKind.Pickup);

    public static Order Card(long price) => Placed(price, PaymentRail.Card, DeliveryKind.Pickup);

    /// <summary>Cash that somebody collects at the door.</summary>
    public static Order Cod(long price, DeliveryKind delivery) => Placed(price, PaymentRail.Cod, delivery);

    public static Order Cash(long price) => Placed(price, PaymentRail.Cash, DeliveryKind.Pickup);

    /// <summary>On its way with a carrier.</summary>
    public static Order WithCarrier(long price, string tracking = "GHN1") => Cod(price, DeliveryKind.Carrier).Packed(1).Ship("ghn", tracking, Staff).Value;

    public static Order Paid(this Order order, long amount, PaymentRail rail) => order.Receive(
        rail == PaymentRail.Card
            ? new OrderPayment("cs_1", rail, new Money(amount, Money.Vnd), Now)
            : ReceivePayment.Entered(order, new PaymentInput(rail, new Money(amount, Money.Vnd)), Staff),
        BoardOf(order.Lines[0].Price.Amount), Staff).Value;

    public static Order Packed(this Order order, decimal kilograms) =>
        order.Pack(new PackRequest([new PackedLine(1, kilograms)]), BoardOf(order.Lines[0].Price.Amount), Staff).Value;

    /// <summary>What the order stands for in the books.</summary>
    public static Balances Books(Order order) => OrderBooks.PositionOf(order);

    public static Board BoardOf(long price) => Board.Empty("HTX", "Vĩnh Long")
        .With(new BoardListing(Listing, Pomelo, new LocalText("Bưởi", "Pomelo"), null, [], new Money(price, Money.Vnd), "KGM", "KGM", 1, 0.5m, 0.5m, Now, string.Empty))
        .With(new BoardLot(new LotId(Pomelo, "A"), "m1", "KGM", 9_000, 0, 0, Now, new DateOnly(2026, 12, 20))) with
    {
        Rules = new ShopRules(Commission: 0, DeliveryFee: 0, CashLimit: 2_000_000),
    };

    private static Order Placed(long price, PaymentRail rail, DeliveryKind delivery) => PlaceOrder.Decide(
        BoardOf(price), new OrderRequest("htx", [new OrderLineRequest(Listing, 1)], new Buyer("Mai", "0912345678", "Cần Thơ"), rail, delivery),
        new PlacedBy("id", "token", Now, ["phone", "network"])).Value.Order;
}
