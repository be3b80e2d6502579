using AgriTrace.Domain.Notices;
using AgriTrace.Domain.Orders;
using AgriTrace.Web.Identity;

namespace AgriTrace.Web.Notices;

/// <summary>A notice for those who send it.</summary>
/// <param name="Buyer">Null where they were erased.</param>
/// <param name="Own">In the buyer's language.</param>
/// <param name="Other">In the other one.</param>
/// <param name="SentBy">A name.</param>
public sealed record NoticeLine(NoticeEntry Entry, Buyer? Buyer, NoticeWords Own, NoticeWords Other, string? SentBy)
{
    internal Language Language => Languages.Parse(Entry.Notice.Language);

    /// <summary>RFC 5724.</summary>
    internal string? SmsLink => Buyer is null ? null : $"sms:{Buyer.Phone}?body={Uri.EscapeDataString(Own.Sms)}";

    /// <summary>Zalo knows people by the number as they dial it.</summary>
    internal string? ZaloLink => Buyer is null ? null : $"https://zalo.me/{Uri.EscapeDataString(Buyer.Phone.StartsWith("+84", StringComparison.Ordinal) ? "0" + Buyer.Phone[3..] : Buyer.Phone)}";
}

/// <summary>What buyers are to be told, the newest first.</summary>
/// <param name="IsDone">Whether it lists those that were sent.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record NoticesView(string Path, FormSeal Seal, string CoopName, bool IsDone, IReadOnlyList<NoticeLine> Notices, string? Next) : PersonalView(Path, Seal)
{
    public const string List = "/me/notices";

    /// <param name="after">The cursor; null for the newest.</param>
    public static string PathOf(bool isDone, string? after)
    {
        string?[] query = [isDone ? "state=done" : null, after is null ? null : $"after={after}"];
        var said = string.Join('&', query.Where(one => one is not null));
        return said.Length == 0 ? List : $"{List}?{said}";
    }

    internal override Type Component => typeof(NoticesPage);

    internal override string TitleIn(Language language) => NoticeListTexts.Heading[language];
}
