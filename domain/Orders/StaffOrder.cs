using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Orders;

/// <param name="Price">As it was agreed, for one unit of the listing; null for the listing's own.</param>
/// <param name="PriceLater">The price is agreed later (giá chốt sau).</param>
public sealed record StaffLine(Guid Listing, decimal Quantity, Money? Price = null, bool PriceLater = false);

/// <summary>An order that staff enter: of a trader at the gate, or of somebody who called.</summary>
/// <param name="Deposit">In đồng: what must be paid before the goods are packed.</param>
/// <param name="CreditDays">Within how many days a credit order is to be paid.</param>
public sealed record StaffOrder(
    IReadOnlyList<StaffLine> Lines, Buyer Buyer, PaymentRail Payment, DeliveryKind Delivery = DeliveryKind.Pickup, string Language = "vi", long? Deposit = null, int? CreditDays = null)
{
    private const int MaxCreditDays = 365;

    /// <summary>Of an order whose price is open, in đồng: a slip of the finger would wait for ever.</summary>
    private const long MaxOpenDeposit = 1_000_000_000;

    /// <summary>The order as a buyer would send it, once its terms are sound.</summary>
    public Result<OrderRequest> Check(string coop)
    {
        var faults = new List<FieldFault>();
        if ((Payment == PaymentRail.Credit) != CreditDays is not null) faults.Add(new("$.creditDays", "belongs to credit, and credit needs it."));
        if (CreditDays is < 1 or > MaxCreditDays) faults.Add(new("$.creditDays", $"must be 1 to {MaxCreditDays}."));
        if (Deposit is < 1 or > Money.Max) faults.Add(new("$.deposit", $"must be 1 to {Money.Max}."));
        if (Deposit is > MaxOpenDeposit and <= Money.Max && Lines.Any(line => line.PriceLater)) faults.Add(new("$.deposit", $"must be 1 to {MaxOpenDeposit} while a price is open."));
        if (Payment == PaymentRail.Card && Deposit is not null) faults.Add(new("$.deposit", "cannot be paid by card; choose transfer or cash."));
        if (Payment == PaymentRail.Card && Lines.Any(line => line.PriceLater)) faults.Add(new("$.payment", "cannot be by card while a price is open."));
        for (var index = 0; index < Math.Min(Lines.Count, OrderRequest.MaxLines); index++)
        {
            if (Lines[index] is { Price: not null, PriceLater: true }) faults.Add(new($"$.lines[{index}].price", "is given, or agreed later, and not both."));
            if (Lines[index].Price is { } price && (price.Amount is <= 0 or > CatalogueErrors.MaxPrice || price.Currency != Money.Vnd)) faults.Add(new($"$.lines[{index}].price", $"must be 1 to {CatalogueErrors.MaxPrice} VND."));
        }

        if (faults.Count > 0) return OrderErrors.Lines(faults);
        return new OrderRequest(coop, [.. Lines.Select(line => new OrderLineRequest(line.Listing, line.Quantity))], Buyer, Payment, Delivery, Language).Check(byStaff: true);
    }

    /// <summary>Of the whole request, terms included.</summary>
    public string Fingerprint(OrderRequest request) => Convert.ToHexStringLower(Ids.Hash("staff", request.Fingerprint(), AgriTraceJson.Write(this)));

    /// <inheritdoc cref="PlaceOrder.Decide"/>
    public Result<PlacedOrder> Decide(Board board, OrderRequest request, PlacedBy by) =>
        PlaceOrder.Decide(board, request, by).Then(placed => WithTerms(placed.Order, by.At).Map(order => placed with { Order = order }));

    private Result<Order> WithTerms(Order order, DateTimeOffset now)
    {
        var lines = order.Lines.Zip(Lines, (line, wanted) => Priced(line, wanted)).ToArray();
        if (Array.IndexOf(lines, null) is >= 0 and var bad) return OrderErrors.Lines([new($"$.lines[{bad}].price", "makes the line more than an order can hold.")]);
        var total = order.Total with { Amount = lines.Sum(line => line!.Total.Amount) + order.Delivery!.Fee.Amount };
        if (total.Amount > Money.Max || Deposit > total.Amount && !lines.Any(line => line!.PriceOpen)) return OrderErrors.Lines([new("$.deposit", "is more than the order costs.")]);
        return order with
        {
            Lines = lines!,
            Total = total,
            State = Deposit is null ? order.State : OrderState.AwaitingPayment,
            // Staff know the buyer; they end the order themselves where the deposit does not come.
            PayBefore = Deposit is null ? order.PayBefore : null,
            Deposit = Deposit is { } deposit ? total with { Amount = deposit } : null,
            CreditUntil = CreditDays is { } days ? Period.DayOf(now).AddDays(days) : null,
        };
    }

    private static OrderLine? Priced(OrderLine line, StaffLine wanted) => (wanted.PriceLater, wanted.Price) switch
    {
        (true, _) => line with { Price = line.Price with { Amount = 0 }, Total = line.Total with { Amount = 0 }, PriceOpen = true },
        (_, { } price) => price.Times(line.Quantity) is { } total ? line with { Price = price, Total = total } : null,
        _ => line,
    };
}
