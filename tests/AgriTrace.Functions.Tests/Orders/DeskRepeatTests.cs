using AgriTrace.Domain.Ledger;

namespace AgriTrace.Functions.Tests.Orders;

/// <summary>Staff and drivers say things twice, on bad lines and from two phones.</summary>
public sealed class DeskRepeatTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_driver_who_forgot_the_cash_is_told_where_to_enter_it()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await OnItsWay(shop);
        var delivered = await Post(shop, order, "deliver", new { }).Json(200);
        (await Post(shop, order, "deliver", new { collected = 0 }).Json(200))["revision"]!.GetValue<int>().ShouldBe(delivered["revision"]!.GetValue<int>());

        var problem = await Post(shop, order, "deliver", new { collected = 130_000 }).Problem(409, "step-differs");

        (problem["collected"]!.GetValue<long>(), problem.Text("detail").Contains("payments", StringComparison.Ordinal)).ShouldBe((0, true));
        await Post(shop, order, "payments", new { rail = "cash", amount = new { amount = 130_000, currency = "VND" } }, "tien").Json(200);
        (await shop.Transfers(Cancel)).SelectMany(transfer => transfer.Postings).Where(posting => posting.Account == Accounts.Buyer(order)).Sum(posting => posting.Amount).ShouldBe(0);
    }

    [Fact]
    public async Task A_key_that_came_with_another_body_is_refused_at_every_step()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = (await Anyone.Post("/api/orders", shop.Order(2), Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201)).Text("id");
        (string Step, object Body, object Other)[] steps =
        [
            ("pack", new { lines = new[] { new { line = 1, quantity = 1.9m } } }, new { lines = new[] { new { line = 1, quantity = 2.1m } } }),
            ("ship", new { by = "hai" }, new { by = "bay" }),
            ("fail-delivery", new { reason = "Vắng nhà" }, new { reason = "Từ chối" }),
        ];

        foreach (var (step, body, other) in steps)
        {
            var first = await Post(shop, order, step, body, "k").Json(200);
            (await Post(shop, order, step, body, "k").Json(200))["revision"]!.GetValue<int>().ShouldBe(first["revision"]!.GetValue<int>());
            await Post(shop, order, step, other, "k").Problem(409, "idempotency-key-used");
        }
    }

    [Fact]
    public async Task A_parcel_that_went_with_another_carrier_is_corrected_while_it_is_on_its_way()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await OnItsWay(shop, "carrier", "ghn");

        var corrected = await Post(shop, order, "ship", new { by = "ghtk", tracking = "S22" }).Json(200);

        (corrected["delivery"]!.Text("by"), corrected["delivery"]!.Text("tracking")).ShouldBe(("ghtk", "S22"));
        await Post(shop, order, "deliver", new { collected = 130_000 }).Json(200);
        (await shop.Transfers(Cancel)).SelectMany(transfer => transfer.Postings).Where(posting => posting.Account == Accounts.Carrier("ghtk")).Sum(posting => posting.Amount).ShouldBe(130_000);
    }

    [Fact]
    public async Task A_key_counts_however_the_address_is_written()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = (await Anyone.Post("/api/orders", shop.Order(2), Cancel, ("Idempotency-Key", "dat-hang")).Json(201)).Text("id");
        var (key, money) = ("tien-coc", new { rail = "cash", amount = new { amount = 10_000, currency = "VND" } });
        foreach (var step in (string[])["payments", "Payments", "payments/", "%70ayments"]) await Post(shop, order, step, money, key).Json(200);

        var known = await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/{order}", Cancel).Json(200);

        known["payments"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_is_sent_out_whom_the_cooperative_does_not_have()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = (await Anyone.Post("/api/orders", shop.Order(2), Cancel, ("Idempotency-Key", "dat-hang")).Json(201)).Text("id");
        await Post(shop, order, "pack", new { }).Json(200);

        await Post(shop, order, "ship", new { by = "khong-co-ai" }).Problem(404, "no-such-member");

        (await Post(shop, order, "ship", new { by = Shop.Driver }).Json(200)).Text("status").ShouldBe("shipped");
    }

    private async Task<string> OnItsWay(Shop shop, string delivery = "driver", string by = "hai")
    {
        var buyer = new { name = "Trần Thị Mai", phone = "0912345678", address = "12 Nguyễn Trãi, Cần Thơ" };
        var placed = await Anyone.Post(
            "/api/orders", new { coop = shop.Coop, lines = new[] { new { listing = shop.Listing, quantity = 2 } }, buyer, payment = "cod", delivery }, Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201);
        await Post(shop, placed.Text("id"), "pack", new { }).Json(200);
        await Post(shop, placed.Text("id"), "ship", new { by }).Json(200);
        return placed.Text("id");
    }

    private static Task<HttpResponseMessage> Post(Shop shop, string order, string step, object body, string? key = null) =>
        shop.Admin.Post($"/api/coops/{shop.Coop}/orders/{order}/{step}", body, Cancel, key is null ? [] : [("Idempotency-Key", key)]);
}
