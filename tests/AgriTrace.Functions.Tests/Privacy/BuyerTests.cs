using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Orders;

namespace AgriTrace.Functions.Tests.Privacy;

public sealed class BuyerTests(House house) : HttpTests(house)
{
    private Task<HttpResponseMessage> Place(Shop shop, string phone, string key) => Anyone.Post(
        "/api/orders",
        new
        {
            coop = shop.Coop,
            lines = new[] { new { listing = shop.Listing, quantity = 0.5 } },
            buyer = new { name = "Trần Thị Mai", phone, address = "12 Nguyễn Trãi, Cần Thơ" },
            payment = "cod",
        },
        Cancel,
        ("Idempotency-Key", key));

    private async Task<string> Order(Shop shop, string phone = "0912345678") =>
        (await Place(shop, phone, Guid.NewGuid().ToString()).Json(201))["id"]!.GetValue<string>();

    private static Task<HttpResponseMessage> Buyer(Shop shop, string order) => shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/{order}/buyer", Cancel);

    private static async Task<int> Erase(Shop shop, object body) =>
        (await shop.Admin.Post($"/api/coops/{shop.Coop}/buyers/erase", body, Cancel).Json(200))["erased"]!.GetValue<int>();

    private static Task Cancelled(Shop shop, string order) =>
        shop.Admin.Post($"/api/coops/{shop.Coop}/orders/{order}/cancel", new { reason = "hết hàng" }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(200);

    [Fact]
    public async Task Those_who_pack_and_bring_an_order_see_its_buyer_and_nobody_else_does()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var path = $"/api/coops/{shop.Coop}/orders/{await Order(shop)}/buyer";

        foreach (var role in new[] { Role.Admin, Role.Packer, Role.Driver })
            (await Host.As(role, shop.Coop).GetAsync(path, Cancel).Json(200)).ToJsonString()
                .ShouldBe(new JsonObject { ["name"] = "Trần Thị Mai", ["phone"] = "+84912345678", ["address"] = "12 Nguyễn Trãi, Cần Thơ" }.ToJsonString());

        foreach (var role in new[] { Role.Accountant, Role.Farmer, Role.Helper, Role.Inspector })
            await Host.As(role, shop.Coop, "m1").GetAsync(path, Cancel).Problem(403, "role-may-not");
        await Host.As(Role.Admin, "other").GetAsync(path, Cancel).Problem(403, "other-cooperative");
        await Anyone.GetAsync(path, Cancel).Problem(401, "token-missing");
        await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/nothing/buyer", Cancel).Problem(404, "no-such-order");
    }

    [Fact]
    public async Task The_buyer_of_one_order_is_erased_once_and_the_others_stay()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var (gone, stays) = (await Order(shop), await Order(shop));

        (await Erase(shop, new { order = gone })).ShouldBe(1);
        (await Erase(shop, new { order = gone })).ShouldBe(0, "it was erased before");

