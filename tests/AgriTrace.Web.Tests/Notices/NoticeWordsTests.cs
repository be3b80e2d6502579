using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Notices;
using AgriTrace.Domain.Orders;
using AgriTrace.Web.Notices;

namespace AgriTrace.Web.Tests.Notices;

public sealed class NoticeWordsTests
{
    /// <summary>As long as a real one: 103 characters in Vietnamese.</summary>
    private const string Path = "/orders/abcdefghijklmnopqrstuvwxyz?coop=htx-my-hoa&token=abcdefghijklmnopqrstuvwxyz";

    private static readonly Uri Site = new("https://agritrace.vn");

    private static readonly Cooperative Coop = new(
        "htx-my-hoa", "Hợp tác xã Mỹ Hòa", "Khóm Mỹ Hòa, phường Bình Minh", null, "Vĩnh Long", "0270 123 4567", null, null, new BankAccount("970436", "0123456789", "HTX MY HOA"));

    private static readonly NoticeFacts Facts = new(
        new Money(227_500, Money.Vnd), Paid: 100_000, Open: 127_500, Back: 0, Sum: 50_000, PaymentRail.Transfer, AwaitsPrice: false,
        new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero), CreditUntil: null, Deposit: null,
        new OrderDelivery(DeliveryKind.Carrier, new Money(20_000, Money.Vnd), "giao-nhanh", "GN123"), [new PackedOtherwise(new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), 5, 4.8m, "KGM")]);

    public static TheoryData<NoticeKind, Language> All()
    {
        var all = new TheoryData<NoticeKind, Language>();
        foreach (var kind in Enum.GetValues<NoticeKind>())
            foreach (var language in Enum.GetValues<Language>()) all.Add(kind, language);
        return all;
    }

    private static NoticeWords Words(NoticeKind kind, Language language = Language.Vietnamese, NoticeFacts? facts = null, string? name = "Trần Thị Mai") =>
        NoticeWords.Of(new Notice(new string('0', 32), "htx-my-hoa", "o1", 1, kind, default, "AT12345678", "token", "vi", facts ?? Facts), Coop, name, Site, Path, language);

    [Theory]
    [MemberData(nameof(All))]
    public void Every_notice_says_which_order_and_where_to_look_in_both_languages(NoticeKind kind, Language language)
    {
        var words = Words(kind, language);

        foreach (var text in (string[])[words.Message, words.Sms])
        {
            text.ShouldContain("AT12345678");
            text.ShouldContain(new Uri(Site, language.Link(Path)).AbsoluteUri);
            text.ShouldNotContain("  ");
        }

        words.Subject.ShouldContain("AT12345678");
        words.Message.Split('\n').Length.ShouldBe(4);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_SMS_is_plain_GSM_and_one_message_where_the_link_leaves_room(NoticeKind kind, Language language)
    {
        var words = Words(kind, language);

        words.Sms.ShouldBe(SmsText.Plain(words.Sms), "nothing is left that GSM cannot write");
        words.Sms.ShouldNotContain("?  ");
        words.SmsParts.ShouldBe(1, $"{words.Sms.Length}: {words.Sms}");
    }

    [Theory]
    [InlineData("Đơn hàng đã giao – cảm ơn ₫", "Don hang da giao - cam on d", 1)]
    [InlineData("Ưỡ ẵ Ợ Ỹ ợ", "Uo a O Y o", 1)]
    [InlineData("柚子", "??", 1)]
    public void Vietnamese_without_its_marks_is_what_GSM_can_write(string text, string plain, int parts)
    {
        SmsText.Plain(text).ShouldBe(plain);
        SmsText.Parts(plain).ShouldBe(parts);
    }

    [Theory]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    public void A_long_SMS_counts_as_the_network_counts(int length, int parts)
    {
        SmsText.Parts(new string('a', length)).ShouldBe(parts);
        SmsText.Parts(new string('a', length - 2) + "€").ShouldBe(parts, "it takes two places");
    }

    [Fact]
    public void Whoever_is_to_transfer_money_reads_how_much_until_when_with_which_reference_and_where_to() =>
        Words(NoticeKind.Placed).Message.ShouldContain(
            "tổng cộng 227.500 ₫. Xin chuyển khoản 127.500 ₫ trước 24/11/2026 08:00, nội dung ghi AT12345678, vào tài khoản 0123456789 của HTX MY HOA (mã ngân hàng 970436).");

    [Fact]
    public void Cash_is_asked_for_as_notes_can_make_it() =>
        Words(NoticeKind.Shipped, facts: Facts with { Rail = PaymentRail.Cod, Open = 127_260 }).Message.ShouldContain("Bên giao: giao-nhanh, mã vận đơn GN123. Khi nhận hàng xin trả 127.500 ₫ tiền mặt.");

    [Fact]
    public void A_deposit_is_asked_for_before_the_rest() =>
        Words(NoticeKind.Placed, Language.English, Facts with { Paid = 0, Open = 227_500, Deposit = 60_000, PayBefore = null }).Message.ShouldContain("Please transfer 60,000 ₫, with the reference AT12345678");

    [Fact]
    public void Other_weights_are_told_with_what_goes_back() =>
        Words(NoticeKind.Packed, facts: Facts with { Open = 0, Back = 13_100 }).Message.ShouldContain("Bưởi Năm Roi 4,8 kg thay vì 5 kg. Tổng cộng bây giờ 227.500 ₫. Hợp tác xã sẽ hoàn lại 13.100 ₫ cho anh/chị.");

    [Fact]
    public void A_price_that_is_not_agreed_yet_is_not_told()
    {
        var message = Words(NoticeKind.Placed, facts: Facts with { AwaitsPrice = true }).Message;

        message.ShouldContain("giá sẽ báo sau");
        message.ShouldNotContain("₫");
    }

    [Fact]
    public void An_erased_buyer_is_greeted_without_a_name() => Words(NoticeKind.Delivered, name: null).Message.ShouldStartWith("Dạ, Hợp tác xã Mỹ Hòa xin báo:\n");

    [Fact]
    public void What_people_wrote_is_text_in_the_HTML_of_an_e_mail() =>
        Words(NoticeKind.Delivered, name: "<a href=\"https://elsewhere.example\">Mai</a>").Html.ShouldNotContain("<a href=\"https://elsewhere");
}
