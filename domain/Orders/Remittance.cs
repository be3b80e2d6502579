using System.Globalization;
using AgriTrace.Domain.Ledger;

namespace AgriTrace.Domain.Orders;

/// <summary>A parcel of a carrier's list.</summary>
/// <param name="Order">The order's code, or the carrier's tracking number.</param>
/// <param name="Collected">In đồng, from the buyer; zero for a parcel that was paid before.</param>
/// <param name="Fee">In đồng: what the carrier keeps of it.</param>
public sealed record RemittedParcel(string Order, long Collected, long Fee);

/// <summary>What a carrier pays out: the cash of many parcels, less its fees.</summary>
/// <param name="Carrier">Its id.</param>
/// <param name="Number">Of the list; a list is taken in once.</param>
public sealed record Remittance(string Carrier, string Number, IReadOnlyList<RemittedParcel> Parcels)
{
    public const int MaxParcels = 500;

    private const int MaxText = 50;

    /// <summary>Of one parcel, in đồng.</summary>
    private const long MaxFee = 10_000_000;

    public Result<Remittance> Check()
    {
        var faults = new List<FieldFault>();
        if (!Slug.Parse("carrier", Carrier).IsOk) faults.Add(new("$.carrier", "must be the id of a carrier: a to z, 0 to 9 and hyphens."));
        var number = PlainText.Read("$.number", Number, MaxText, faults);
        if (Parcels.Count is 0 or > MaxParcels) faults.Add(new("$.parcels", $"must be 1 to {MaxParcels}."));
        for (var index = 0; index < Math.Min(Parcels.Count, MaxParcels); index++)
        {
            var (parcel, at) = (Parcels[index], $"$.parcels[{index}]");
            if (parcel.Collected is < 0 or > Money.Max) faults.Add(new(at + ".collected", $"must be 0 to {Money.Max}."));
            if (parcel.Fee is < 0 or > MaxFee) faults.Add(new(at + ".fee", $"must be 0 to {MaxFee}."));
            if (Parcels.Take(index).Any(other => other.Order == parcel.Order)) faults.Add(new(at + ".order", "stands in the list already."));
        }

        return FieldErrors.Or(this with { Number = number }, faults);
    }

    /// <summary>What came to the bank.</summary>
    public long Net => Parcels.Sum(parcel => parcel.Collected - parcel.Fee);

    /// <summary>Whether a parcel may be this order, or was it when the list was taken in halfway.</summary>
    public bool Concerns(Order order) => IsBegunWith(order) || Parcels.Any(parcel => parcel.Order == order.Code || parcel.Order == order.Delivery?.Tracking);

    /// <summary>The orders of the parcels. Where anything is wrong, all of it at once, and nothing is changed.</summary>
    /// <param name="orders">Those that it concerns.</param>
    public Result<IReadOnlyList<Order>> Match(IReadOnlyList<Order> orders)
    {
        var (faults, matched) = (new List<FieldFault>(), new List<Order>());
        for (var index = 0; index < Parcels.Count; index++)
        {
            var (path, named) = (string.Create(CultureInfo.InvariantCulture, $"$.parcels[{index}]"), Named(orders, Parcels[index].Order));
            if (named.Length > 1) faults.Add(new(path + ".order", $"is the number of {string.Join(" and ", named.Select(order => order.Code))}. Name the order by its code."));
            else if (WhyNot(Parcels[index], named.FirstOrDefault()) is { } why) faults.Add(new(path, why));
            else if (matched.Exists(order => order.Id == named[0].Id)) faults.Add(new(path + ".order", $"is order {named[0].Code}, which stands in the list by another name."));
            else matched.Add(named[0]);
        }

        // What stopped halfway is paid out by the list that it was: its cash stands in no other posting.
        foreach (var begun in orders.Where(order => IsBegunWith(order) && Held(order) > 0 && !Parcels.Any(parcel => Named(orders, parcel.Order).Contains(order))))
            faults.Add(new("$.parcels", $"lacks order {begun.Code}, which stood in this list when it was taken in halfway. Send the list as it was."));
        return FieldErrors.Or<IReadOnlyList<Order>>(matched, faults);
    }

    /// <summary>A code is ours and of one order; a carrier's number may be written to several, or look like a code.</summary>
    private static Order[] Named(IReadOnlyList<Order> orders, string name) =>
        orders.Where(order => order.Code == name).ToArray() is { Length: > 0 } coded ? coded : [.. orders.Where(order => order.Delivery?.Tracking == name)];

