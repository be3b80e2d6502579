using AgriTrace.Domain;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Orders;

namespace AgriTrace.Functions.Orders;

/// <summary>Changes an order for somebody of the cooperative.</summary>
public sealed class OrderDesk(OrderStore orders, TimeProvider clock)
{
    private const int MaxReason = 300, KeyLength = 26;

    /// <summary>A change that the state of the order tells from its repeat. Takes an <c>Idempotency-Key</c> where one is given.</summary>
    /// <param name="reason">As it was sent; null where none is asked for.</param>
    /// <param name="body">The same key with another one is refused; null for a step that has none.</param>
    public Task<Result<Reply>> Step(Call call, string? reason, object? body, Func<Order, Board, OrderActor, Result<Order>> decide, CancellationToken cancel) =>
        Change(call, reason, body, needsKey: false, decide, cancel);

    /// <summary>A change that adds something: only its <c>Idempotency-Key</c> tells a repeat from a second one.</summary>
    /// <param name="body">The same key with another one is refused.</param>
    public Task<Result<Reply>> Add(Call call, string? reason, object body, Func<Order, Board, OrderActor, Result<Order>> decide, CancellationToken cancel) =>
        Change(call, reason, body, needsKey: true, decide, cancel);

    private async Task<Result<Reply>> Change(
        Call call, string? reason, object? body, bool needsKey, Func<Order, Board, OrderActor, Result<Order>> decide, CancellationToken cancel)
    {
        if (!KeyOf(call, needsKey, body).Try(out var key, out var error)) return error;
        var faults = new List<FieldFault>();
        var why = PlainText.ReadOptional("$.reason", reason, MaxReason, faults);
        if (faults.Count > 0) return FieldErrors.Invalid(faults);

        var by = new OrderActor(call.Caller.Name, clock.GetUtcNow(), why, key.Text);
        var changed = await orders.Change(call.Coop, call.Route("order"), (order, board) => Repeat(order, key) ?? decide(order, board, by), cancel);
        return changed.Map(order => Reply.Ok(DeskOrderBody.Of(order)));
    }

    /// <summary>Null where the key is new to the order.</summary>
    private static Result<Order>? Repeat(Order order, (string? Text, string? Key) key)
    {
        if (key.Key is null || order.History.FirstOrDefault(change => change.Key?.StartsWith(key.Key, StringComparison.Ordinal) == true) is not { } earlier) return null;
        return earlier.Key == key.Text ? order : OrderErrors.OtherChange;
    }

    /// <summary>The key as the order keeps it: hashes of what is done, however its address was written, with the key; and of the body.</summary>
    private static Result<(string? Text, string? Key)> KeyOf(Call call, bool isNeeded, object? body)
    {
        if (!isNeeded && !call.Request.Headers.ContainsKey("Idempotency-Key")) return (null, null);
        if (!call.IdempotencyKey().Try(out var key, out var error)) return error;
        var name = Ids.Base32(Ids.Hash("order change", call.Function, call.Route("payment"), call.Route("refund"), key), KeyLength) + ":";
        return (name + Ids.Base32(Ids.Hash(body is null ? string.Empty : AgriTraceJson.Write(body)), KeyLength), name);
    }
}
