using AgriTrace.Domain.QrCodes;

namespace AgriTrace.Web.Traceability;

/// <summary>What a scan page says of what was checked. It claims no more: that a record is whole does not make the goods what it tells of.</summary>
public static class ScanTexts
{
    public static readonly Text Record = new("Hồ sơ này", "This record");
    public static readonly Text HashesDiffer = new(
        "Có sự kiện đã bị thay đổi sau khi ghi. Đừng dựa vào những gì ghi bên dưới; hãy báo cho hợp tác xã.",
        "Events were changed after they had been recorded. Do not rely on what is written below, and tell the cooperative.");

    public static readonly Text WithoutSignature = new("Chưa có chữ ký số.", "It bears no digital signature.");
    public static readonly Text SignatureFits = new("Chữ ký số của trang này khớp.", "The digital signature of this page is right.");
    public static readonly Text MadeAt = new("Lập lúc", "Made at");
    public static readonly Text HowToCheck = new("Tự kiểm tra", "Check it yourself");

    public static readonly Text HowToCheckSteps = new(
        "Mã của mỗi sự kiện là dấu băm nội dung của nó (CBV 2.0): sửa một chữ là mã không còn khớp. Tải bản ghi có chữ ký số (JWS, ES256), rồi kiểm tra bằng khóa công khai:",
        "The id of each event is the hash of its content (CBV 2.0): one letter changed, and it fits no more. Get the signed record (JWS, ES256), and check it with the public keys:");

    public static readonly Text Keys = new("khóa công khai (JWKS)", "public keys (JWKS)");
    public static readonly Text RecordHash = new("SHA-256 của bản ghi đầy đủ", "SHA-256 of the whole record");

    public static readonly Text NoClaim = new(
        "Điều này cho biết hồ sơ không bị sửa sau khi ghi. Nó không chứng minh điều đã ghi là đúng, hay món hàng trong tay bạn đúng là hàng của lô này.",
        "This tells that the record was not changed after it was written. It proves neither that what was written is true, nor that what you hold is of this lot.");

    public static readonly Text ForgedDetail = new(
        "AgriTrace không cấp số này cho lô hàng này. Những gì ghi bên dưới là của lô hàng, không phải của món hàng bạn đang cầm. Đừng mua, hãy báo cho hợp tác xã.",
        "AgriTrace never gave this number to this lot. What stands below is about the lot, and not about what you hold. Do not buy it, and tell the cooperative.");

    public static readonly Text ForeignDetail = new(
        "Vì vậy không thể kiểm tra riêng món hàng này. Những gì ghi bên dưới là của cả lô.",
        "So nobody can check this one item here. What stands below is about the whole lot.");

    public static readonly Text CopiedDetail = new(
        "Một tem được quét như vậy có thể đã bị sao chép. Hãy xem kỹ nơi bán, và báo cho hợp tác xã nếu thấy lạ.",
        "A label that is scanned like this may have been copied. Look closely at who sells it, and tell the cooperative if something is odd.");

    public static readonly Text ExpiredDetail = new("Đừng dùng và đừng mua sản phẩm này nữa.", "Do not use or buy this product any more.");
    public static readonly Text OursDetail = new("AgriTrace đã cấp số này cho lô hàng này.", "AgriTrace gave this number to this lot.");
    public static readonly Text Ended = new("Đã hết hiệu lực từ sau", "Ended after");
    public static readonly Text Buy = new("Mua từ hợp tác xã", "Buy from the cooperative");
    public static readonly Text Report = new("Báo điều bất thường", "Report a problem");
    public static readonly Text WholeRecord = new("Xem toàn bộ bản ghi", "See the whole record");
    public static readonly Text From = new("từ", "from");
    public static readonly Text To = new("đến", "to");

    public static readonly Text UnknownTitle = new("Mã này không phải của chúng tôi", "This code is not one of ours");
    public static readonly Text UnknownLead = new(
        "AgriTrace không có lô hàng nào mang mã này. Tem có thể do người khác in, hoặc hợp tác xã chưa đăng lô hàng.",
        "AgriTrace has no lot of this code. Somebody else may have printed the label, or the cooperative has not published the lot yet.");

    public static readonly Text DamagedTitle = new("Trang này đã bị sửa trái phép", "This page was tampered with");
    public static readonly Text DamagedLead = new(
        "Những gì đang lưu về lô hàng này không khớp với chữ ký số của chúng tôi, nên chúng tôi không hiển thị. Đừng mua hay dùng cho đến khi hợp tác xã trả lời bạn.",
        "What is stored of this lot does not fit our digital signature, so we do not show it. Do not buy or use the goods until the cooperative has answered you.");

    public static readonly Text WhatToDo = new("Bạn nên làm gì", "What to do");

    public static readonly Text NoData = new(
        "Đừng nhập mật khẩu, số thẻ hay thông tin cá nhân vào bất cứ trang nào mở ra từ mã này.",
        "Do not enter a password, a card number or anything about yourself on any page that this code leads to.");

