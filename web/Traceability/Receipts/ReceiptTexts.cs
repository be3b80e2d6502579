using AgriTrace.Domain.Traceability.Receipts;

namespace AgriTrace.Web.Traceability.Receipts;

/// <summary>The words of a weighing slip, as the slips of the Delta's buyers have them.</summary>
public static class ReceiptTexts
{
    public static readonly Text Heading = new("Phiếu cân", "Weighing slip");
    public static readonly Text Number = new("Số", "No.");
    public static readonly Text Grower = new("Người giao", "Delivered by");
    public static readonly Text Plot = new("Thửa", "Plot");
    public static readonly Text Product = new("Sản phẩm", "Product");
    public static readonly Text Gross = new("Cân cả bì", "Gross");
    public static readonly Text Tare = new("Trừ bì", "Tare");
    public static readonly Text Deduction = new("Trừ hao", "Deducted");
    public static readonly Text Net = new("Còn lại", "Net");
    public static readonly Text PerUnit = new("Đơn giá", "Price");
    public static readonly Text Due = new("Thành tiền", "Amount");
    public static readonly Text Later = new("Giá chốt sau", "Price to be set later");
    public static readonly Text Consigned = new("Ký gửi, trả theo hàng bán được", "On consignment, paid as it sells");
    public static readonly Text TotalNet = new("Tổng khối lượng", "Total weight");
    public static readonly Text TotalDue = new("Tổng tiền", "Total amount");
    public static readonly Text NotAll = new("Chưa gồm hàng chờ chốt giá.", "Without what still awaits its price.");
    public static readonly Text Note = new("Ghi chú", "Note");
    public static readonly Text Keep = new("Xin giữ phiếu này đến khi nhận đủ tiền.", "Please keep this slip until you are paid in full.");
    public static readonly Text Receiver = new("Người cân", "Weighed by");
    public static readonly Text Sign = new("(ký, ghi tên)", "(signature, name)");

    public static readonly Text New = new("Lập phiếu cân", "Write a weighing slip");
    public static readonly Text Whose = new("Cân hàng của ai?", "Whose produce?");
    public static readonly Text Time = new("Cân lúc nào?", "Weighed when?");
    public static readonly Text Grade = new("Loại", "Grade");
    public static readonly Text GrossKilos = new("Cân cả bì (kg)", "Gross weight (kg)");
    public static readonly Text TareKilos = new("Trừ bì (kg), không có thì để trống", "Tare (kg), empty for none");
    public static readonly Text DeductionKilos = new("Trừ hao (kg), không có thì để trống", "Deducted (kg), empty for nothing");
    public static readonly Text Reason = new("Vì sao trừ hao?", "Why deducted?");
    public static readonly Text Kind = new("Giá", "Price");
    public static readonly Text PricePerKilo = new("Đơn giá (đồng một kg), khi đã định giá", "Price (đồng a kilogram), where it is agreed");
    public static readonly Text Save = new("Lưu phiếu cân", "Save the slip");

    public static readonly Text SaidBefore = new(
        "Tờ này đã lưu một lần, với nội dung khác. Phiếu trước vẫn còn. Muốn lập phiếu khác thì mở lại trang này từ đầu.",
        "This form was saved before, with other content. That slip stands. For another, open this page afresh.");

    public static readonly Text TryAgain = new(
        "Chưa lưu được. Mời bấm “Lưu phiếu cân” lần nữa; bấm nhiều lần cũng chỉ lưu một.",
        "Not saved. Please press again; however often you press, it is saved once.");

    public static Text Line(int number) => new($"Loại thứ {number}", $"Grade {number}");

    public static Text KindOf(PriceKind kind) => kind switch
    {
        PriceKind.Fixed => new("Đã định giá", "Agreed"),
        PriceKind.Later => Later,
        PriceKind.Consigned => Consigned,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <param name="field">As the form names it, without the number of its line.</param>
    public static Text Fault(string field) => field switch
    {
        "product" => new("Mời chọn một mặt hàng cân theo kg.", "Please choose a product that is weighed in kilograms."),
        "plot" => new("Mời chọn một thửa hoặc ao của người này.", "Please choose a plot or pond of this person."),
        "time" => new("Mời chọn ngày và giờ đã cân.", "Please choose the day and time of weighing."),
        "grade" => new("Mời ghi tên loại, mỗi loại một lần, nhiều nhất 40 chữ.", "Please name the grade, each once, in at most 40 letters."),
        "gross" => new("Mời ghi một số lớn hơn 0, như 250 hoặc 12,5. Số lớn viết liền: 1250.", "Please give a number above 0, as 250 or 12.5. Write large ones in one piece: 1250."),
        "tare" => new("Trừ bì phải nhỏ hơn cân cả bì.", "The tare must be less than the gross weight."),
        "deduction" => new("Trừ hao phải lớn hơn 0 và phải còn lại hàng.", "What is deducted must be above 0 and leave something."),
        "reason" => new("Đã trừ hao thì mời ghi lý do.", "Please say why it is deducted."),
        "price" => new("Đã định giá thì mời ghi số tiền, như 25000; còn lại để trống.", "Please give the amount where it is agreed, as 25000; else leave it empty."),
        _ => new("Mời xem lại chỗ này.", "Please look at this again."),
    };

    public static Text Title(string code) => new($"Phiếu cân {code}", $"Weighing slip {code}");

    public static Text QrOf(string lot) => new($"Mã QR của lô {lot}", $"QR code of lot {lot}");

    /// <summary>What stands in the place of a price that is not there.</summary>
    public static Text Open(PriceKind kind) => kind == PriceKind.Consigned ? Consigned : Later;
}
