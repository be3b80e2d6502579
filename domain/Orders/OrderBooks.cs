using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Reconciliation;

namespace AgriTrace.Domain.Orders;

/// <summary>
/// What an order stands for in the books. A change of an order posts what its position is afterwards less what it was before: so the
/// transfers of an order always add up to its position, whatever happened to it, and whoever adds a change posts nothing by hand.
/// </summary>
/// <remarks>A sale is in the books from the moment at which the goods leave. Until then, what the buyer paid is owed to them.</remarks>
public static class OrderBooks
{
    /// <summary>Null where a change moves no money.</summary>
    public static Transfer? Of(Order? before, Order after)
    {
        var postings = PositionOf(after).Since(before is null ? new Balances() : PositionOf(before)).Postings();
        if (postings.Count == 0) return null;
        var change = after.History[^1];
        return new Transfer(
            $"{after.Id}-{after.Revision}", Period.DayOf(change.At), change.At, change.Action, after.Id, change.By, Corrects: null, postings)
        { Note = change.Reason };
    }

    public static Balances PositionOf(Order order)
    {
        var (position, buyer, currency) = (new Balances(), Accounts.Buyer(order.Id), order.Total.Currency);
        foreach (var payment in order.Payments.Where(payment => payment.Voided is null))
            position.Add(payment.Into, payment.Amount.Amount, currency).Add(buyer, -payment.Counts, currency).Add(Accounts.Rounding, payment.Counts - payment.Amount.Amount, currency);
        position.Add(buyer, -order.Rounding, currency).Add(Accounts.Rounding, order.Rounding, currency);
        foreach (var refund in order.Refunds.Where(refund => refund.State != RefundState.Void))
            position.Add(buyer, refund.Amount.Amount, currency).Add(refund.From ?? Accounts.Refunds, -refund.Amount.Amount, currency);
        if (OrderStates.IsOut(order.State)) Sell(order, position, buyer, currency);
        return position;
    }

    private static void Sell(Order order, Balances position, string buyer, string currency)
    {
        position.Add(buyer, order.Total.Amount, currency).Add(Accounts.Delivery, -(order.Delivery?.Fee.Amount ?? 0), currency);
        for (var index = 0; index < order.Lines.Count; index++)
        {
            var line = order.Lines[index];
            var net = line.Total.Amount - order.Allowances.Where(one => one.Line == index).Sum(one => one.Amount.Amount);
            long[] ofLots = Divide(net, [.. line.Allocations.Select(part => part.Stock)]);
            for (var lot = 0; lot < ofLots.Length; lot++) Credit(position, ofLots[lot], line.Allocations[lot].Growers ?? [], order.Commission, currency);
            // Nothing is left of a line that came back as a whole.
            if (ofLots.Length == 0) position.Add(Accounts.Revenue, -net, currency);
        }
    }

    /// <summary>The members get their part of what consigned goods brought, rounded down; the rest is the cooperative's.</summary>
    private static void Credit(Balances position, long amount, IReadOnlyList<GrowerPart> growers, int commission, string currency)
    {
        long[] parts = Divide(amount, [.. growers.Select(grower => grower.Weight)]);
        for (var index = 0; index < parts.Length; index++)
        {
            if (growers[index] is { Bought: true } or { Member.Length: 0 }) continue;
            var theirs = (long)((Int128)parts[index] * (10_000 - commission) / 10_000);
            position.Add(Accounts.Farmer(growers[index].Member), -theirs, currency);
            amount -= theirs;
        }

        position.Add(Accounts.Revenue, -amount, currency);
    }

    /// <summary>In proportion, to the đồng: what rounding leaves over goes to the largest remainders.</summary>
    public static long[] Divide(long amount, IReadOnlyList<long> weights)
    {
        var total = weights.Aggregate(Int128.Zero, (sum, weight) => sum + weight);
        if (total == 0) return weights.Count == 0 ? [] : [amount, .. weights.Skip(1).Select(_ => 0L)];
        var parts = weights.Select(weight => (long)((Int128)amount * weight / total)).ToArray();
        var left = amount - parts.Sum();
        var most = Enumerable.Range(0, parts.Length).OrderByDescending(index => Int128.Abs((Int128)amount * weights[index] % total)).ThenBy(index => index);
        foreach (var index in most.Take((int)Math.Abs(left))) parts[index] += Math.Sign(left);
        return parts;
    }
}
