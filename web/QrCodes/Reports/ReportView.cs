using AgriTrace.Domain.QrCodes.Reports;

namespace AgriTrace.Web.QrCodes.Reports;

/// <summary>What stands in the form.</summary>
/// <param name="Code">The path of what was scanned.</param>
/// <param name="Record">By which a form that is sent twice is one report.</param>
public sealed record ReportFields(string Code, string What, string Where, string Record);

/// <summary>The form by which a buyer reports a problem. It names nobody, and asks for no name.</summary>
/// <param name="Faults">Names of the fields that were refused.</param>
public sealed record ReportFormView(string Path, ReportFields Fields, IReadOnlyList<string> Faults) : PageView(Path)
{
    internal override Type Component => typeof(ReportFormPage);

    internal override bool IsForSearchEngines => false;

    internal override string TitleIn(Language language) => ReportTexts.Heading[language];
}

/// <summary>A buyer's own report, and what the cooperative answered.</summary>
/// <param name="Path">With the secret of its link.</param>
/// <param name="TracePath">The scan page of what it is about.</param>
public sealed record ReportView(
    string Path, string TracePath, string Code, string CoopName, string What, string? Where, bool HasPhoto, DateTimeOffset At, ReportState State, string? Answer, DateTimeOffset? AnsweredAt) : PageView(Path)
{
    internal override Type Component => typeof(ReportPage);

    internal override bool IsForSearchEngines => false;

    internal override string TitleIn(Language language) => ReportTexts.Yours[language];
}

/// <summary>The words of both pages.</summary>
internal static class ReportTexts
{
    public static readonly Text Heading = new("Báo vấn đề về sản phẩm", "Report a problem with this product");
    public static readonly Text Lead = new("Hợp tác xã làm ra sản phẩm này sẽ đọc và trả lời bạn.", "The cooperative that made this product reads it and answers you.");
    public static readonly Text Code = new("Mã trên nhãn", "Code on the label");
    public static readonly Text What = new("Có vấn đề gì?", "What is wrong?");
    public static readonly Text WhatHint = new("Ví dụ: hàng hư, nhãn bị dán đè, mã quét ra sản phẩm khác.", "For example: it is spoilt, the label was pasted over, or the code shows another product.");
    public static readonly Text Where = new("Bạn mua hoặc thấy ở đâu? (không bắt buộc)", "Where did you buy or see it? (optional)");
    public static readonly Text Photo = new("Ảnh sản phẩm và nhãn, tối đa 5 MB (không bắt buộc)", "Photo of the product and its label, up to 5 MB (optional)");
    public static readonly Text Privacy = new(
        "Không cần ghi tên hay số điện thoại. Sau khi gửi, bạn nhận một đường dẫn riêng để đọc câu trả lời.",
        "You need not give a name or a phone number. After sending, you get a private link where you can read the answer.");

    public static readonly Text Send = new("Gửi cho hợp tác xã", "Send to the cooperative");
    public static readonly Text Faulty = new("Chưa gửi được, xin xem lại phần có dấu ⚠.", "It was not sent yet: please look at what is marked ⚠.");
    public static readonly Text Yours = new("Phản ánh của bạn", "Your report");
    public static readonly Text Keep = new(
        "Hãy lưu đường dẫn của trang này: ai có nó thì đọc được, và chúng tôi không gửi lại.",
        "Keep the address of this page: whoever has it can read it, and we cannot send it again.");

    public static readonly Text SentAt = new("Gửi lúc", "Sent");
    public static readonly Text YouWrote = new("Bạn đã viết", "You wrote");
    public static readonly Text WhereShort = new("Nơi mua", "Where");
    public static readonly Text WithPhoto = new("Có kèm ảnh", "With a photo");
    public static readonly Text AnsweredAt = new("Trả lời lúc", "Answered");
    public static readonly Text ToTrace = new("Xem nguồn gốc sản phẩm", "See where the product comes from");

    public static Text AnswerOf(string coop) => new($"{coop} trả lời", $"{coop} answers");

    public static Text State(ReportState state, string coop) => state switch
    {
        ReportState.Open => new($"{coop} đã nhận và chưa trả lời.", $"{coop} has received it and not answered yet."),
        ReportState.Answered => new($"{coop} đã trả lời.", $"{coop} has answered."),
        ReportState.Closed => new($"{coop} đã trả lời và khép lại việc này.", $"{coop} has answered and closed this."),
        _ => throw new ArgumentOutOfRangeException(nameof(state)),
    };

    public static Text Fault(string field) => field switch
    {
        "what" => new("Xin viết vài chữ, tối đa 2.000 ký tự.", "Please write a few words, at most 2,000 characters."),
        "where" => new("Xin viết ngắn hơn 200 ký tự.", "Please keep it below 200 characters."),
        "photo" => new("Ảnh phải là JPEG, PNG hoặc WebP, tối đa 5 MB.", "The photo must be a JPEG, PNG or WebP of at most 5 MB."),
        _ => new("Mã này không đọc được.", "This code cannot be read."),
    };
}
