using System.Text.Json.Nodes;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Infra.Orders;
using AgriTrace.Infra.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Orders;

/// <summary>What staff do with orders, and what the books say of it.</summary>
public sealed class DeskTests(House house) : HttpTests(house)
{
    private static string NewKey() => Guid.NewGuid().ToString();

    [Fact]
    public async Task A_box_that_weighs_less_costs_less_and_the_sale_is_booked_when_it_leaves()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 4);

        var packed = await Step(shop, order, "pack", new { lines = new[] { new { line = 1, quantity = 3.82m } } });
        packed["due"]!["amount"]!.GetValue<long>().ShouldBe(248_300);
        (await Lot(shop)).ShouldBe((Reserved: 3820, Sold: 0, Left: 6180));
        (await Books(shop)).Postings().ShouldBeEmpty("nothing has left the house");

        await Step(shop, order, "ship", new { by = "hai" });
        var delivered = await Step(shop, order, "deliver", new { collected = 248_500 });

        (delivered.Text("status"), delivered["open"]!["amount"]!.GetValue<long>()).ShouldBe(("delivered", 0));
        (await Lot(shop)).ShouldBe((Reserved: 0, Sold: 3820, Left: 6180));
        var books = await Books(shop);
        (books[Accounts.Driver("hai")], books[Accounts.Rounding], books[Accounts.Buyer(order)], books[Accounts.Revenue]).ShouldBe((248_500, -200, 0, -248_300));
        (await Step(shop, order, "complete", new { })).Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task Weights_above_the_limit_need_the_buyers_word()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 2);
        object heavy = new { lines = new[] { new { line = 1, quantity = 2.3m } } };

        var problem = await Post(shop, order, "pack", heavy).Problem(409, "over-weight");
        problem["most"]!["value"]!.GetValue<decimal>().ShouldBe(2.2m);
        var packed = await Step(shop, order, "pack", new { lines = new[] { new { line = 1, quantity = 2.3m } }, buyerAgreed = true });

        packed["due"]!["amount"]!.GetValue<long>().ShouldBe(149_500);
        (await Post(shop, order, "pack", new { lines = new[] { new { line = 1, quantity = 20m } }, buyerAgreed = true }).Problem(409, "lot-short"))["left"]!["value"]!.GetValue<decimal>().ShouldBe(7.7m);
    }

    [Fact]
    public async Task The_packer_takes_another_lot_and_never_one_that_is_not_there()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 5, 10), ("L2", 5, 20));
        var order = await Placed(shop, 2);

        await Post(shop, order, "pack", new { lines = new[] { new { line = 1, lots = new[] { new { lot = "L9", quantity = 2m } } } } }).Problem(409, "lot-unfit");
        var packed = await Step(shop, order, "pack", new { lines = new[] { new { line = 1, lots = new[] { new { lot = "L1", quantity = 0.5m }, new { lot = "L2", quantity = 1.4m } } } } });

        packed["lines"]![0]!["lots"]!.AsArray().Select(part => part!.Text("lot")).ShouldBe(["L1", "L2"]);
        (await shop.Board(Cancel)).Lots.Values.Select(lot => (lot.Id.Lot, lot.Reserved)).ShouldBe([("L1", 500L), ("L2", 1400L)]);
    }

    [Fact]
    public async Task A_parcel_that_is_refused_at_the_door_comes_back_and_the_phone_is_called_before_its_next_order()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 3);
        await Step(shop, order, "pack", new { });
        await Step(shop, order, "ship", new { by = "hai" });
        (await Books(shop))[Accounts.Buyer(order)].ShouldBe(195_000);

        await Post(shop, order, "returns", new { reason = "Chưa giao", goods = new[] { new { line = 1, lot = "L1", quantity = 3m, restock = true } } }, NewKey()).Problem(409, "order-state");
        await Post(shop, order, "fail-delivery", new { }).Problem(400, "fields-invalid");
        await Step(shop, order, "fail-delivery", new { reason = "Người nhận từ chối" });
        await Post(shop, order, "returns", new { reason = "Trả về", goods = new[] { new { line = 1, lot = "L1", quantity = 1m, restock = true } } }, NewKey()).Problem(400, "fields-invalid");
        var goods = new[] { new { line = 1, lot = "L1", quantity = 2m, restock = true }, new { line = 1, lot = "L1", quantity = 1m, restock = false } };
        (await Post(shop, order, "returns", new { reason = "Trả về", goods }, NewKey()).Json(200)).Text("status").ShouldBe("returned");

        (await Lot(shop)).ShouldBe((Reserved: 0, Sold: 0, Left: 9000), "a kilogram was thrown away");
        (await Books(shop)).Postings().ShouldBeEmpty("a sale that came back as a whole is none");
        (await Place(shop.Order(1), NewKey()).Json(201)).Text("status").ShouldBe("awaiting-confirmation");
    }

    [Fact]
    public async Task Goods_that_come_back_in_part_are_paid_back_once_however_often_it_is_said()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 4);
        await Step(shop, order, "pack", new { });
        await Step(shop, order, "ship", new { by = "hai" });
        await Step(shop, order, "deliver", new { collected = 260_000 });
        var (key, back) = (NewKey(), new { reason = "Một trái bị dập", goods = new[] { new { line = 1, lot = "L1", quantity = 1m, restock = false } } });

        await Post(shop, order, "returns", back, key).Json(200);
        var twice = await Post(shop, order, "returns", back, key).Json(200);
        await Post(shop, order, "returns", back with { reason = "Khác" }, key).Problem(409, "idempotency-key-used");

        twice["due"]!["amount"]!.GetValue<long>().ShouldBe(195_000);
        var refund = twice["refunds"]!.AsArray().ShouldHaveSingleItem()!;
        (refund["amount"]!["amount"]!.GetValue<long>(), refund.Text("state")).ShouldBe((65_000, "due"));
        (await Books(shop))[Accounts.Refunds].ShouldBe(-65_000);

        await Post(shop, order, $"refunds/{refund.Text("id")}/sent", new { from = "cash" }).Json(200);
        var books = await Books(shop);
        (books[Accounts.Refunds], books[Accounts.Cash], books[Accounts.Buyer(order)], books[Accounts.Revenue]).ShouldBe((0, -65_000, 0, -195_000));
        (await Lot(shop)).ShouldBe((Reserved: 0, Sold: 3000, Left: 6000));
    }

    [Fact]
    public async Task A_change_that_the_state_does_not_allow_says_what_it_allows()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 1);

        var problem = await Post(shop, order, "ship", new { by = "hai" }).Problem(409, "order-state");

        problem["allowed"]!.AsArray().Select(state => state!.GetValue<string>()).ShouldBe(["paid", "packed", "cancelled", "expired", "awaiting-payment"]);
        await Post(shop, "nothing", "ship", new { by = "hai" }).Problem(404, "no-such-order");
    }

    [Fact]
    public async Task A_trader_at_the_gate_takes_goods_on_credit_agrees_the_price_later_and_disputes_the_weight()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        var entered = new { lines = new[] { new { listing = shop.Listing, quantity = 50m, priceLater = true } }, buyer = Trader, payment = "credit", creditDays = 15 };
        var key = NewKey();
        var order = (await shop.Admin.Post($"/api/coops/{shop.Coop}/orders", entered, Cancel, ("Idempotency-Key", key)).Json(201)).Text("id");
        (await shop.Admin.Post($"/api/coops/{shop.Coop}/orders", entered, Cancel, ("Idempotency-Key", key)).Json(201)).Text("id").ShouldBe(order);

        await Step(shop, order, "pack", new { });
        await Step(shop, order, "deliver", new { });
        await Post(shop, order, "complete", new { }).Problem(409, "order-state");
        await Post(shop, order, "prices", new { prices = new[] { new { line = 1, price = new { amount = 60_000, currency = "VND" } } } }, NewKey()).Json(200);
        var allowed = await Post(shop, order, "allowances", new { line = 1, amount = new { amount = 90_000, currency = "VND" }, reason = "Cân lại thiếu 1,5 kg" }, NewKey()).Json(200);
        allowed["open"]!["amount"]!.GetValue<long>().ShouldBe(2_910_000);
        await Post(shop, order, "payments", new { rail = "transfer", amount = new { amount = 2_000_000, currency = "VND" } }, NewKey()).Json(200);
        var paid = await Post(shop, order, "payments", new { rail = "cash", amount = new { amount = 910_000, currency = "VND" } }, NewKey()).Json(200);

        paid["open"]!["amount"]!.GetValue<long>().ShouldBe(0);
        var books = await Books(shop);
        (books[Accounts.Bank], books[Accounts.Cash], books[Accounts.Revenue], books[Accounts.Buyer(order)]).ShouldBe((2_000_000, 910_000, -2_910_000, 0));
        (await Step(shop, order, "complete", new { })).Text("status").ShouldBe("completed");
    }

    [Fact]
    public async Task A_deposit_confirms_an_order_and_a_payment_that_was_entered_by_mistake_is_taken_back()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var entered = new { lines = new[] { new { listing = shop.Listing, quantity = 2m, price = new { amount = 50_000, currency = "VND" } } }, buyer = Trader, payment = "cash", deposit = 40_000 };
        var order = (await shop.Admin.Post($"/api/coops/{shop.Coop}/orders", entered, Cancel, ("Idempotency-Key", NewKey())).Json(201)).Text("id");
        await Post(shop, order, "pack", new { }).Problem(409, "order-state");

        var paid = await Post(shop, order, "payments", new { rail = "cash", amount = new { amount = 40_000, currency = "VND" } }, NewKey()).Json(200);
        paid.Text("status").ShouldBe("confirmed");
        var wrong = await Post(shop, order, "payments", new { rail = "transfer", amount = new { amount = 10_000, currency = "VND" } }, NewKey()).Json(200);
        var id = wrong["payments"]![1]!.Text("id");
        await Post(shop, order, $"payments/{id}/void", new { }).Problem(400, "fields-invalid");
        await Post(shop, order, $"payments/{id}/void", new { reason = "Nhầm đơn" }).Json(200);

        var books = await Books(shop);
        (books[Accounts.Cash], books[Accounts.Bank], books[Accounts.Buyer(order)]).ShouldBe((40_000, 0, -40_000));
        var cancelled = await Step(shop, order, "cancel", new { reason = "Khách đổi ý" });
        cancelled["refunds"]![0]!["amount"]!["amount"]!.GetValue<long>().ShouldBe(40_000);
        (await Lot(shop)).ShouldBe((Reserved: 0, Sold: 0, Left: 10_000));
    }

    [Fact]
    public async Task A_cash_order_above_the_limit_holds_nothing_until_staff_have_called()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        await shop.Limit(200_000, Cancel);
        (await Place(shop.Order(3), NewKey()).Json(201)).Text("status").ShouldBe("confirmed");

        var above = await Place(shop.Order(0.5m), NewKey()).Json(201);

        above.Text("status").ShouldBe("awaiting-confirmation");
        (await Lot(shop)).ShouldBe((Reserved: 3000, Sold: 0, Left: 97_000));
        (await Step(shop, above.Text("id"), "confirm", new { })).Text("status").ShouldBe("confirmed");
        (await Lot(shop)).ShouldBe((Reserved: 3500, Sold: 0, Left: 96_500));
    }

    [Fact]
    public async Task A_carriers_list_delivers_its_parcels_and_brings_the_net_amount_to_the_bank_once()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        var (one, two) = (await Carried(shop, 2), await Carried(shop, 3));
        var list = $"order,collected,fee\n{one.Code},130000,15000\n{two.Code},195000,16500\n";

        await Remit(shop, "ghn-01", list.Replace(two.Code, "AT00000000", StringComparison.Ordinal)).Problem(400, "fields-invalid");
        (await Books(shop))[Accounts.Bank].ShouldBe(0, "nothing is done before all lines are right");
        var taken = await Remit(shop, "ghn-01", list).Json(200);
        await Remit(shop, "ghn-01", list).Json(200);
        await Remit(shop, "ghn-01", list.Replace("15000", "14000", StringComparison.Ordinal)).Problem(409, "remittance-differs");

        taken["net"]!.GetValue<long>().ShouldBe(293_500);
        var books = await Books(shop);
        (books[Accounts.Bank], books[Accounts.Fees], books[Accounts.Carrier("ghn")], books[Accounts.Buyer(one.Id)], books[Accounts.Revenue]).ShouldBe((293_500, 31_500, 0, 0, -325_000));
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders?state=delivered", Cancel).Json(200))["items"]!.AsArray().Count.ShouldBe(2);
        (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders?state=packed", Cancel).Json(200))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_number_that_was_taken_in_settles_no_other_parcels()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        var (one, two) = (await Carried(shop, 2), await Carried(shop, 3));
        await Remit(shop, "ghn-09", $"order,collected,fee\n{one.Code},130000,15000\n").Json(200);

        await Remit(shop, "ghn-09", $"order,collected,fee\n{two.Code},195000,15000\n").Problem(409, "remittance-differs");

        var order = await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/orders/{two.Id}", Cancel).Json(200);
        (order.Text("status"), order["paid"]!["amount"]!.GetValue<long>()).ShouldBe(("shipped", 0));
    }

    [Fact]
    public async Task A_list_that_comes_again_gets_its_first_answer_whatever_became_of_its_orders()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        var order = await Carried(shop, 2);
        var list = $"order,collected,fee\n{order.Code},130000,15000\n";
        var first = await Remit(shop, "ghn-02", list).Json(200);
        await Post(shop, order.Id, "returns", new { reason = "Hư", goods = new[] { new { line = 1, lot = "L1", quantity = 2m, restock = false } } }, NewKey()).Json(200);

        (await Remit(shop, "ghn-02", list).Json(200)).ToJsonString().ShouldBe(first.ToJsonString());
        await Remit(shop, "ghn-02", list.Replace("130000", "120000", StringComparison.Ordinal)).Problem(409, "remittance-differs");
    }

    [Fact]
    public async Task A_list_in_which_a_parcel_was_changed_while_it_was_taken_in_posts_nothing_and_goes_on_later()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        var (one, two) = (await Carried(shop, 2), await Carried(shop, 3));
        var orders = Host.Services.GetRequiredService<OrderStore>();
        var list = new Remittance("ghn", "ghn-03", [new RemittedParcel(one.Code, 130_000, 0), new RemittedParcel(two.Code, 195_000, 0)]);
        await Step(shop, two.Id, "fail-delivery", new { reason = "Vắng nhà" });

        // As the list finds them: the first is settled, and the second changed after all were looked at.
        (await Settle(one.Id, 0)).IsOk.ShouldBeTrue();
        (await Settle(two.Id, 1)).Error!.Faults.ShouldHaveSingleItem().Path.ShouldBe("$.parcels[1]");
        await Remit(shop, "ghn-03", $"order,collected,fee\n{one.Code},130000,0\n{two.Code},195000,0\n").Problem(400, "fields-invalid");
        (await Books(shop))[Accounts.Bank].ShouldBe(0);

        await Step(shop, two.Id, "ship", new { by = "ghn" });
        await Remit(shop, "ghn-03", $"order,collected,fee\n{one.Code},130000,0\n{two.Code},195000,0\n").Json(200);
        var books = await Books(shop);
        (books[Accounts.Bank], books[Accounts.Carrier("ghn")]).ShouldBe((325_000, 0));

        Task<Domain.Result<Order>> Settle(string order, int parcel) =>
            orders.Change(shop.Coop, order, (known, board) => list.Settle(known, list.Parcels[parcel], board, new OrderActor("tam", DateTimeOffset.UtcNow)), Cancel);
    }

    [Fact]
    public async Task Cash_that_the_office_enters_for_a_parcel_is_held_against_its_carrier_and_counted_once()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 100, 20));
        var order = await Carried(shop, 2);
        await Post(shop, order.Id, "payments", new { rail = "cod", amount = new { amount = 130_000, currency = "VND" } }, NewKey()).Json(200);
        (await Books(shop))[Accounts.Carrier("ghn")].ShouldBe(130_000);

        await Remit(shop, "ghn-04", $"order,collected,fee\n{order.Code},130000,15000\n").Json(200);
        await Remit(shop, "ghn-05", $"order,collected,fee\n{order.Code},130000,15000\nGHN2,130000,15000\n").Problem(400, "fields-invalid");

        var books = await Books(shop);
        (books[Accounts.Bank], books[Accounts.Carrier("ghn")], books[Accounts.Buyer(order.Id)], books[Accounts.Refunds]).ShouldBe((115_000, 0, 0, 0));
    }

    [Fact]
    public async Task A_payment_that_was_typed_too_high_is_taken_back_with_the_refund_that_it_made()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Placed(shop, 2);
        var wrong = await Post(shop, order, "payments", new { rail = "cash", amount = new { amount = 1_300_000, currency = "VND" } }, NewKey()).Json(200);

        await Post(shop, order, $"payments/{wrong["payments"]![0]!.Text("id")}/void", new { reason = "Gõ dư một số không" }).Json(200);
        var right = await Post(shop, order, "payments", new { rail = "cash", amount = new { amount = 130_000, currency = "VND" } }, NewKey()).Json(200);

        right["open"]!["amount"]!.GetValue<long>().ShouldBe(0);
        right["refunds"]!.AsArray().ShouldHaveSingleItem()!.Text("state").ShouldBe("void");
        (await Books(shop)).Postings().ShouldBe([new Posting(Accounts.Buyer(order), -130_000, "VND"), new Posting(Accounts.Cash, 130_000, "VND")]);
    }

    private static Task<HttpResponseMessage> Remit(Shop shop, string number, string csv) => shop.Admin.PostAsync(
        $"/api/coops/{shop.Coop}/remittances?carrier=ghn&number={number}", new StringContent(csv, System.Text.Encoding.UTF8, "text/csv"), Cancel);

    private async Task<(string Id, string Code)> Carried(Shop shop, decimal quantity)
    {
        var placed = await Place(new { coop = shop.Coop, lines = new[] { new { listing = shop.Listing, quantity } }, buyer = Trader, payment = "cod", delivery = "carrier" }, NewKey()).Json(201);
        var order = placed.Text("id");
        await Step(shop, order, "pack", new { });
        await Step(shop, order, "ship", new { by = "ghn", tracking = "GHN" + quantity });
        return (order, placed.Text("code"));
    }

    private static object Trader => new { name = "Vựa Năm Lành", phone = "0909 123 456", address = "Chợ nổi Cái Răng" };

    private async Task<string> Placed(Shop shop, decimal quantity) => (await Place(shop.Order(quantity), NewKey()).Json(201)).Text("id");

    private Task<HttpResponseMessage> Place(object order, string key) => Anyone.Post("/api/orders", order, Cancel, ("Idempotency-Key", key));

    private static Task<HttpResponseMessage> Post(Shop shop, string order, string step, object body, string? key = null) =>
        shop.Admin.Post($"/api/coops/{shop.Coop}/orders/{order}/{step}", body, Cancel, key is null ? [] : [("Idempotency-Key", key)]);

    private static Task<JsonNode> Step(Shop shop, string order, string step, object body) => Post(shop, order, step, body).Json(200);

    private static async Task<(long Reserved, long Sold, long Left)> Lot(Shop shop)
    {
        var lot = (await shop.Board(Cancel)).Lots.Values.Single();
        return (lot.Reserved, lot.Sold, lot.Left);
    }

    private static async Task<Balances> Books(Shop shop) => (await shop.Transfers(Cancel)).Aggregate(new Balances(), (all, transfer) =>
    {
        transfer.IsBalanced().ShouldBeTrue();
        return all.Add(Balances.Of(transfer.Postings));
    });
}
