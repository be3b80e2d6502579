using AgriTrace.Web.Catalogue;

namespace AgriTrace.Web.Tests.Catalogue;

public sealed class ShopPageTests
{
    [Fact]
    public async Task A_card_says_what_it_is_who_grew_it_where_when_and_for_how_much()
    {
        var html = await Sample.Render(Sample.Shop);

        foreach (var fact in new[]
        {
            "Bưởi Năm Roi", "Nam Roi pomelo", "Nguyễn Văn Út", "Hợp tác xã Bưởi Năm Roi Mỹ Hòa",
            "Phường Bình Minh, tỉnh Vĩnh Long", "65.000 ₫", "/kg", "Còn lại 3,5 kg", "20/11/2026", "href=\"/01/08938501234567/10/BNR2611A\"",
        })
            html.ShouldContain(fact);
    }

    [Fact]
    public async Task An_english_reader_sees_the_english_name_first_and_keeps_the_language_on_every_link()
    {
        var html = await Sample.Render(Sample.Shop, Language.English);

        html.IndexOf("Nam Roi pomelo", StringComparison.Ordinal).ShouldBeLessThan(html.IndexOf(">Bưởi Năm Roi<", StringComparison.Ordinal));
        html.ShouldContain("href=\"/01/08938501234567/10/BNR2611A?lang=en\"");
        html.ShouldContain("href=\"/?cursor=abc&amp;lang=en\"");
    }

    [Fact]
    public async Task A_shop_without_offers_says_so_kindly_and_has_no_next_page()
    {
        var html = await Sample.Render(new ShopView("/", []));

        html.ShouldContain("Chợ đang chờ chuyến ghe đầu tiên");
        html.ShouldNotContain("rel=\"next\"");
    }

    [Fact]
    public async Task What_is_gone_is_shown_as_sold_out()
    {
        var gone = Sample.Offer with { Left = new Amount(0, "KGM") };

        (await Sample.Render(new ShopView("/", [new CooperativeOffers("Hợp tác xã", "Cần Thơ", [gone])]))).ShouldContain("Đã hết hàng");
    }

    [Fact]
    public async Task What_a_farmer_typed_is_text_and_never_markup()
    {
        var offer = Sample.Offer with
        {
            GrowerName = "<script>alert(1)</script>",
            Product = new ProductName("\"><img src=x onerror=alert(1)>"),
        };

        var html = await Sample.Render(new ShopView("/", [new CooperativeOffers("<b>HTX</b>", "a&b", [offer])]));

        html.ShouldNotContain("<script", Case.Insensitive);
        html.ShouldNotContain("<img", Case.Insensitive);
        html.ShouldNotContain("<b>HTX");
        html.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt;");
        html.ShouldContain("a&amp;b");
    }
}
