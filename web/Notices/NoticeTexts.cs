using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Notices;
using AgriTrace.Domain.Orders;

namespace AgriTrace.Web.Notices;

/// <summary>What a buyer is told, in both languages; as one of the cooperative would say it on the phone.</summary>
public static class NoticeTexts
{
    public static readonly Text SeeOrder = new("Xem đơn hàng:", "See the order:");

    /// <summary>What a notice is about, in two or three words.</summary>
    public static Text Label(NoticeKind kind) => kind switch
    {
        NoticeKind.Placed => new("Đã nhận đơn", "Order received"),
        NoticeKind.ToConfirm => new("Chờ gọi xác nhận", "To be confirmed by phone"),
        NoticeKind.Confirmed => new("Đã xác nhận", "Confirmed"),
        NoticeKind.Priced => new("Đã chốt giá", "Price agreed"),
        NoticeKind.PaymentReceived => new("Đã nhận tiền", "Payment received"),
        NoticeKind.LatePaymentTaken => new("Tiền đến trễ, còn hàng", "Late payment, goods were there"),
        NoticeKind.LatePaymentGoesBack => new("Tiền đến trễ, hoàn lại", "Late payment goes back"),
        NoticeKind.Packed => new("Cân thực tế khác", "Packed with other weights"),
        NoticeKind.ReadyForPickup => new("Mời đến lấy hàng", "Ready for pick-up"),
        NoticeKind.Shipped => new("Đang giao", "On its way"),
        NoticeKind.Delivered => new("Đã giao", "Delivered"),
        NoticeKind.DeliveryFailed => new("Giao chưa được", "Delivery failed"),
        NoticeKind.Discounted => new("Giảm giá", "Discount"),
        NoticeKind.Cancelled => new("Đã hủy", "Cancelled"),
        NoticeKind.Expired => new("Hết hạn giữ hàng", "Expired"),
        NoticeKind.RefundSent => new("Đã hoàn tiền", "Refund sent"),
        NoticeKind.Returned => new("Đã nhận lại hàng", "Goods came back"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static Text Subject(Notice notice, string coop) =>
        new($"{Label(notice.Kind).Vietnamese}: đơn {notice.Code}, {coop}", $"{Label(notice.Kind).English}: order {notice.Code}, {coop}");

    /// <param name="name">Null for a buyer who was erased, and for e-mail.</param>
    public static Text Greeting(string coop, string? name) => name is null
        ? new($"Dạ, {coop} xin báo:", $"This is {coop}.")
        : new($"Dạ, {coop} xin chào anh/chị {name}.", $"Hello {name}, this is {coop}.");

    public static Text Call(string phone) => new($"Cần gì xin gọi {phone}. Xin cảm ơn!", $"For any question, please call {phone}. Thank you!");

    /// <summary>What happened, and what the buyer may have to do.</summary>
    public static Text Body(Notice notice, Cooperative from)
    {
        var (code, facts) = (notice.Code, notice.Facts);
        var total = Money(facts, facts.Total.Amount);
        return notice.Kind switch
        {
            NoticeKind.Placed => Join(Received(notice), Pay(notice, from)),
            NoticeKind.ToConfirm => Join(
                Received(notice),
                new("Hợp tác xã sẽ gọi điện xác nhận rồi mới giữ hàng, mong anh/chị nghe máy giúp.", "We will call you to confirm it before we put the goods aside; please take the call.")),
            NoticeKind.Confirmed => Join(new($"Đơn {code} đã được xác nhận, hàng đã giữ cho anh/chị.", $"Your order {code} is confirmed, and the goods are put aside for you."), Pay(notice, from)),
            NoticeKind.Priced => Join(new($"Giá của đơn {code} đã chốt, tổng cộng {total.Vietnamese}.", $"The price of your order {code} is agreed: {total.English} in all."), Pay(notice, from)),
            NoticeKind.PaymentReceived => Paid(notice),
            NoticeKind.LatePaymentTaken => new(
                $"Tiền của đơn {code} đến sau khi đơn đã hết hạn, nhưng hàng vẫn còn nên hợp tác xã giữ đơn cho anh/chị, không phải trả thêm.",
                $"The money for your order {code} came after it had expired. The goods were still there, so the order stands and you owe nothing more."),
            NoticeKind.LatePaymentGoesBack => Join(
                new($"Tiền của đơn {code} đến khi đơn không còn hiệu lực và hàng không còn giữ được.", $"The money for your order {code} came when the order was over and the goods were no longer held."), Back(facts)),
            NoticeKind.Packed => Join(new($"Đơn {code} đã đóng gói, cân thực tế có khác lúc đặt.", $"Your order {code} is packed; what we weighed differs from what you ordered."), Weights(facts), Back(facts), Pay(notice, from)),
            NoticeKind.ReadyForPickup => Join(
                new($"Đơn {code} đã sẵn sàng, mời anh/chị đến lấy tại {from.Address}.", $"Your order {code} is ready. Please come for it to {from.Address}."), Weights(facts), Back(facts), Pay(notice, from)),
            NoticeKind.Shipped => Join(new($"Đơn {code} đang trên đường giao đến anh/chị.", $"Your order {code} is on its way to you."), Carrier(facts), Pay(notice, from)),
            NoticeKind.Delivered => Join(
                new($"Đơn {code} đã giao xong.", $"Your order {code} was delivered."), Left(facts), new("Có gì chưa vừa ý, xin báo hợp tác xã biết.", "If anything is not as it should be, please tell us.")),
            NoticeKind.DeliveryFailed => new(
                $"Đơn {code} giao chưa được. Xin anh/chị gọi hợp tác xã để hẹn lại.", $"We could not hand over your order {code}. Please call us to find another time."),
            NoticeKind.Discounted => Join(
                new($"Hợp tác xã giảm {Money(facts, facts.Sum).Vietnamese} cho đơn {code}, tổng cộng còn {total.Vietnamese}.", $"We took {Money(facts, facts.Sum).English} off your order {code}, which is {total.English} in all now."), Back(facts)),
            NoticeKind.Cancelled => Join(new($"Đơn {code} đã hủy.", $"Your order {code} is cancelled."), Back(facts)),
            NoticeKind.Expired => Join(
                new($"Đơn {code} đã hết hạn nên hàng không còn giữ. Nếu còn muốn mua, mời anh/chị đặt lại.", $"Your order {code} has expired, and its goods are no longer held. If you still want them, please order again."), Back(facts)),
            NoticeKind.RefundSent => new(
                $"Hợp tác xã đã hoàn {Money(facts, facts.Sum).Vietnamese} của đơn {code} cho anh/chị.", $"We have sent you {Money(facts, facts.Sum).English} back for your order {code}."),
            NoticeKind.Returned => Join(new($"Hợp tác xã đã nhận lại hàng của đơn {code}.", $"The goods of your order {code} are back with us."), Back(facts)),
            _ => throw new ArgumentOutOfRangeException(nameof(notice)),
        };
    }

    /// <summary>The same in the few words that an SMS has room for; the cooperative's name and the link stand around it.</summary>
    public static Text InFewWords(Notice notice)
    {
        var facts = notice.Facts;
        var (open, back, sum, total) = (Money(facts, Due(facts)), Money(facts, facts.Back), Money(facts, facts.Sum), Money(facts, facts.Total.Amount));
        return Named(notice.Code, notice.Kind switch
        {
            NoticeKind.Placed when AsksNow(facts) => new($"xin trả {open.Vietnamese}", $"please pay {open.English}"),
            NoticeKind.Placed when facts.AwaitsPrice => new("đã nhận", "received"),
            NoticeKind.Placed => new($"đã nhận, {total.Vietnamese}", $"received, {total.English}"),
            NoticeKind.ToConfirm => new("chờ gọi xác nhận", "we will call you"),
            NoticeKind.Confirmed => new("đã xác nhận", "confirmed"),
            NoticeKind.Priced => new($"giá {total.Vietnamese}", $"price {total.English}"),
            NoticeKind.PaymentReceived when facts.Open > 0 => new($"còn {open.Vietnamese}", $"{open.English} left"),
            NoticeKind.PaymentReceived => new("đã nhận đủ tiền", "paid, thank you"),
            NoticeKind.LatePaymentTaken => new("đã trả, hàng còn", "paid, it stands"),
            NoticeKind.LatePaymentGoesBack => new($"hết hàng, hoàn {back.Vietnamese}", $"goods gone, {back.English} goes back"),
            NoticeKind.Packed when facts.Back > 0 => new($"cân lại, hoàn {back.Vietnamese}", $"weighed, {back.English} goes back"),
            NoticeKind.Packed => new($"cân lại, {total.Vietnamese}", $"weighed, {total.English}"),
            NoticeKind.ReadyForPickup => new("mời đến lấy", "ready for you"),
            NoticeKind.Shipped when Due(facts) > 0 => new($"đang giao, thu {open.Vietnamese}", $"on its way, {open.English} due"),
            NoticeKind.Shipped => new("đang giao", "on its way"),
            NoticeKind.Delivered => new("đã giao", "delivered"),
            NoticeKind.DeliveryFailed => new("giao chưa được", "not delivered"),
            NoticeKind.Discounted => new($"giảm {sum.Vietnamese}", $"{sum.English} off"),
            NoticeKind.Cancelled when facts.Back > 0 => new($"đã hủy, hoàn {back.Vietnamese}", $"cancelled, {back.English} goes back"),
            NoticeKind.Cancelled => new("đã hủy", "cancelled"),
            NoticeKind.Expired => new("đã hết hạn", "expired"),
            NoticeKind.RefundSent => new($"đã hoàn {sum.Vietnamese}", $"{sum.English} sent back"),
            NoticeKind.Returned when facts.Back > 0 => new($"nhận lại hàng, hoàn {back.Vietnamese}", $"came back, {back.English} goes back"),
            NoticeKind.Returned => new("đã nhận lại hàng", "goods came back"),
            _ => throw new ArgumentOutOfRangeException(nameof(notice)),
        });
    }

    private static Text Named(string code, Text what) => new($"Đơn {code} {what.Vietnamese}", $"Order {code} {what.English}");

    private static readonly Text Nothing = new(string.Empty, string.Empty);

    private static Text Join(params IEnumerable<Text> parts)
    {
        var said = parts.Where(part => part != Nothing).ToArray();
        return new(string.Join(' ', said.Select(part => part.Vietnamese)), string.Join(' ', said.Select(part => part.English)));
    }

    private static Text Received(Notice notice)
    {
        if (notice.Facts.AwaitsPrice) return new($"Hợp tác xã đã nhận đơn {notice.Code}, giá sẽ báo sau.", $"We have your order {notice.Code}; its price will follow.");
        var total = Money(notice.Facts, notice.Facts.Total.Amount);
        return new($"Hợp tác xã đã nhận đơn {notice.Code}, tổng cộng {total.Vietnamese}.", $"We have your order {notice.Code}, {total.English} in all.");
    }

    private static Text Paid(Notice notice)
    {
        var (facts, paid) = (notice.Facts, Money(notice.Facts, notice.Facts.Paid));
        if (facts.Open == 0 || facts.AwaitsPrice)
            return Join(new($"Hợp tác xã đã nhận {paid.Vietnamese} của đơn {notice.Code}.", $"We have received {paid.English} for your order {notice.Code}."), facts.AwaitsPrice ? Nothing : new("Đơn đã trả đủ.", "It is paid in full."), Back(facts));
        var open = Money(facts, Due(facts));
        return new(
            $"Hợp tác xã đã nhận {paid.Vietnamese} của đơn {notice.Code}, còn lại {open.Vietnamese}.", $"We have received {paid.English} for your order {notice.Code}; {open.English} is left to pay.");
    }

    /// <summary>What is to be paid, and how; nothing where it is paid, or the price is not known.</summary>
    private static Text Pay(Notice notice, Cooperative from)
    {
        var facts = notice.Facts;
        if (facts.AwaitsPrice || Due(facts) == 0) return Nothing;
        var (open, before) = (Money(facts, Due(facts)), Before(facts));
        return facts.Rail switch
        {
            PaymentRail.Cod => new($"Khi nhận hàng xin trả {open.Vietnamese} tiền mặt.", $"Please pay {open.English} in cash when it is brought."),
            PaymentRail.Cash => new($"Khi đến lấy xin trả {open.Vietnamese} tiền mặt.", $"Please pay {open.English} in cash when you come for it."),
            PaymentRail.Card => new($"Xin trả {open.Vietnamese} bằng thẻ{before.Vietnamese}, ở trang đơn hàng.", $"Please pay {open.English} by card{before.English}, on the page of the order."),
            PaymentRail.Transfer => new(
                $"Xin chuyển khoản {open.Vietnamese}{before.Vietnamese}, nội dung ghi {notice.Code}{Account(from).Vietnamese}.", $"Please transfer {open.English}{before.English}, with the reference {notice.Code}{Account(from).English}."),
            PaymentRail.Credit => new($"Xin trả {open.Vietnamese}{before.Vietnamese}.", $"Please pay {open.English}{before.English}."),
            _ => throw new ArgumentOutOfRangeException(nameof(notice)),
        };
    }

    private static Text Left(NoticeFacts facts) => facts.AwaitsPrice || facts.Open == 0
        ? Nothing
        : new($"Còn phải trả {Money(facts, facts.Open).Vietnamese}.", $"{Money(facts, facts.Open).English} is left to pay.");

    private static Text Account(Cooperative from) => from.Bank is { } bank
        ? new($", vào tài khoản {bank.Account} của {bank.Holder} (mã ngân hàng {bank.Bin})", $", to account {bank.Account} of {bank.Holder} (bank code {bank.Bin})")
        : Nothing;

    private static Text Before(NoticeFacts facts) => facts switch
    {
        { PayBefore: { } time } => new($" trước {Format.Time(time, Language.Vietnamese)}", $" before {Format.Time(time, Language.English)}"),
        { CreditUntil: { } day } => new($" trước hết ngày {Format.Date(day, Language.Vietnamese)}", $" by {Format.Date(day, Language.English)}"),
        _ => Nothing,
    };

    private static bool AsksNow(NoticeFacts facts) => !facts.AwaitsPrice && Due(facts) > 0 && facts.Rail is PaymentRail.Card or PaymentRail.Transfer;

    /// <summary>What is asked for next: a deposit before the rest; cash as notes can make it.</summary>
    private static long Due(NoticeFacts facts) => facts switch
    {
        { Deposit: { } deposit } when facts.Paid < deposit => deposit - facts.Paid,
        { Rail: PaymentRail.Cod or PaymentRail.Cash } => ReceivePayment.InCash(facts.Open),
        _ => facts.Open,
    };

    private static Text Back(NoticeFacts facts) => facts.Back == 0
        ? Nothing
        : new($"Hợp tác xã sẽ hoàn lại {Money(facts, facts.Back).Vietnamese} cho anh/chị.", $"{Money(facts, facts.Back).English} goes back to you.");

    private static Text Weights(NoticeFacts facts)
    {
        if (facts.Lines.Count == 0) return Nothing;
        var total = Money(facts, facts.Total.Amount);
        var vietnamese = facts.Lines.Select(line => $"{line.Product.Vi} {Quantity(line.Packed, line, Language.Vietnamese)} thay vì {Quantity(line.Ordered, line, Language.Vietnamese)}");
        var english = facts.Lines.Select(line => $"{line.Product.En} {Quantity(line.Packed, line, Language.English)} instead of {Quantity(line.Ordered, line, Language.English)}");
        var sum = facts.AwaitsPrice ? Nothing : new Text($" Tổng cộng bây giờ {total.Vietnamese}.", $" That is {total.English} in all now.");
        return new($"{string.Join("; ", vietnamese)}.{sum.Vietnamese}", $"{string.Join("; ", english)}.{sum.English}");
    }

    private static string Quantity(decimal value, PackedOtherwise line, Language language) => Format.Quantity(new Amount(value, line.Unit), ProduceKinds.Named(line.Product.Vi), language);

    private static Text Carrier(NoticeFacts facts) => facts.Delivery switch
    {
        { Kind: DeliveryKind.Carrier, By: { } by, Tracking: { } number } => new($"Bên giao: {by}, mã vận đơn {number}.", $"Carrier: {by}, tracking number {number}."),
        { Kind: DeliveryKind.Carrier, By: { } by } => new($"Bên giao: {by}.", $"Carrier: {by}."),
        { Tracking: { } number } => new($"Mã vận đơn {number}.", $"Tracking number {number}."),
        _ => Nothing,
    };

    private static Text Money(NoticeFacts facts, long amount)
    {
        var price = new Price(amount, facts.Total.Currency);
        return new(Format.Money(price, Language.Vietnamese), Format.Money(price, Language.English));
    }
}
