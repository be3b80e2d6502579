using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Traceability.Receipts;
using AgriTrace.Infra.Ledger;
using Microsoft.Extensions.DependencyInjection;
using static AgriTrace.Functions.Tests.Ledger.LedgerWords;

namespace AgriTrace.Functions.Tests.Ledger;

/// <summary>What produce brings, from the scale to the cash box, stands in the books by itself.</summary>
public sealed class SalesBooksTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_slip_owes_the_member_what_it_pays_and_later_what_its_open_price_pays()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var slip = await given.Admin.PostSlip(given, given.Slip(), ("Idempotency-Key", "phieu-1")).Json(201);

        (await given.Admin.TrialBalance(given)).On("farmer/ut").ShouldBe(-2_500_000);
        await given.Admin.PostSlip(given, given.Slip(), ("Idempotency-Key", "phieu-1")).Json(201);
        await given.Admin.PostPrice(given, slip.Text("id"), "Loại 2", 18_500).Json(200);
        await given.Admin.PostPrice(given, slip.Text("id"), "Loại 2", 18_500).Json(200);

        var balance = await given.Admin.TrialBalance(given, "?from=zero");
        (balance.On("farmer/ut"), balance.On("purchases")).ShouldBe((-3_240_000, 3_240_000));
        (await new TradeChecker(Storage).Check(given.Coop, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sale_of_consigned_goods_owes_the_member_all_but_the_commission_and_what_comes_back_takes_it_back()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var order = await Delivered(given, "consigned", quantity: 10, collected: 670_000);

        var balance = await given.Admin.TrialBalance(given, "?from=zero");
        (balance.On("farmer/ut"), balance.On("revenue"), balance.On("delivery"), balance.On("driver/bay")).ShouldBe((-585_000, -65_000, -20_000, 670_000));
        (await HandIn(670_500, "nop-du").Problem(409, "driver-holds-less"))["held"]!.GetValue<long>().ShouldBe(670_000);
        await HandIn(670_000, "nop").Json(201);
        await HandIn(670_000, "nop").Json(201);
        await HandIn(1, "nop-nua").Problem(409, "driver-holds-less");
        var lot = order["lines"]![0]!["lots"]![0]!.Text("lot");
        await given.Admin.Post($"/api/coops/{given.Coop}/orders/{order.Text("id")}/returns", new { goods = new[] { new { line = 1, lot, quantity = 4, restock = true } }, reason = "Dập" }, Cancel, ("Idempotency-Key", "tra")).Json(200);

        balance = await given.Admin.TrialBalance(given, "?from=zero");
        (balance.On("farmer/ut"), balance.On("refunds"), balance.On("cash"), balance.On("driver/bay")).ShouldBe((-351_000, -260_000, 670_000, 0));
        (await new TradeChecker(Storage).Check(given.Coop, Cancel, new Dictionary<string, long> { [lot] = 100_000 })).ShouldBeEmpty();
        var statement = await given.FarmerUt.GetAsync($"/api/coops/{given.Coop}/members/{Given.Ut}/statement", Cancel).Json(200);
        statement["owed"]!["amount"]!.GetValue<long>().ShouldBe(351_000);
        statement["produce"]!["lines"]!.AsArray().Count.ShouldBe(2);

        Task<HttpResponseMessage> HandIn(long amount, string key) => given.Admin.Post($"{given.LedgerPath()}/hand-ins", new { driver = Given.Bay, amount }, Cancel, ("Idempotency-Key", key));
    }

    [Fact]
    public async Task What_the_cooperative_bought_by_the_slip_is_its_own_revenue_when_it_is_sold()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await Delivered(given, "later", quantity: 10, collected: 0);

        var balance = await given.Admin.TrialBalance(given);
        (balance.On("farmer/ut"), balance.On("revenue")).ShouldBe((0, -650_000));
    }

    [Fact]
    public async Task An_order_posts_nothing_to_a_closed_day_and_stays_as_it_is()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var order = await Delivered(given, "consigned", quantity: 10, collected: 0);
        var before = await given.Admin.TrialBalance(given);
        // As when a change was decided before midnight and is committed after the day was closed.
        await Host.Services.GetRequiredService<LedgerStore>().Close(given.Coop, Today, Cancel);

        var payment = new { rail = "transfer", amount = new { amount = 670_000, currency = "VND" } };
        await given.Admin.Post($"/api/coops/{given.Coop}/orders/{order.Text("id")}/payments", payment, Cancel, ("Idempotency-Key", "tra")).Problem(409, "period-closed");

        (await given.Admin.TrialBalance(given))["accounts"]!.ToJsonString().ShouldBe(before["accounts"]!.ToJsonString());
        (await new TradeChecker(Storage).Check(given.Coop, Cancel)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_transfer_that_follows_from_an_order_is_corrected_in_the_order_alone()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var order = await Delivered(given, "consigned", quantity: 1, collected: 0);
        var transfer = (await given.Admin.GetAsync($"{given.LedgerPath()}/transfers?order={order.Text("id")}", Cancel).Json(200))["items"]![0]!;

        var refused = await given.Admin.Post($"{given.LedgerPath()}/transfers/{transfer.Text("day")}/{transfer.Text("id")}/correct", new { note = "Sai" }, Cancel).Problem(409, "transfer-of-order");

        refused.Text("order").ShouldBe(order.Text("id"));
    }

    /// <summary>100 kg are weighed in; of them some are ordered for 65,000 đ a kilogram, brought by Bảy for 20,000 đ, and paid so far. The commission is a tenth.</summary>
    private async Task<JsonNode> Delivered(Given given, string kind, decimal quantity, long collected)
    {
        var slip = given.Slip(ReceiptWords.Open("Loại 1", 100, kind));
        slip["at"] = DateTimeOffset.UtcNow.AddHours(-2).ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
        await given.Admin.PostSlip(given, slip).Json(201);
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/shop-rules", new { commission = 1_000, deliveryFee = 20_000, cashLimit = 5_000_000 }, Cancel).Json(200);
        var listing = await given.Admin.Post($"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 0.5, step = 0.5 }, Cancel).Json(201);
        var order = await Anyone.Post(
            "/api/orders",
            new
            {
                coop = given.Coop,
                lines = new[] { new { listing = listing.Text("id"), quantity } },
                buyer = new { name = "Trần Thị Mai", phone = "0912345678", address = "12 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ" },
                payment = "cod",
            },
            Cancel, ("Idempotency-Key", Guid.NewGuid().ToString("N"))).Json(201);
        var path = $"/api/coops/{given.Coop}/orders/{order.Text("id")}";
        await given.Admin.Post($"{path}/pack", new { }, Cancel).Json(200);
        await given.Admin.Post($"{path}/ship", new { by = Given.Bay }, Cancel).Json(200);
        return await given.Admin.Post($"{path}/deliver", new { collected }, Cancel, ("Idempotency-Key", "giao")).Json(200);
    }
}
