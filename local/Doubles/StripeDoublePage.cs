using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AgriTrace.Local.Doubles;

/// <summary>The hosted payment page, as bare as it can be: what is bought, what it costs, pay or turn back.</summary>
internal static class StripeDoublePage
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    public static string ToPay(StripeDoubleSession session) => Page("Thanh toán thử", $"""
        <ul>{string.Concat(session.Lines.Select(line => Line(line, session.Currency)))}</ul>
        <p class="total"><span>Tổng cộng</span> <strong>{Money(session.Total, session.Currency)}</strong></p>
        <form method="post"><button type="submit">Thanh toán</button></form>
        {TurnBack(session.CancelUrl)}
        """);

    public static string Closed(string status) => Page(
        status == "complete" ? "Đơn này đã được thanh toán" : "Phiên thanh toán đã hết hạn", "<p>Bạn có thể đóng trang này.</p>");

    /// <summary>Stripe would try again for three days; here a developer should see at once that the application heard nothing.</summary>
    public static string Unheard(StripeDoubleSession session, string why) => Page("Đã thanh toán, nhưng ứng dụng không nhận được tin", $"""
        <p>{Encoder.Encode(why)}</p>
        <p><a href="{Encoder.Encode(session.SuccessUrl)}">Tiếp tục</a></p>
        """);

    private static string TurnBack(string? url) => url is null ? "" : $"""
        <form action="{Encoder.Encode(url)}"><button type="submit" class="quiet">Huỷ</button></form>
        """;

    private static string Line(StripeDoubleLine line, string currency) => $"""
        <li>
        <span>{Encoder.Encode(line.Name)}<small>{Encoder.Encode(line.Description ?? "")}</small></span> {Money(line.Amount, currency)}
        </li>
        """;

    private static string Money(long amount, string currency) => currency == "vnd"
        ? string.Create(Vietnamese, $"{amount:#,0} ₫")
        : string.Create(Vietnamese, $"{amount / 100m:#,0.00} {Encoder.Encode(currency.ToUpperInvariant())}");

    private static string Page(string title, string content) => $$"""
        <!doctype html>
        <html lang="vi">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}}</title>
        <style>
        body { max-width: 26rem; margin: 2rem auto; padding: 0 1rem; font: 1.0625rem/1.5 system-ui, sans-serif; color: #1c2b22; }
        ul { padding: 0; list-style: none; }
        li, .total { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem 0; border-bottom: 1px solid #d5dfd8; }
        small { display: block; color: #55665b; }
        button { width: 100%; min-height: 3rem; margin-top: .75rem; font: inherit; color: #fff; background: #1f6b3a; }
        button { border: 1px solid #1f6b3a; border-radius: .5rem; }
        .quiet { color: #1f6b3a; background: #fff; }
        .note { color: #55665b; font-size: .875rem; }
        </style>
        </head>
        <body>
        <main>
        <h1>{{title}}</h1>
        {{content}}
        <p class="note">Trang thanh toán giả lập dành cho phát triển và kiểm thử. Không có tiền thật.</p>
        </main>
        </body>
        </html>
        """;
}
