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

    public static Text Title(string code) => new($"Phiếu cân {code}", $"Weighing slip {code}");

    public static Text QrOf(string lot) => new($"Mã QR của lô {lot}", $"QR code of lot {lot}");

    /// <summary>What stands in the place of a price that is not there.</summary>
    public static Text Open(PriceKind kind) => kind == PriceKind.Consigned ? Consigned : Later;
}