    /// <summary>The parcel is delivered and paid, where nobody said so yet.</summary>
    /// <returns>Refused where the order has changed since it was matched: the list counts each of its parcels.</returns>
    public Result<Order> Settle(Order order, RemittedParcel parcel, Board board, OrderActor by)
    {
        if (WhyNot(parcel, order) is { } why) return FieldErrors.Invalid([new($"$.parcels[{Parcels.TakeWhile(one => one != parcel).Count()}]", why)]);
        if (IsSettled(parcel, order)) return order;
        var (actor, missing) = (by with { Key = Key }, parcel.Collected - Held(order));
        if (order.State == OrderState.Shipped) return order.HandOver(missing, Accounts.Carrier(Carrier), board, actor);
        return missing == 0 ? order : order.Receive(ReceivePayment.Collected(order, missing, Accounts.Carrier(Carrier), actor), board, actor);
    }

    /// <summary>The carrier pays the whole list at once.</summary>
    public Transfer Posting(DateOnly day, DateTimeOffset now, string by) => new(
        TransferId, day, now, "remittance", Order: null, by, Corrects: null,
        new Balances().Add(Accounts.Bank, Net, Money.Vnd).Add(Accounts.Fees, Parcels.Sum(parcel => parcel.Fee), Money.Vnd)
            .Add(Accounts.Carrier(Carrier), -Parcels.Sum(parcel => parcel.Collected), Money.Vnd).Postings())
    { Note = Number };

    public string TransferId => "remittance-" + Ids.Base32(Ids.Hash("remittance", Carrier, Number), 20).ToLowerInvariant();

    public string Fingerprint() => Convert.ToHexStringLower(Ids.Hash(AgriTraceJson.Write(this)));

    /// <summary>By which the history of an order tells this list.</summary>
    private string Key => KeyPrefix + Number;

    private string KeyPrefix => $"remitted:{Carrier}:";

    /// <summary>A list that stopped halfway goes on, whatever became of those that it had settled.</summary>
    private bool IsSettled(RemittedParcel parcel, Order order) => IsBegunWith(order) && Held(order) == parcel.Collected;

    private bool IsBegunWith(Order order) => order.History.Any(change => change.Key == Key);

    private string? WhyNot(RemittedParcel parcel, Order? order) => order switch
    {
        null => "is no order of this cooperative that is open.",
        _ when IsSettled(parcel, order) => null,
        _ when parcel.Collected > 0 && OtherList(order) is { } number => $"was counted by list {number}.",
        { Delivery: not { Kind: DeliveryKind.Carrier } } => "is no order that a carrier brings.",
        { Delivery.By: { } carrier } when carrier != Carrier => $"went with {carrier}.",
        { State: not (OrderState.Shipped or OrderState.Delivered or OrderState.Disputed or OrderState.Completed) } => "was not shipped.",
        _ when Held(order) is var held and not 0 && held != parcel.Collected =>
            string.Create(CultureInfo.InvariantCulture, $"was entered as collected with {held} đ; void that payment, or correct the list."),
        { State: OrderState.Shipped } when ReceivePayment.MostInCash(order) is { } most && parcel.Collected > most => string.Create(CultureInfo.InvariantCulture, $"has {Math.Max(0, order.Open().Amount)} đ open, and not so much."),
        // A deposit in cash leaves the rest to the carrier.
        _ when Held(order) == 0 && parcel.Collected > Math.Max(0, ReceivePayment.InCash(order.Open().Amount)) && Elsewhere(order) is { } account =>
            $"was paid in cash into {account} already; void that payment, or correct the list.",
        _ => null,
    };

    private string? OtherList(Order order) => order.History.FirstOrDefault(change => change.Key?.StartsWith(KeyPrefix, StringComparison.Ordinal) == true && change.Key != Key)?.Key?[KeyPrefix.Length..];

    /// <summary>The account that took cash of an order, where it is not the carrier's.</summary>
    private string? Elsewhere(Order order) => order.Payments.FirstOrDefault(payment =>
        payment is { Voided: null, Rail: PaymentRail.Cod or PaymentRail.Cash } && payment.Into != Accounts.Carrier(Carrier))?.Into;

    /// <summary>What the carrier has collected of an order, as it is in the books.</summary>
    private long Held(Order order) => order.Payments.Where(payment => payment.Voided is null && payment.Into == Accounts.Carrier(Carrier)).Sum(payment => payment.Amount.Amount);
}
