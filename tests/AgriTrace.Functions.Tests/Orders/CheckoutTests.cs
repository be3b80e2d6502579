using System.Net;
using System.Text.RegularExpressions;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Orders;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Orders;

/// <summary>A buyer with a browser and no account: the form, the order's page, and what goes wrong in between.</summary>
public sealed class CheckoutTests(House house) : HttpTests(house)
{
    private static Dictionary<string, string> Filled(Shop shop, string quantity = "2", string price = "65000") => new()
    {
        ["coop"] = shop.Coop,
        ["listing"] = shop.Listing.ToString(),
        ["key"] = Guid.NewGuid().ToString(),
        [$"q-{shop.Listing:N}"] = quantity,
        [$"p-{shop.Listing:N}"] = price,
        ["name"] = "Trần Thị Mai",
        ["phone"] = "0912 345 678",
        ["delivery"] = "driver",
        ["address"] = "12 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ",
        ["email"] = "",
        ["payment"] = "cash",
    };

    private async Task<(HttpStatusCode Status, string Page, string? Location)> Send(string path, Dictionary<string, string> fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await Anyone.SendAsync(request, Cancel);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel), answer.Headers.Location?.ToString());
    }

    private async Task<string> Page(string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await Anyone.SendAsync(request, Cancel);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    [Fact]
    public async Task A_card_of_the_shop_leads_to_the_form_and_the_form_to_the_page_of_the_order()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        (await Page($"/?coop={shop.Coop}")).ShouldContain($"/checkout?coop={shop.Coop}&amp;listing={shop.Listing}");
        var form = await Page($"/checkout?coop={shop.Coop}&listing={shop.Listing}");
        form.ShouldContain("min=\"0.5\" step=\"0.5\"");
        form.ShouldContain($"name=\"p-{shop.Listing:N}\" value=\"65000\"");

        var (status, _, location) = await Send("/checkout", Filled(shop, "3,5"));

        status.ShouldBe(HttpStatusCode.SeeOther);
        var page = await Page(location!);
        foreach (var fact in new[] { "227.500 ₫", "Trả tiền mặt khi nhận hàng", "Lô L1", "Hủy đơn hàng này" }) page.ShouldContain(fact);
        page.ShouldNotContain("0912");
        await shop.CheckStock(Cancel);
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_is_one_order_and_another_under_its_key_is_asked_about()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var form = Filled(shop);

        var first = await Send("/checkout", form);
        var second = await Send("/checkout", form);
        var (status, page, _) = await Send("/checkout", new(form) { [$"q-{shop.Listing:N}"] = "3" });

        second.Location.ShouldBe(first.Location);
        status.ShouldBe(HttpStatusCode.Conflict);
        page.ShouldContain("đã gửi thành một đơn hàng");
        Regex.Match(page, "name=\"key\" value=\"([^\"]+)\"").Groups[1].Value.ShouldNotBe(form["key"]);
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(2000);
    }

    [Theory]
    [InlineData("0"), InlineData("-1"), InlineData("0.7"), InlineData("1.2345"), InlineData("hai")]
    public async Task A_quantity_that_cannot_be_is_marked_and_nothing_that_was_typed_is_lost(string quantity)
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var (status, page, _) = await Send("/checkout", Filled(shop, quantity));

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("⚠ Ghi số lượng, ít nhất 0,5 kg, tăng từng 0,5 kg.");
        foreach (var typed in new[] { "Trần Thị Mai", "0912 345 678", "12 Nguyễn Trãi" }) page.ShouldContain(typed);
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task A_quantity_beyond_all_orders_is_called_so()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        (await Send("/checkout", Filled(shop, "1000000000000"))).Page.ShouldContain("⚠ Nhiều hơn một đơn hàng nhận được.");
    }

    [Fact]
    public async Task Each_bad_field_has_its_words_beside_it_in_the_buyers_language()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var bad = new Dictionary<string, string>(Filled(shop)) { ["name"] = " ", ["phone"] = "12", ["address"] = "", ["email"] = "nobody" };

        var (status, page, _) = await Send("/checkout?lang=en", bad);

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldStartWith("<!doctype html>\n<html lang=\"en\">");
        foreach (var field in new[] { "name", "phone", "address", "email" }) page.ShouldContain($"id=\"{field}-fault\"");
        page.ShouldContain("phone number of Viet Nam, such as");
        (await Send("/checkout", new(bad) { [$"q-{shop.Listing:N}"] = "" })).Page.ShouldContain("id=\"phone-fault\"");
        (await Send("/checkout", new(Filled(shop)) { [$"q-{shop.Listing:N}"] = "" })).Page.ShouldContain("Xin ghi số lượng cho ít nhất một món.");
    }

    [Fact]
    public async Task A_price_that_changed_meanwhile_is_shown_and_asked_about()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var form = Filled(shop);
        await shop.Admin.Send(HttpMethod.Put, $"/api/coops/{shop.Coop}/listings/{shop.Listing}", new { price = new { amount = 70_000, currency = "VND" }, minimum = 0.5, step = 0.5 }, Cancel).Json(200);

        var (status, page, _) = await Send("/checkout", form);
        var agreed = await Send("/checkout", new(form) { [$"p-{shop.Listing:N}"] = "70000" });

        status.ShouldBe(HttpStatusCode.Conflict);
        page.ShouldContain("Giá vừa đổi từ 65.000 ₫ thành 70.000 ₫.");
        page.ShouldContain($"name=\"p-{shop.Listing:N}\" value=\"70000\"");
        (await Page(agreed.Location!)).ShouldContain("140.000 ₫");
    }

    [Fact]
    public async Task What_is_short_says_what_is_left_and_what_was_closed_is_taken_out()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 2, 20));

        (await Send("/checkout", Filled(shop, "3"))).ShouldSatisfyAllConditions(
            sent => sent.Status.ShouldBe(HttpStatusCode.Conflict), sent => sent.Page.ShouldContain("Chỉ còn 2 kg."), sent => sent.Page.ShouldContain("value=\"3\""));
        await shop.Admin.DeleteAsync($"/api/coops/{shop.Coop}/listings/{shop.Listing}", Cancel);
        (await Send("/checkout", Filled(shop, "1"))).ShouldSatisfyAllConditions(
            sent => sent.Status.ShouldBe(HttpStatusCode.NotFound), sent => sent.Page.ShouldContain("vừa ngừng bán"), sent => sent.Page.ShouldContain("Trần Thị Mai"));
        await Anyone.GetAsync($"/checkout?coop={shop.Coop}&listing={shop.Listing}", Cancel).Problem(404, "no-such-listing");
        await Anyone.GetAsync("/checkout?coop=nobody", Cancel).Problem(404, "no-such-cooperative");
    }

    [Fact]
    public async Task The_basket_holds_several_offers_of_the_cooperative_and_says_what_they_come_to()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 30, 20));
        var other = (await shop.Admin.Post($"/api/coops/{shop.Coop}/listings", new { gtin = Shop.Gtin, price = new { amount = 80_000, currency = "VND" }, unit = "H87", minimum = 1, step = 1 }, Cancel).Json(201))["id"]!.GetValue<Guid>();
        var basket = new Dictionary<string, string>(Filled(shop)) { [$"q-{other:N}"] = "3", [$"p-{other:N}"] = "80000", ["delivery"] = "pickup" };
        (await Page($"/checkout?coop={shop.Coop}&listing={shop.Listing}")).ShouldContain($"q-{other:N}");

        var sum = await Send("/checkout", new(basket) { ["step"] = "sum" });
        var placed = await Send("/checkout", basket);

        sum.Page.ShouldContain("370.000 ₫");
        var page = await Page(placed.Location!);
        page.ShouldContain("370.000 ₫");
        page.ShouldContain("Trả tiền mặt khi đến lấy hàng");
    }

    [Fact]
    public async Task A_form_without_its_key_or_from_elsewhere_orders_nothing()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var form = Filled(shop);
        form.Remove("key");

        (await Send("/checkout", form)).Status.ShouldBe(HttpStatusCode.BadRequest);
        await Anyone.Post("/checkout", new { coop = shop.Coop }, Cancel).Problem(415, "body-not-a-form");
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(0);
    }

    [Fact]
    public async Task Two_hundred_lines_are_a_clear_error()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 1000, 20));

        var problem = await Anyone.Post("/api/orders", new
        {
            coop = shop.Coop,
            lines = Enumerable.Repeat(new { listing = shop.Listing, quantity = 1 }, 200),
            buyer = new { name = "Mai", phone = "0912345678", address = "Ninh Kiều" },
            payment = "cod",
        }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Problem(400, "fields-invalid");

        problem["errors"]![0]!.Text("path").ShouldBe("$.lines");
        await Anyone.Post("/api/orders", new
        {
            coop = shop.Coop,
            lines = Enumerable.Repeat(new { listing = shop.Listing, quantity = 1 }, OrderRequest.MaxLines),
            buyer = new { name = "Mai", phone = "0912345678", address = "Ninh Kiều" },
            payment = "transfer",
        }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);
    }

    [Fact]
    public async Task The_buyer_cancels_until_it_is_packed_and_the_goods_are_free_again()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var (order, packed) = (await Place(shop), await Place(shop));
        Task<HttpResponseMessage> Api(Placed one, string token) => Anyone.Post($"/api/orders/{one.Id}/cancel", new { coop = shop.Coop, token }, Cancel);

        await Api(order, "wrong").Problem(401, "order-token");
        foreach (var _ in (int[])[1, 2]) (await Api(order, order.Token).Json(200)).Text("status").ShouldBe("cancelled");
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(1000, "the other order");

        await shop.Admin.Post($"/api/coops/{shop.Coop}/orders/{packed.Id}/pack", new { }, Cancel).Json(200);
        var refused = await Api(packed, packed.Token).Problem(409, "order-state");
        refused["allowed"]!.AsArray().Select(state => state!.GetValue<string>()).ShouldContain("shipped");
        var page = await Send($"/orders/{packed.Id}/cancel", new() { ["coop"] = shop.Coop, ["token"] = packed.Token });
        page.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await Page(page.Location!)).ShouldSatisfyAllConditions(html => html.ShouldContain("Đã đóng gói"), html => html.ShouldNotContain("Hủy đơn hàng này"));
        await shop.CheckStock(Cancel);
    }

    [Fact]
    public async Task The_form_of_the_page_cancels_and_the_page_says_who_did()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop);

        var sent = await Send($"/orders/{order.Id}/cancel", new() { ["coop"] = shop.Coop, ["token"] = order.Token });

        var page = await Page(sent.Location!);
        page.ShouldContain("Đơn hàng này đã hủy");
        page.ShouldContain("(bạn)");
        var body = await Anyone.GetAsync($"/api/orders/{order.Id}?coop={shop.Coop}&token={order.Token}", Cancel).Json(200);
        (body["due"]!["amount"]!.GetValue<long>(), body["history"]![1]!.Text("by"), body["mayCancel"]!.GetValue<bool>()).ShouldBe((0, "buyer", false));
    }

    [Fact]
    public async Task An_order_is_found_again_by_code_and_phone_however_they_are_written_and_a_wrong_one_says_no_more()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop);
        await Eventually.Holds(async () => (await Host.Services.GetRequiredService<OrderCodes>().Find(order.Code, Cancel)).Count == 1, "the code is listed", Cancel);

        var found = await Anyone.Post("/api/orders/find", new { code = order.Code.ToLowerInvariant().Insert(4, " "), phone = "+84 912 345 678" }, Cancel).Json(200);
        (found.Text("id"), found.Text("token")).ShouldBe((order.Id, order.Token));
        (await Send("/orders/find", new() { ["code"] = order.Code, ["phone"] = "0912345678" })).Location.ShouldBe($"/orders/{order.Id}?coop={shop.Coop}&token={order.Token}");

        var wrongCode = await Anyone.Post("/api/orders/find", new { code = "AT00000000", phone = "0912345678" }, Cancel).Problem(401, "order-not-found");
        var wrongPhone = await Anyone.Post("/api/orders/find", new { code = order.Code, phone = "0912345679" }, Cancel).Problem(401, "order-not-found");
        wrongPhone["detail"]!.ToJsonString().ShouldBe(wrongCode["detail"]!.ToJsonString());
        foreach (var code in new[] { "", "x", "AT1234567U", new string('A', 10_000) }) await Anyone.Post("/api/orders/find", new { code, phone = "0912345678" }, Cancel).Problem(401, "order-not-found");
        (await Page("/orders")).ShouldContain("Mã đơn hàng");
        (await Send("/orders/find", new() { ["code"] = order.Code, ["phone"] = "1" })).ShouldSatisfyAllConditions(
            sent => sent.Status.ShouldBe(HttpStatusCode.NotFound), sent => sent.Page.ShouldContain("Không có đơn hàng nào"), sent => sent.Page.ShouldContain(order.Code));
    }

    [Fact]
    public async Task The_page_of_an_order_is_kept_to_those_who_have_its_link()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop);

        using var page = await Anyone.GetAsync($"/orders/{order.Id}?coop={shop.Coop}&token={order.Token}", Cancel);

        (page.Headers.GetValues("Referrer-Policy").Single(), page.Headers.GetValues("X-Robots-Tag").Single(), page.Headers.CacheControl!.NoStore).ShouldBe(("no-referrer", "noindex, nofollow", true));
        using var paid = await Anyone.GetAsync($"/orders/{order.Id}/pay?coop={shop.Coop}&token={order.Token}", Cancel);
        paid.Headers.Location!.ToString().ShouldBe($"/orders/{order.Id}?coop={shop.Coop}&token={order.Token}", "nothing is to be paid by card");
        await Anyone.GetAsync($"/orders/{order.Id}/pay?coop={shop.Coop}&token=wrong", Cancel).Problem(401, "order-token");
    }

    private sealed record Placed(string Id, string Token, string Code);

    private async Task<Placed> Place(Shop shop)
    {
        var order = await Anyone.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);
        return new Placed(order.Text("id"), order.Text("token"), order.Text("code"));
    }

    [Theory]
    [InlineData("payment", "x"), InlineData("delivery", "y")]
    public async Task A_choice_that_cannot_be_read_is_refused_and_marked(string field, string value)
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var (status, page, _) = await Send("/checkout", new(Filled(shop)) { [field] = value });

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("Xin chọn lại.");
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(0);
    }

    [Theory]
    [InlineData("-1"), InlineData("65.000"), InlineData("none")]
    public async Task A_shown_price_that_cannot_be_read_is_asked_about(string price)
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var (status, page, _) = await Send("/checkout", Filled(shop, price: price));

        status.ShouldBe(HttpStatusCode.Conflict);
        page.ShouldContain("thành 65.000 ₫.");
    }

    [Fact]
    public async Task The_total_of_a_quantity_that_cannot_be_ordered_is_its_fault()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var (_, page, _) = await Send("/checkout", new(Filled(shop, "0.0001")) { ["step"] = "sum" });

        page.ShouldContain("⚠ Ghi số lượng, ít nhất 0,5 kg, tăng từng 0,5 kg.");
    }

    [Fact]
    public async Task A_name_with_a_link_has_its_words_beside_it()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var (status, page, _) = await Send("/checkout", new(Filled(shop)) { ["name"] = "Mai https://evil.example/x" });

        status.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("không kèm đường dẫn hay e-mail");
    }
}