        await Buyer(shop, gone).Problem(404, "buyer-erased");
        await Buyer(shop, stays).Json(200);
    }

    [Fact]
    public async Task All_orders_of_a_phone_lose_their_buyer_however_it_was_written_and_only_in_this_cooperative()
    {
        var (shop, other) = (await Shop.Open(Host, Cancel, ("L1", 10, 20)), await Shop.Open(Host, Cancel, ("L1", 10, 20)));
        string[] same = [await Order(shop, "0912345678"), await Order(shop, "+84 912.345.678"), await Order(shop, "091 234 5678")];
        var (another, elsewhere, foreign) = (await Order(shop, "0912345679"), await Order(other, "0912345678"), await Order(shop, "+1 (202) 555-0143"));

        foreach (var order in (string[])[.. same, foreign]) await Cancelled(shop, order);

        (await Erase(shop, new { phone = "0084 912 345 678" })).ShouldBe(3);
        (await Erase(shop, new { phone = "12025550143" })).ShouldBe(1, "a number of another country is found by its digits");

        foreach (var order in same) await Buyer(shop, order).Problem(404, "buyer-erased");
        await Buyer(shop, foreign).Problem(404, "buyer-erased");
        await Buyer(shop, another).Json(200);
        await Buyer(other, elsewhere).Json(200);
    }

    [Fact]
    public async Task An_order_that_is_still_to_be_brought_keeps_its_buyer_until_it_is_over()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var (over, open) = (await Order(shop), await Place(shop, "0912345678", Guid.NewGuid().ToString()).Json(201));
        var id = open["id"]!.GetValue<string>();
        await Cancelled(shop, over);

        var answer = await shop.Admin.Post($"/api/coops/{shop.Coop}/buyers/erase", new { phone = "0912345678" }, Cancel).Json(200);

        answer["erased"]!.GetValue<int>().ShouldBe(1);
        answer["kept"]!.ToJsonString().ShouldBe(new JsonArray(new JsonObject { ["code"] = open["code"]!.GetValue<string>(), ["status"] = "confirmed" }).ToJsonString());
        await Buyer(shop, over).Problem(404, "buyer-erased");
        await Buyer(shop, id).Json(200);
        await Cancelled(shop, id);
        (await Erase(shop, new { phone = "0912345678" })).ShouldBe(1);
        await Buyer(shop, id).Problem(404, "buyer-erased");
    }

    [Fact]
    public async Task The_order_its_page_its_lot_and_the_books_stay_whole_when_the_buyer_is_erased()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var key = Guid.NewGuid().ToString();
        var order = await Place(shop, "0912345678", key).Json(201);
        var (id, token) = (order["id"]!.GetValue<string>(), order["token"]!.GetValue<string>());

        (await Erase(shop, new { order = id })).ShouldBe(1);

        (await Anyone.GetAsync($"/api/orders/{id}?coop={shop.Coop}&token={token}", Cancel).Json(200))["status"]!.GetValue<string>().ShouldBe("confirmed");
        (await Anyone.GetAsync($"/orders/{id}?coop={shop.Coop}&token={token}", Cancel)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Place(shop, "0912345678", key).Json(201)).ToJsonString().ShouldBe(order.ToJsonString(), "the same key still gives the same answer");
        await Place(shop, "0912345670", key).Problem(409, "idempotency-key-used");
        await Buyer(shop, id).Problem(404, "buyer-erased");
        var today = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.Holds(async () => (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/reconciliation?from={today}&to={today}", Cancel).Json(200))
            ["orders"]!.AsArray().Any(entry => entry!["id"]!.GetValue<string>() == id), "the books have the order", Cancel);
        await shop.CheckStock(Cancel);
    }

    [Theory]
    [InlineData("{}", "$")]
    [InlineData("""{"order":"a","phone":"1"}""", "$")]
    [InlineData("""{"phone":" "}""", "$.phone")]
    public async Task Exactly_one_of_order_and_phone_is_named(string body, string path)
    {
        var problem = await Host.As(Role.Admin, "htx").Post("/api/coops/htx/buyers/erase", body, Cancel).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>()).ShouldBe([path]);
    }

    [Fact]
    public async Task Only_an_admin_of_the_cooperative_erases_buyers()
    {
        const string path = "/api/coops/htx/buyers/erase";

        await Anyone.Post(path, new { order = "a" }, Cancel).Problem(401, "token-missing");
        await Host.As(Role.Accountant, "htx").Post(path, new { order = "a" }, Cancel).Problem(403, "role-may-not");
        await Host.As(Role.Admin, "other").Post(path, new { order = "a" }, Cancel).Problem(403, "other-cooperative");
    }

    [Fact]
    public async Task An_erasure_whose_answer_was_lost_is_done_when_it_is_asked_for_again()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Order(shop);

        await Host.Faults.BreakOverHttp(Fault.FailedButStored, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal), () =>
            shop.Admin.Post($"/api/coops/{shop.Coop}/buyers/erase", new { order }, Cancel).Problem(503, "storage-unavailable"));

        (await Erase(shop, new { order })).ShouldBe(0);
        await Buyer(shop, order).Problem(404, "buyer-erased");
    }
}
