using AgriTrace.Domain.Orders;

namespace AgriTrace.Domain.Reconciliation;

/// <summary>Whether an order is paid by what came in for it.</summary>
public enum PaidState
{
    Matched,
    Unpaid,
    Under,
    Over,
}

/// <summary>An order as the books list it; holds no personal data.</summary>
/// <param name="Due">What is to be paid: nothing for an order that expired.</param>
public sealed record OrderEntry(string Id, string Code, PaymentRail Rail, OrderState State, Money Due, Money Paid, DateTimeOffset PlacedAt, int Revision)
{
    public static OrderEntry Of(Order order) => new(
        order.Id, order.Code, order.Rail, order.State,
        order.Due(),
        order.Paid() with { Amount = order.Paid().Amount - order.Refunded().Amount }, order.PlacedAt, order.Revision);

    public PaidState Settled() => (Paid.Amount, Due.Amount) switch
    {
        var (paid, due) when paid == due => PaidState.Matched,
        (0, _) => PaidState.Unpaid,
        var (paid, due) => paid < due ? PaidState.Under : PaidState.Over,
    };
}

/// <param name="Open">Due and not yet paid.</param>
public sealed record RailTotal(int Orders, Money Due, Money Paid, Money Open);

/// <summary>Sums of orders, by rail.</summary>
public static class RailTotals
{
    public static SortedDictionary<string, RailTotal> Of(IEnumerable<OrderEntry> entries)
    {
        var totals = new SortedDictionary<string, RailTotal>(StringComparer.Ordinal);
        foreach (var rail in entries.GroupBy(entry => (entry.Rail, entry.Due.Currency)))
        {
            var (due, paid) = (rail.Sum(entry => entry.Due.Amount), rail.Sum(entry => entry.Paid.Amount));
            var open = rail.Sum(entry => Math.Max(0, entry.Due.Amount - entry.Paid.Amount));
            var name = rail.Key.Rail.ToString().ToLowerInvariant() + (rail.Key.Currency == Money.Vnd ? string.Empty : "-" + rail.Key.Currency);
            totals[name] = new RailTotal(rail.Count(), new Money(due, rail.Key.Currency), new Money(paid, rail.Key.Currency), new Money(open, rail.Key.Currency));
        }

        return totals;
    }
}
