using AgriTrace.Domain.Orders;

namespace AgriTrace.Web.Orders;

/// <summary>The words of an order, on every page that shows one.</summary>
public static class OrderTexts
{
    public static readonly Text Eyebrow = new("Đơn hàng", "Order");
    public static readonly Text Status = new("Tình trạng đơn", "Order status");
    public static readonly Text Payment = new("Thanh toán", "Payment");
    public static readonly Text PlacedAt = new("Đặt lúc", "Placed at");
    public static readonly Text Delivery = new("Nhận hàng", "Delivery");
    public static readonly Text Lines = new("Hàng đã đặt", "What you ordered");
    public static readonly Text PriceLater = new("giá chốt sau", "price agreed later");
    public static readonly Text DeliveryFee = new("Phí giao hàng", "Delivery");
    public static readonly Text Allowances = new("Giảm trừ", "Discount");
    public static readonly Text Total = new("Tổng cộng", "Total");
    public static readonly Text Open = new("Còn phải trả", "Still to pay");
    public static readonly Text Money = new("Tiền đã trả và tiền hoàn", "Payments and refunds");
    public static readonly Text RefundDue = new("sẽ hoàn", "to be refunded");
    public static readonly Text RefundSent = new("đã hoàn", "refunded");
    public static readonly Text Pay = new("Thanh toán ngay", "Pay now");
    public static readonly Text PayBefore = new("Hàng được giữ cho bạn đến", "Your goods are kept for you until");
    public static readonly Text ToBank = new("Mã ngân hàng (BIN)", "Bank (BIN)");
    public static readonly Text ToAccount = new("Số tài khoản", "Account number");
    public static readonly Text Holder = new("Chủ tài khoản", "Account holder");
    public static readonly Text Amount = new("Số tiền", "Amount");
    public static readonly Text Content = new("Nội dung chuyển khoản", "Message of the transfer");
    public static readonly Text History = new("Đơn hàng đã qua những bước nào", "What happened to this order");
    public static readonly Text Cancel = new("Hủy đơn hàng này", "Cancel this order");
    public static readonly Text CancelNote = new("Hàng sẽ được bán cho người khác. Tiền đã trả sẽ được hoàn lại.", "The goods go back on sale. What you have paid is given back.");
    public static readonly Text CancelNow = new("Hủy đơn", "Cancel the order");
    public static readonly Text Keep = new("Hãy lưu đường dẫn của trang này: ai có nó thì xem được đơn. Mất đường dẫn thì tìm lại bằng mã đơn và số điện thoại.", "Keep the address of this page: whoever has it sees the order. If you lose it, find the order again by its code and your phone number.");
    public static readonly Text FindAgain = new("Tìm đơn hàng", "Find an order");
    public static readonly Text FindLead = new("Ghi mã đơn và số điện thoại đã dùng khi đặt.", "Enter the code of the order and the phone number that you ordered with.");
    public static readonly Text Code = new("Mã đơn hàng, bắt đầu bằng AT", "Code of the order, which begins with AT");
    public static readonly Text PhoneOfOrder = new("Số điện thoại khi đặt hàng", "Phone number of the order");
    public static readonly Text Find = new("Tìm", "Find");
    public static readonly Text NotFound = new("Không có đơn hàng nào với mã và số điện thoại này. Nếu vừa đặt xong, xin chờ một phút rồi tìm lại.", "There is no order of this code and phone number. If it was placed just now, look again in a minute.");

    public static Text Title(string code) => new($"Đơn hàng {code}", $"Order {code}");

    public static Text AskTheSeller(OrderSeller seller) => new($"Cần đổi gì, xin gọi {seller.Name}, số {seller.Phone}.", $"To change anything, call {seller.Name} at {seller.Phone}.");

    /// <summary>Nobody is thanked for an order that came to nothing.</summary>
    public static Text Heading(OrderState state) => state switch
    {
        OrderState.Cancelled => new("Đơn hàng này đã hủy", "This order was cancelled"),
        OrderState.Expired => new("Đơn hàng này đã hết hạn giữ", "This order has expired"),
        OrderState.Returned => new("Hàng của đơn này đã trả lại", "The goods of this order were returned"),
        OrderState.AwaitingConfirmation => new("Hợp tác xã sẽ gọi cho bạn", "The cooperative will call you"),
        OrderState.DeliveryFailed => new("Chưa giao được hàng cho bạn", "Your goods could not be delivered"),
        _ => new("Cảm ơn bạn đã mua của bà con", "Thank you for buying from the growers"),
    };

