using System.Text.Encodings.Web;
using System.Text.Unicode;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Notices;

namespace AgriTrace.Web.Notices;

/// <summary>A notice in one language, ready to be sent: nothing in it is to be filled in.</summary>
/// <param name="Message">For Zalo and e-mail: several lines.</param>
/// <param name="Html">The message for mail programs that prefer HTML; only the link to the order is one.</param>
/// <param name="Sms">For a plain SMS, see <see cref="SmsText"/>.</param>
/// <param name="SmsParts">How many messages that is, as the network counts.</param>
public sealed record NoticeWords(string Subject, string Message, string Html, string Sms, int SmsParts)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="name">Of the buyer; null where they were erased, and for e-mail.</param>
    /// <param name="site">Where links begin.</param>
    /// <param name="path">Of the order's private page, without a language.</param>
    public static NoticeWords Of(Notice notice, Cooperative from, string? name, Uri site, string path, Language language)
    {
        var link = new Uri(site, language.Link(path)).AbsoluteUri;
        var (greeting, body, see, call) = (NoticeTexts.Greeting(from.Name, name)[language], NoticeTexts.Body(notice, from)[language], NoticeTexts.SeeOrder[language], NoticeTexts.Call(from.Phone)[language]);
        var sms = SmsOf(NoticeTexts.InFewWords(notice)[language], from.Name, link);
        return new NoticeWords(
            NoticeTexts.Subject(notice, from.Name)[language],
            $"{greeting}\n{body}\n{see} {link}\n{call}",
            "<!doctype html><html><body style=\"font-family:sans-serif;font-size:16px;line-height:1.5\">"
            + $"<p>{Encoder.Encode(greeting)}</p><p>{Encoder.Encode(body)}</p>"
            + $"<p>{Encoder.Encode(see)} <a href=\"{Encoder.Encode(link)}\">{Encoder.Encode(link)}</a></p><p>{Encoder.Encode(call)}</p></body></html>",
            sms,
            SmsText.Parts(sms));
    }

    /// <summary>With the cooperative's name, unless that makes it a message more.</summary>
    private static string SmsOf(string what, string coop, string link)
    {
        var bare = $"{SmsText.Plain(what.Replace(" ₫", "₫", StringComparison.Ordinal))}. {link}";
        var named = SmsText.Plain(coop.Replace("Hợp tác xã", "HTX", StringComparison.OrdinalIgnoreCase)) + ": " + bare;
        return SmsText.Parts(named) > SmsText.Parts(bare) ? bare : named;
    }
}
