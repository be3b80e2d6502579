using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Identity;
using AgriTrace.Functions.Tests.Orders;
using AgriTrace.Infra.Cooperatives;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Notices;

public sealed class NoticeTests(House house) : HttpTests(house)
{
    private async Task<(Shop Shop, JsonNode Order)> Ordered(int orders = 1)
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        await Host.Services.GetRequiredService<CoopStore>().Put(shop.Coop, new Member("sau", "Phạm Văn Sáu", Role.Packer), new MemberPrivate(null, null, null), Cancel);
        JsonNode order = null!;
        for (var count = 0; count < orders; count++) order = await Anyone.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);
        await Eventually.Holds(async () => (await List(shop)).Count == Math.Min(orders, 20), "every order has its notice", Cancel);
        return (shop, order);
    }

    private static async Task<JsonArray> List(Shop shop, string query = "") =>
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/notices{query}", Cancel).Json(200))["items"]!.AsArray();

    private Task<APhone> Packer(Shop shop) => APhone.Of(new Given(Host, shop.Coop, Shop.Gtin), "sau", Cancel);

    [Fact]
    public async Task A_placed_order_is_told_once_with_texts_that_are_ready_to_be_sent()
    {
        var (shop, order) = await Ordered();

        var notice = (await List(shop, "?state=open")).ShouldHaveSingleItem()!;

        notice.Text("kind").ShouldBe("placed");
        notice.Text("code").ShouldBe(order.Text("code"));
        (notice.Text("name"), notice.Text("phone"), notice.Text("mail")).ShouldBe(("Trần Thị Mai", "+84912345678", "none"));
        var message = notice["vi"]!.Text("message");
        message.ShouldStartWith("Dạ, HTX Mỹ Hòa xin chào anh/chị Trần Thị Mai.");
        message.ShouldContain("tổng cộng 65.000 ₫. Khi nhận hàng xin trả 65.000 ₫ tiền mặt.");
        message.ShouldContain($"/orders/{order.Text("id")}?coop={shop.Coop}&token={order.Text("token")}\n");
        notice["en"]!.Text("message").ShouldContain("&lang=en");
        notice["vi"]!.Text("sms").ShouldAllBe(letter => letter < 0x80);
        (await Anyone.GetAsync(new Uri(message.Split(' ', '\n').Single(word => word.Contains("/orders/", StringComparison.Ordinal))).PathAndQuery, Cancel)).IsSuccessStatusCode.ShouldBeTrue("the link opens the order");
    }

    [Fact]
    public async Task Who_sent_a_notice_first_stays_and_it_leaves_the_list_of_what_is_open()
    {
        var (shop, _) = await Ordered();
        var path = $"/api/coops/{shop.Coop}/notices/{(await List(shop))[0]!.Text("id")}/sent";

        var first = await Host.As(Role.Packer, shop.Coop, "sau").PostAsync(path, null, Cancel).Json(200);
        var second = await shop.Admin.PostAsync(path, null, Cancel).Json(200);

        first.Text("sentBy").ShouldBe("sau");
        second.ToJsonString().ShouldBe(first.ToJsonString());
        (await List(shop, "?state=open")).ShouldBeEmpty();
        (await List(shop, "?state=done")).ShouldHaveSingleItem()!.Text("sentBy").ShouldBe("sau");
    }

    [Fact]
    public async Task A_long_list_comes_in_pages_the_newest_first()
    {
        var (shop, order) = await Ordered(orders: 23);

        await Eventually.Holds(async () =>
        {
            var first = await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/notices", Cancel).Json(200);
            return first["items"]![0]!.Text("code") == order.Text("code") && first["next"] is { } next && (await List(shop, $"?after={next}")).Count == 3;
        }, "twenty and three are listed", Cancel);
    }

    [Fact]
    public async Task An_erased_buyer_is_written_to_without_a_name()
    {
        var (shop, order) = await Ordered();
        await shop.Admin.Post($"/api/coops/{shop.Coop}/buyers/erase", new { order = order.Text("id") }, Cancel).Json(200);

        var notice = (await List(shop)).ShouldHaveSingleItem()!;

        notice["name"].ShouldBeNull();
        notice["phone"].ShouldBeNull();
        var message = notice["vi"]!.Text("message");
        message.ShouldStartWith("Dạ, HTX Mỹ Hòa xin báo:");
        message.ShouldNotContain("Thị Mai");
    }

    [Fact]
    public async Task Whoever_sees_the_list_is_written_down_with_the_orders_and_not_the_buyers()
    {
        var (shop, order) = await Ordered();

        await Eventually.Holds(async () =>
        {
            var audit = await Host.As(Role.Admin, shop.Coop).GetAsync($"/api/coops/{shop.Coop}/audit", Cancel).Json(200);
            return audit.ToJsonString().Contains($"notices: buyers of {order.Text("code")}", StringComparison.Ordinal);
        }, "the audit log says whose buyers were shown", Cancel);
    }

    [Theory]
    [InlineData("?state=lost", "query-invalid")]
    [InlineData("?after=nothing", "cursor-invalid")]
    public async Task A_parameter_that_cannot_be_read_is_named(string query, string code) =>
        await Host.As(Role.Admin, "htx-nao-do").GetAsync($"/api/coops/htx-nao-do/notices{query}", Cancel).Problem(400, code);

    [Fact]
    public async Task A_notice_that_is_not_there_cannot_be_marked()
    {
        var admin = Host.As(Role.Admin, "htx-nao-do");

        await admin.PostAsync($"/api/coops/htx-nao-do/notices/{new string('0', 32)}/sent", null, Cancel).Problem(404, "no-such-notice");
        await admin.PostAsync("/api/coops/htx-nao-do/notices/nothing/sent", null, Cancel).Problem(404, "no-such-notice");
    }

    [Fact]
    public async Task Staff_read_copy_and_mark_a_notice_on_a_phone_without_scripts()
    {
        var (shop, order) = await Ordered();
        var packer = await Packer(shop);
        (await packer.Get("/me")).ShouldBe(200);
        packer.Html.ShouldContain("Tin báo cho người mua");

        (await packer.Get("/me/notices")).ShouldBe(200);

        var html = WebUtility.HtmlDecode(packer.Html);
        html.ShouldContain("Đã nhận đơn <code>" + order.Text("code"));
        html.ShouldContain("href=\"tel:+84912345678\"");
        html.ShouldContain("href=\"https://zalo.me/0912345678\"");
        html.ShouldContain("href=\"sms:+84912345678?body=");
        var id = packer.Field("notice");
        for (var twice = 0; twice < 2; twice++) (await packer.Post("/me/notices", ("notice", id), ("back", "/me/notices"))).ShouldBe(303);
        packer.Location.ShouldBe("/me/notices");
        (await packer.Get("/me/notices")).ShouldBe(200);
        packer.Html.ShouldContain("Không còn tin nào phải gửi.");
        (await packer.Get("/me/notices?state=done")).ShouldBe(200);
        packer.Html.ShouldContain("Phạm Văn Sáu đã gửi lúc");
    }

    [Fact]
    public async Task The_form_leads_back_to_the_list_and_nowhere_else()
    {
        var (shop, _) = await Ordered();
        var packer = await Packer(shop);
        await packer.Get("/me/notices");
        var id = packer.Field("notice");

        foreach (var elsewhere in (string[])["//elsewhere.example", "https://elsewhere.example/", "/me/notices?x=\r\nSet-Cookie: a=b", "/me"])
        {
            (await packer.Post("/me/notices", ("notice", id), ("back", elsewhere))).ShouldBe(303);
            packer.Location.ShouldBe("/me/notices");
        }

        (await packer.Post("/me/notices", "no token", ("notice", id))).ShouldBe(403);
    }

    [Fact]
    public async Task The_button_leads_back_to_the_page_of_the_list_that_it_stood_on()
    {
        var (shop, _) = await Ordered(orders: 21);
        var packer = await Packer(shop);
        var next = string.Empty;
        await Eventually.Holds(async () =>
        {
            var page = await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/notices?state=open", Cancel).Json(200);
            next = page["next"]?.GetValue<string>() ?? string.Empty;
            return next.Length > 0 && (await List(shop, $"?state=open&after={next}")).Count == 1;
        }, "there is a second page", Cancel);
        (await packer.Get($"/me/notices?after={next}")).ShouldBe(200);

        (await packer.Post("/me/notices", ("notice", packer.Field("notice")), ("back", packer.Field("back")))).ShouldBe(303);

        packer.Location.ShouldBe($"/me/notices?after={next}");
    }
}
