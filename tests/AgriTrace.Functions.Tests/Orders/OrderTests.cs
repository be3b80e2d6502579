using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Orders;

public sealed class OrderTests(House house) : HttpTests(house)
{
    private Task<HttpResponseMessage> Place(object order, string key) => Anyone.Post("/api/orders", order, Cancel, ("Idempotency-Key", key));

    private static string NewKey() => Guid.NewGuid().ToString();

    [Fact]
    public async Task An_order_is_served_from_the_lot_that_expires_first_and_its_lines_say_which()
    {
        var shop = await Shop.Open(Host, Cancel, ("LATE", 10, 20), ("EARLY", 2, 18));

        var order = await Place(shop.Order(3.5m), NewKey()).Json(201);

        order["status"]!.GetValue<string>().ShouldBe("confirmed");
        order["total"]!.ToJsonString().ShouldBe("""{"amount":227500,"currency":"VND"}""");
        order["code"]!.GetValue<string>().ShouldMatch("^AT[0-9A-Z]{8}$");
        order["lines"]![0]!["allocations"]!.AsArray().Select(part => $"{part!["lot"]} {part["quantity"]}").ShouldBe(["EARLY 2", "LATE 1.5"]);
        order["lines"]![0]!["allocations"]![0]!["gtin"]!.GetValue<string>().ShouldBe(Shop.Gtin);
        await shop.CheckStock(Cancel);
    }

    [Fact]
    public async Task Placing_an_order_costs_one_read_one_transaction_one_message_and_one_mark()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var requests = await Host.Counter.OverHttpDuring(() => Anyone.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", NewKey())).Json(201));

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["table GET", "table POST", "queue POST", "table DELETE"]);
    }

    [Fact]
    public async Task Short_stock_is_refused_with_what_is_left()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 2.3m, 20));

        var problem = await Place(shop.Order(3), NewKey()).Problem(409, "out-of-stock");

        problem["left"]!.ToJsonString().ShouldBe("""{"value":2.0,"unit":"KGM"}""", "2.3 kg in steps of half a kilogram");
    }

    [Fact]
    public async Task The_same_key_gives_the_same_answer_even_after_the_stock_ran_out_and_refuses_another_order()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 2, 20));
        var key = NewKey();

        var first = await Place(shop.Order(2), key).Json(201);
        var second = await Place(shop.Order(2), key).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        await Place(shop.Order(1), key).Problem(409, "idempotency-key-used");
        await Place(shop.Order(2, name: "Another"), key).Problem(409, "idempotency-key-used");
        await Place(shop.Order(0.5m), NewKey()).Problem(409, "out-of-stock");
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(2000);
    }

    [Fact]
    public async Task An_order_whose_answer_was_lost_is_there_once_when_the_buyer_asks_again()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var key = NewKey();

        await Host.Faults.BreakOverHttp(Fault.FailedButStored, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal), () =>
            Place(shop.Order(4), key).Problem(503, "storage-unavailable"));
        await Place(shop.Order(4), key).Json(201);

        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(4000, "the stock was taken once");
    }

    [Fact]
    public async Task Sixty_four_buyers_at_once_get_exactly_what_there_is()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 10, 18), ("B", 22, 20));

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(async _ =>
        {
            using var answer = await Place(shop.Order(1), NewKey());
            return ((int)answer.StatusCode, Body: JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
        }));

        answers.Count(answer => answer.Item1 == 201).ShouldBe(32);
        answers.Count(answer => answer.Item1 == 409).ShouldBe(32);
        (await shop.Board(Cancel)).Lots.Values.Sum(lot => lot.Left).ShouldBe(0);
        answers.Where(answer => answer.Item1 == 201)
            .SelectMany(answer => answer.Body["lines"]!.AsArray()).SelectMany(line => line!["allocations"]!.AsArray())
            .Sum(part => part!["quantity"]!.GetValue<decimal>()).ShouldBe(32);
        await shop.CheckStock(Cancel);
    }

    [Fact]
    public async Task The_buyer_sees_the_order_by_its_token_and_so_does_the_staff_and_nobody_else()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop.Order(1), NewKey()).Json(201);
        var path = $"/api/orders/{order["id"]}?coop={shop.Coop}";

        var seen = await Anyone.GetAsync($"{path}&token={order["token"]}", Cancel).Json(200);
        seen["token"].ShouldBeNull("a token is given once");
        await Host.As(Role.Packer, shop.Coop).GetAsync(path, Cancel).Json(200);

        await Anyone.GetAsync(path, Cancel).Problem(401, "order-token");
        await Anyone.GetAsync($"{path}&token=wrong", Cancel).Problem(401, "order-token");
        await Host.As(Role.Admin, "other").GetAsync(path, Cancel).Problem(403, "order-not-yours");
        await Host.As(Role.Farmer, shop.Coop, "m1").GetAsync(path, Cancel).Problem(403, "order-not-yours");
        await Anyone.GetAsync($"/api/orders/nothing?coop={shop.Coop}", Cancel).Problem(404, "no-such-order");
    }

    [Fact]
    public async Task No_answer_about_an_order_holds_the_buyers_name_phone_or_address()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop.Order(1), NewKey()).Json(201);
        var seen = await shop.Admin.GetAsync($"/api/orders/{order["id"]}?coop={shop.Coop}", Cancel).Json(200);

        (order.ToJsonString() + seen.ToJsonString()).ShouldNotContain("0912345678");
    }

    [Fact]
    public async Task The_buyers_page_shows_the_order_in_vietnamese()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop.Order(1), NewKey()).Json(201);

        var page = await Anyone.GetAsync($"/orders/{order["id"]}?coop={shop.Coop}&token={order["token"]}", Cancel);

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        (await page.Content.ReadAsStringAsync(Cancel)).ShouldContain("Bưởi Năm Roi");
    }

    [Fact]
    public async Task Every_bad_field_of_an_order_is_named()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = new { coop = "Nope!", lines = new[] { new { listing = shop.Listing, quantity = -1m } }, buyer = new { name = " ", phone = "\u0007", address = new string('x', 301) }, payment = "cod" };

        var problem = await Place(order, NewKey()).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>()).ShouldBe(
            ["$.coop", "$.lines[0].quantity", "$.buyer.name", "$.buyer.phone", "$.buyer.address"], ignoreOrder: true);
    }

    [Fact]
    public async Task What_the_shop_does_not_have_is_refused_by_its_own_name()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        await Place(new { coop = shop.Coop, lines = new[] { new { listing = Guid.NewGuid(), quantity = 1 } }, buyer = new { name = "a", phone = "0912345678", address = "b" }, payment = "cod" }, NewKey()).Problem(404, "no-such-listing");
        await Place(new { coop = "no-such-coop", lines = new[] { new { listing = Guid.NewGuid(), quantity = 1 } }, buyer = new { name = "a", phone = "0912345678", address = "b" }, payment = "cod" }, NewKey()).Problem(404, "no-such-cooperative");
        await Place(shop.Order(0.25m), NewKey()).Problem(400, "fields-invalid");
        await Place(shop.Order(0.7m), NewKey()).Problem(400, "fields-invalid");
        await Place(shop.Order(1, payment: "gold"), NewKey()).Problem(400, "fields-invalid");
        await Anyone.Post("/api/orders", shop.Order(1), Cancel).Problem(400, "idempotency-key");
    }
}