    public static readonly Text Ask = new(
        "Hỏi nơi bán hoặc hợp tác xã ghi trên bao bì. Nếu nghi hàng giả, hãy giữ bao bì và báo cơ quan quản lý thị trường.",
        "Ask the shop, or the cooperative named on the packaging. If you suspect a fake, keep the packaging and tell the market surveillance authority.");

    /// <param name="address">Of this site.</param>
    public static Text Compare(string address) => new(
        $"So địa chỉ trên trình duyệt: trang của chúng tôi luôn bắt đầu bằng {address}/",
        $"Compare the address in your browser: our pages always begin with {address}/");

    public static Text HashesFit(int events) => new(
        $"Dấu băm của {events} sự kiện đều khớp.", events == 1 ? "The hash of its 1 event is right." : $"The hashes of its {events} events are right.");

    public static Text HashesWrong(int differing, int events) => new(
        $"Dấu băm của {differing} trong {events} sự kiện không khớp.", $"The hashes of {differing} of its {events} events are wrong.");

    public static Text NotLookedAt(int events) => new(
        $"{events} sự kiện khác chưa được kiểm tra dấu băm.", events == 1 ? "Nobody looked at the hash of 1 more event." : $"Nobody looked at the hashes of {events} more events.");

    public static Text Times(int count) => new($"{count} lần", count == 1 ? "once" : $"{count} times");

    public static Text More(int count) => new($"và {count} lô khác", count == 1 ? "and 1 other lot" : $"and {count} other lots");

    public static Text Copied(int count, string since, string? place) => new(
        $"Tem này đã được quét {count} lần kể từ {since}{(place is null ? null : $", lần đầu ở {place}")}",
        $"This label was scanned {count} times since {since}{(place is null ? null : $", first in {place}")}");

    public static Text Expired(string day) => new($"Lô hàng đã hết hạn dùng ngày {day}", $"This lot was best before {day}");

    /// <summary>The verdict: one sentence.</summary>
    public static Text Verdict(ScanFinding finding, TraceView view, Language language) => finding switch
    {
        ScanFinding.Recalled => Texts.Trace.Recalled,
        ScanFinding.Altered => new("Hồ sơ này đã bị sửa trái phép", "This record was tampered with"),
        ScanFinding.Forged => new("Số sê-ri trên tem này là giả", "The serial number on this label is forged"),
        ScanFinding.Held => Texts.Trace.Held,
        ScanFinding.Expired => Expired(view.ExpiresOn is { } day ? Format.Date(day, language) : "?"),
        ScanFinding.Copied => Copied(view.Item!.Scans!.Count, Format.Date(Format.DayOf(view.Item.Scans.Since), language), view.Item.Scans.FirstPlace),
        ScanFinding.Foreign => new("Số sê-ri này không phải do AgriTrace cấp", "This serial number is not one of ours"),
        ScanFinding.Lacking => Texts.Trace.Missing(view.Missing.Count),
        ScanFinding.OutOfRange => But(Texts.Trace.OutOfRange(view.ColdChain!.OutOfRange)),
        ScanFinding.PartlyChecked => But(new($"còn {view.Proof!.LeftOut} sự kiện chưa được kiểm tra", $"{view.Proof.LeftOut} events were not checked")),
        ScanFinding.Unproven => But(new("chưa có chữ ký số", "it bears no digital signature")),
        ScanFinding.Whole => new(
            $"{Texts.Trace.Whole.Vietnamese}; dấu băm của {view.Proof!.Events} sự kiện và chữ ký số đều khớp",
            $"{Texts.Trace.Whole.English}; the hashes of {view.Proof.Events} events and the signature are right"),
        _ => throw new ArgumentOutOfRangeException(nameof(finding)),
    };

    /// <summary>What it means, and what to do; null where the sentence says it all.</summary>
    public static Text? Detail(ScanFinding finding) => finding switch
    {
        ScanFinding.Recalled => Texts.Trace.RecalledDetail,
        ScanFinding.Altered => HashesDiffer,
        ScanFinding.Forged => ForgedDetail,
        ScanFinding.Held => Texts.Trace.HeldDetail,
        ScanFinding.Expired => ExpiredDetail,
        ScanFinding.Copied => CopiedDetail,
        ScanFinding.Foreign => ForeignDetail,
        _ => null,
    };

    public static Text SerialIs(SerialVerdict verdict) => verdict switch
    {
        SerialVerdict.Ours => OursDetail,
        SerialVerdict.Forged => new("AgriTrace không cấp số này cho lô hàng này.", "AgriTrace never gave this number to this lot."),
        _ => new("Số này không phải do AgriTrace cấp.", "This number is not one of ours."),
    };

    private static Text But(Text what) => new(
        $"{Texts.Trace.Whole.Vietnamese}, nhưng {what.Vietnamese}", $"{Texts.Trace.Whole.English}, but {what.English}");
}
