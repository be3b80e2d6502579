using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Notices;
using AgriTrace.Infra.Privacy;

namespace AgriTrace.Functions.Notices;

/// <summary>Makes the notices that a changed order calls for, by the worker of changed orders: placing an order costs nothing more.</summary>
public sealed class NoticeMaker(NoticeStore notices, BuyerStore buyers, MailSettings mail)
{
    public Task Make(Order order, CancellationToken cancel) =>
        notices.Make(order, async () => mail.IsOn && await buyers.Load(order.Coop, order.Id, cancel) is { Email: not null }, cancel);
}
