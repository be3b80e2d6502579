using AgriTrace.Domain.Notices;

namespace AgriTrace.Web.Notices;

/// <summary>The words around the notices, for the staff who send them.</summary>
public static class NoticeListTexts
{
    public static readonly Text Heading = new("Tin báo cho người mua", "Notices to buyers");

    public static readonly Text Lead = new(
        "Chép tin rồi gửi qua Zalo hoặc tin nhắn, gửi xong bấm “Đã gửi”.", "Copy a text, send it by Zalo or SMS, then press “Sent”.");

    public static readonly Text Open = new("Chưa gửi", "To be sent");
    public static readonly Text Done = new("Đã gửi", "Sent");
    public static readonly Text NothingOpen = new("Không còn tin nào phải gửi.", "Nothing is left to be sent.");
    public static readonly Text NothingDone = new("Chưa có tin nào đã gửi.", "Nothing was sent yet.");
    public static readonly Text Erased = new("Thông tin người mua đã xóa.", "The buyer’s data was erased.");
    public static readonly Text Call = new("Gọi", "Call");
    public static readonly Text OpenSms = new("Mở tin nhắn", "Open SMS");
    public static readonly Text OpenZalo = new("Mở Zalo", "Open Zalo");
    public static readonly Text ForZalo = new("Tin cho Zalo", "Text for Zalo");
    public static readonly Text MarkSent = new("Đã gửi", "Sent");
    public static readonly Text More = new("Xem tin cũ hơn", "Older notices");
    public static readonly Text OtherLanguage = new("Bản tiếng Anh", "In English");
    public static readonly Text OtherLanguageVietnamese = new("Bản tiếng Việt", "In Vietnamese");

    public static Text ForSms(int parts) => new(
        parts == 1 ? "Tin nhắn SMS (1 tin)" : $"Tin nhắn SMS (tính {parts} tin)", parts == 1 ? "Text for SMS (1 message)" : $"Text for SMS ({parts} messages)");

    public static Text SentBy(string who) => new($"{who} đã gửi lúc", $"Sent by {who} at");

    /// <returns>Null where no e-mail has to do with it.</returns>
    public static Text? Mail(NoticeMail mail) => mail switch
    {
        { State: MailState.Waiting, Attempts: 0 } => new("Đang gửi e-mail cho người mua.", "An e-mail to the buyer is on its way."),
        { State: MailState.Waiting } => new($"E-mail chưa gửi được, máy sẽ thử lại. ({mail.Cause})", $"The e-mail was not sent yet, and is tried again. ({mail.Cause})"),
        { State: MailState.Sent } => new("Đã gửi e-mail cho người mua.", "An e-mail was sent to the buyer."),
        { State: MailState.Failed } => new($"E-mail không gửi được: xin nhắn qua Zalo hoặc SMS. ({mail.Cause})", $"The e-mail could not be sent: please use Zalo or SMS. ({mail.Cause})"),
        _ => null,
    };
}
