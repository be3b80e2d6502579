using AgriTrace.Web.Catalogue;

namespace AgriTrace.Web.Orders;

/// <summary>A buyer's order: the thank-you page, and the same page later.</summary>
/// <param name="Code">Short enough to be read out over the phone.</param>
/// <param name="PayBefore">Until when unpaid goods are kept; null when nothing is waiting.</param>
/// <param name="PayUrl">The payment provider's page; null when there is nothing to pay.</param>
public sealed record OrderView(
    string Path,
    string Code,
    OrderProgress State,
    PaymentProgress Payment,
    DateTimeOffset PlacedAt,
    IReadOnlyList<OrderedProduce> Lines,
    Price Total,
    DateTimeOffset? PayBefore = null,
    Uri? PayUrl = null) : PageView(Path)
{
    internal override Type Component => typeof(OrderPage);

    internal override string TitleIn(Language language) => Texts.Order.Title(Code)[language];

    internal override bool IsForSearchEngines => false;
}

/// <param name="Lots">The lots that the line was served from.</param>
public sealed record OrderedProduce(
    ProductName Product, ProduceKind Kind, Amount Quantity, Price UnitPrice, Price LineTotal, IReadOnlyList<LotLink> Lots);

public enum OrderProgress
{
    Placed,
    Confirmed,
    Shipped,
    Delivered,
    Cancelled,
    Expired,
}

public enum PaymentProgress
{
    Awaited,
    Paid,
    Failed,
    PartlyRefunded,
    Refunded,
}
