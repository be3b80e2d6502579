namespace AgriTrace.Web.Orders;

/// <summary>The words of the form by which a buyer orders.</summary>
public static class CheckoutTexts
{
    public static readonly Text Heading = new("Đặt hàng", "Order");
    public static readonly Text Lead = new("Không cần tài khoản. Bạn xem lại và hủy được đơn cho đến khi hợp tác xã đóng gói.", "No account needed. You can look at your order and cancel it until the cooperative packs it.");
    public static readonly Text Order = new("Đặt mua", "Order");
    public static readonly Text What = new("Bạn mua gì?", "What would you like?");
    public static readonly Text More = new("Mua thêm món khác của hợp tác xã này", "Add other produce of this cooperative");
    public static readonly Text Who = new("Giao cho ai, ở đâu?", "For whom, and where to?");
    public static readonly Text Name = new("Họ và tên", "Name");
    public static readonly Text Phone = new("Số điện thoại", "Phone number");
    public static readonly Text Delivery = new("Nhận hàng", "Delivery");
    public static readonly Text Pickup = new("Tôi đến hợp tác xã lấy", "I come to the cooperative for it");
    public static readonly Text Address = new("Địa chỉ giao hàng (bỏ trống nếu đến lấy)", "Address (leave empty if you come for it)");
    public static readonly Text Email = new("E-mail (không bắt buộc)", "E-mail (optional)");
    public static readonly Text Payment = new("Trả tiền", "Payment");
    public static readonly Text Cash = new("Tiền mặt khi nhận hàng", "Cash when you get the goods");
    public static readonly Text Card = new("Thẻ, trên trang thanh toán", "Card, on the payment page");
    public static readonly Text Transfer = new("Chuyển khoản ngân hàng", "Bank transfer");
    public static readonly Text Sum = new("Xem tổng tiền", "Show the total");
    public static readonly Text Total = new("Tổng cộng", "Total");
    public static readonly Text Send = new("Đặt hàng", "Place the order");
    public static readonly Text Privacy = new(
        "Chỉ hợp tác xã và người giao hàng thấy tên, số điện thoại và địa chỉ của bạn.",
        "Only the cooperative and whoever brings the goods see your name, phone number and address.");

    public static readonly Text PleaseMend = new("Chưa đặt được, xin xem lại phần có dấu ⚠.", "Not ordered yet: please look at what is marked ⚠.");
    public static readonly Text NothingChosen = new("Xin ghi số lượng cho ít nhất một món.", "Please enter a quantity of at least one product.");

    public static readonly Text AlreadySent = new(
        "Biểu mẫu này đã gửi thành một đơn hàng rồi. Gửi lần nữa là đặt thêm một đơn mới.",
        "This form was sent as an order before. To send it again is to place another order.");

    public static readonly Text Gone = new("Một món bạn chọn vừa ngừng bán và đã được bỏ ra. Xin xem lại rồi đặt.", "Something that you chose is no longer on sale and was taken out. Please look again.");
    public static readonly Text Busy = new("Đang có nhiều người đặt cùng lúc. Chưa đặt gì cả, xin bấm đặt lần nữa.", "Many people order at this moment. Nothing was ordered; please send it again.");
    public static readonly Text NoCards = new("Hợp tác xã chưa nhận thẻ. Xin chọn cách trả tiền khác.", "The cooperative does not take cards yet. Please choose another way to pay.");

    public static Text ToAddress(Price fee) => fee.MinorUnits == 0
        ? new("Giao tận nơi, không tính phí", "Brought to my address, free of charge")
        : new($"Giao tận nơi, phí {Format.Money(fee, Language.Vietnamese)}", $"Brought to my address, for {Format.Money(fee, Language.English)}");

    public static Text LeftOf(Amount left, ProduceKind kind) =>
        new($"Còn lại {Format.Quantity(left, kind, Language.Vietnamese)}", $"{Format.Quantity(left, kind, Language.English)} left");

    public static Text QuantityIn(Text unit) => new($"Số lượng ({unit.Vietnamese}):", $"Quantity ({unit.English}):");

    /// <summary>What may be typed, in the offer's unit.</summary>
    public static Text QuantityOf(Amount minimum, Amount step, ProduceKind kind) => new(
        $"Ghi số lượng, ít nhất {Format.Quantity(minimum, kind, Language.Vietnamese)}, tăng từng {Format.Quantity(step, kind, Language.Vietnamese)}.",
        $"Enter a quantity of at least {Format.Quantity(minimum, kind, Language.English)}, in steps of {Format.Quantity(step, kind, Language.English)}.");

    public static Text OutOfStock(Amount left, ProduceKind kind) => left.Value > 0
        ? new($"Chỉ còn {Format.Quantity(left, kind, Language.Vietnamese)}.", $"Only {Format.Quantity(left, kind, Language.English)} is left.")
        : new("Vừa hết hàng.", "Just sold out.");

    public static Text PriceChanged(Price before, Price now) => new(
        $"Giá vừa đổi từ {Format.Money(before, Language.Vietnamese)} thành {Format.Money(now, Language.Vietnamese)}. Nếu đồng ý, bấm đặt lần nữa.",
        $"The price has just changed from {Format.Money(before, Language.English)} to {Format.Money(now, Language.English)}. If you agree, send it again.");

    public static readonly Text TooMuch = new("Nhiều hơn một đơn hàng nhận được.", "More than an order can hold.");

    /// <param name="field">As the form names it.</param>
    public static Text Fault(string field) => field switch
    {
        "name" => new("Xin ghi họ tên, tối đa 100 ký tự, không kèm đường dẫn hay e-mail.", "Please write a name of at most 100 characters, without a link or an e-mail address."),
        "phone" => new("Xin ghi số điện thoại Việt Nam, ví dụ 0912 345 678.", "Please write a phone number of Viet Nam, such as 0912 345 678."),
        "address" => new("Xin ghi địa chỉ giao hàng, tối đa 300 ký tự.", "Please write the address to bring it to, at most 300 characters."),
        "email" => new("E-mail này không đúng, ví dụ ten@example.vn; bỏ trống cũng được.", "This is no e-mail address, such as ten@example.vn; it may stay empty."),
        _ => new("Xin chọn lại.", "Please choose again."),
    };

    /// <returns>Null for what is not about the whole form.</returns>
    public static Text? RefusalOf(string code) => code switch
    {
        "no-such-listing" => Gone,
        "stock-busy" => Busy,
        "cards-not-set-up" => NoCards,
        "idempotency-key-used" => AlreadySent,
        _ => null,
    };
}