    public static Text State(OrderState state) => state switch
    {
        OrderState.AwaitingPayment => new("Chờ thanh toán", "Awaiting payment"),
        OrderState.AwaitingConfirmation => new("Chờ hợp tác xã gọi xác nhận, chưa giữ hàng", "Awaiting a call from the cooperative; no goods are kept yet"),
        OrderState.Confirmed => new("Đã xác nhận", "Confirmed"),
        OrderState.Paid => new("Đã thanh toán, chờ đóng gói", "Paid, to be packed"),
        OrderState.Packed => new("Đã đóng gói", "Packed"),
        OrderState.Shipped => new("Đang giao", "On its way"),
        OrderState.Delivered => new("Đã giao", "Delivered"),
        OrderState.DeliveryFailed => new("Chưa giao được", "Not delivered yet"),
        OrderState.Completed => new("Hoàn tất", "Completed"),
        OrderState.Disputed => new("Đang giải quyết khiếu nại", "Your complaint is being looked into"),
        OrderState.Returned => new("Đã trả hàng", "Returned"),
        OrderState.Cancelled => new("Đã hủy", "Cancelled"),
        OrderState.Expired => new("Hết hạn giữ hàng", "Expired"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Text PaymentIs(PaymentProgress state) => state switch
    {
        PaymentProgress.Awaited => new("Chưa thanh toán", "Not paid yet"),
        PaymentProgress.PartlyPaid => new("Đã trả một phần", "Paid in part"),
        PaymentProgress.Paid => new("Đã thanh toán", "Paid"),
        PaymentProgress.GoesBack => new("Sẽ hoàn tiền", "To be refunded"),
        PaymentProgress.Refunded => new("Đã hoàn tiền", "Refunded"),
        PaymentProgress.NotDue => new("Không phải trả", "Nothing to pay"),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Text DeliveryIs(DeliveryKind kind) => kind switch
    {
        DeliveryKind.Pickup => new("Đến hợp tác xã lấy", "Pick-up at the cooperative"),
        DeliveryKind.Driver => new("Người của hợp tác xã giao", "Brought by the cooperative"),
        DeliveryKind.Carrier => new("Đơn vị vận chuyển giao", "Brought by a carrier"),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public static Text RailIs(PaymentRail rail) => rail switch
    {
        PaymentRail.Cod => new("tiền mặt khi nhận hàng", "cash on delivery"),
        PaymentRail.Card => new("thẻ", "card"),
        PaymentRail.Transfer => new("chuyển khoản", "bank transfer"),
        PaymentRail.Cash => new("tiền mặt", "cash"),
        PaymentRail.Credit => new("công nợ", "credit"),
        _ => throw new ArgumentOutOfRangeException(nameof(rail)),
    };

    public static Text Ordered(string vietnamese, string english) => new($"đặt {vietnamese}, cân thực tế khi đóng gói:", $"{english} ordered; packed, as weighed:");

    /// <summary>What to do about money that is open.</summary>
    public static Text HowToPay(PaymentRail rail) => rail switch
    {
        PaymentRail.Card => new("Trả bằng thẻ trên trang thanh toán.", "Pay by card on the payment page."),
        PaymentRail.Transfer => new("Chuyển khoản đến tài khoản của hợp tác xã, ghi đúng nội dung.", "Transfer it to the account of the cooperative, with exactly this message."),
        PaymentRail.Cod => new("Trả tiền mặt khi nhận hàng, làm tròn đến 500 ₫.", "Pay in cash when you get the goods, rounded to 500 ₫."),
        PaymentRail.Cash => new("Trả tiền mặt khi đến lấy hàng, làm tròn đến 500 ₫.", "Pay in cash when you come for the goods, rounded to 500 ₫."),
        PaymentRail.Credit => new("Trả sau theo thỏa thuận với hợp tác xã.", "Pay later, as agreed with the cooperative."),
        _ => throw new ArgumentOutOfRangeException(nameof(rail)),
    };

    public static Text CreditUntil(DateOnly day) => new($"Hạn trả: {Format.Date(day, Language.Vietnamese)}", $"To be paid by {Format.Date(day, Language.English)}");

    public static Text LateMoneyIs(LateMoney late) => late switch
    {
        LateMoney.TookTheGoods => new("Tiền đến sau khi đơn hết hạn, nhưng hàng vẫn còn: đơn được giữ lại cho bạn.", "Your payment came after the order had expired, but the goods were still there: they are yours."),
        LateMoney.GoesBack => new("Tiền đến sau khi đơn hết hạn và hàng đã bán hết: tiền được hoàn lại cho bạn.", "Your payment came after the order had expired and the goods were gone: it is given back to you."),
        _ => throw new ArgumentOutOfRangeException(nameof(late)),
    };

    public static Text Party(OrderParty party) => party switch
    {
        OrderParty.Buyer => new("bạn", "you"),
        OrderParty.Cooperative => new("hợp tác xã", "the cooperative"),
        OrderParty.Platform => new("hệ thống", "the system"),
        _ => throw new ArgumentOutOfRangeException(nameof(party)),
    };

    /// <summary>What a change did; one without a word of its own is told by the state that it led to.</summary>
    public static Text Step(OrderStep step) => step.Action switch
    {
        "placed" => new("Đặt hàng", "Ordered"),
        "payment" => new("Nhận tiền", "Payment received"),
        "payment-voided" => new("Xóa một khoản tiền ghi nhầm", "A payment entered by mistake was taken out"),
        "refunded" => new("Đã hoàn tiền", "Refund sent"),
        "refund-failed" => new("Hoàn tiền chưa được, hợp tác xã sẽ làm", "Refund not sent by itself; the cooperative will do it"),
        "allowance" => new("Giảm giá", "Discount given"),
        "priced" => new("Chốt giá", "Price agreed"),
        "confirmed" => new("Đã gọi xác nhận, giữ hàng", "Confirmed by phone, goods kept"),
        "no-show" => new("Không đến lấy hàng, đơn đã hủy", "Not picked up; the order was cancelled"),
        "returned-in-part" => new("Trả lại một phần hàng", "Part of the goods came back"),
        _ => State(step.To),
    };
}
