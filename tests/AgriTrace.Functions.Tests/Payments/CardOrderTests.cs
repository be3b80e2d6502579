using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Orders;

namespace AgriTrace.Functions.Tests.Payments;

/// <summary>Orders that are paid by card, against a double of Stripe that checks what arrives.</summary>
/// <remarks>Tests that use the double take turns, because one of them makes it fail.</remarks>
[Collection("The payment double")]
public sealed class CardOrderTests(House house) : HttpTests(house)
{
    private readonly House house = house;

    private Task<HttpResponseMessage> Place(object order, string key) => Anyone.Post("/api/orders", order, Cancel, ("Idempotency-Key", key));

    [Fact]
    public async Task A_card_order_is_paid_once_however_often_the_webhook_comes_and_the_books_match()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var paid = await Place(shop.Order(3.5m, "card"), "paid-" + shop.Coop).Json(201);
        var unpaid = await Place(shop.Order(1, "card"), "unpaid-" + shop.Coop).Json(201);
        paid["status"]!.GetValue<string>().ShouldBe("awaiting-payment");
        var session = SessionOf(paid);

        var webhook = await house.Stripe.Pay(session, Cancel);
        (await house.Stripe.Deliver(webhook, Cancel)).ShouldBe(HttpStatusCode.OK);
        await Anyone.Post("/api/webhooks/stripe", webhook, Cancel, ("Stripe-Signature", "t=1,v1=00")).Problem(400, "stripe-signature");

        await Eventually.Holds(async () => (await Seen(shop, paid))["status"]!.GetValue<string>() == "paid", "the order is paid", Cancel);
        (await Seen(shop, paid))["paid"]!["amount"]!.GetValue<long>().ShouldBe(227_500, "paid once");
        var lot = (await shop.Board(Cancel)).Lots.Values.Single();
        (lot.Sold, lot.Reserved).ShouldBe((0, 4500), "goods are sold when they leave the house");

        var today = DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        JsonNode books = null!;
        await Eventually.Holds(async () =>
        {
            books = await Host.As(Role.Accountant, shop.Coop).GetAsync($"/api/coops/{shop.Coop}/reconciliation?from={today}&to={today}", Cancel).Json(200);
            return StateIn(books, paid) == "matched" && StateIn(books, unpaid) == "unpaid";
        }, "the books show one matched and one unpaid order", Cancel);
        books["totals"]!["card"]!["paid"]!["amount"]!.GetValue<long>().ShouldBe(227_500);
        books["totals"]!["card"]!["open"]!["amount"]!.GetValue<long>().ShouldBe(65_000);
    }

    [Fact]
    public async Task The_session_that_is_asked_for_carries_the_order_its_amount_and_its_key()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var order = await Place(shop.Order(1.5m, "card"), "session-" + shop.Coop).Json(201);

        var request = house.Stripe.Requests.Last(request => request.Body.Contains(order["id"]!.GetValue<string>(), StringComparison.Ordinal));
        request.Path.ShouldBe("/v1/checkout/sessions");
        request.Body.ShouldContain("unit_amount]=97500");
        request.Body.ShouldContain($"metadata[coop]={shop.Coop}");
        request.Headers["Idempotency-Key"].ShouldStartWith($"checkout-{order["id"]}-");
    }

    [Fact]
    public async Task A_repeated_card_order_leads_to_the_same_page()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));

        var first = await Place(shop.Order(1, "card"), "same-" + shop.Coop).Json(201);
        var second = await Place(shop.Order(1, "card"), "same-" + shop.Coop).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
    }

    [Fact]
    public async Task When_the_provider_fails_the_order_stands_and_the_repeated_request_opens_its_page()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        house.Stripe.FailNext(1, HttpStatusCode.BadRequest);

        (await Place(shop.Order(1, "card"), "down-" + shop.Coop)).IsSuccessStatusCode.ShouldBeFalse();
        var order = await Place(shop.Order(1, "card"), "down-" + shop.Coop).Json(201);

        order["payment"]!["checkoutUrl"]!.GetValue<string>().ShouldNotBeEmpty();
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(1000);
    }

    [Fact]
    public async Task The_page_of_a_card_order_leads_to_the_payment_page_until_it_is_paid()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop.Order(1, "card"), "link-" + shop.Coop).Json(201);
        var path = $"/orders/{order["id"]}/pay?coop={shop.Coop}&token={order["token"]}";

        using (var open = await Anyone.GetAsync(path, Cancel))
            (open.StatusCode, open.Headers.Location!.ToString()).ShouldBe((HttpStatusCode.SeeOther, order["payment"]!.Text("checkoutUrl")));
        await house.Stripe.Deliver(await house.Stripe.Pay(SessionOf(order), Cancel), Cancel);
        await Eventually.Holds(async () => (await Seen(shop, order)).Text("status") == "paid", "the order is paid", Cancel);

        using var paid = await Anyone.GetAsync(path, Cancel);
        paid.Headers.Location!.ToString().ShouldStartWith($"/orders/{order["id"]}?");
    }

    [Fact]
    public async Task Receiving_a_webhook_costs_one_insert_and_one_message()
    {
        var shop = await Shop.Open(Host, Cancel, ("L1", 10, 20));
        var order = await Place(shop.Order(1, "card"), "cost-" + shop.Coop).Json(201);
        var webhook = await house.Stripe.Pay(SessionOf(order), Cancel);
        var another = JsonNode.Parse(webhook)!;
        another["id"] = "evt_" + Guid.NewGuid().ToString("N");
        var body = another.ToJsonString();

        var requests = await Host.Counter.OverHttpDuring(() => Anyone.Post("/api/webhooks/stripe", body, Cancel, ("Stripe-Signature", house.Stripe.SignWebhook(body))).Json(200));

        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["table POST", "queue POST"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("garbage")]
    [InlineData("t=abc,v1=00")]
    public async Task A_webhook_without_a_good_signature_is_refused_and_nothing_is_stored(string? signature)
    {
        var headers = signature is null ? Array.Empty<(string, string)>() : [("Stripe-Signature", signature)];

        await Anyone.Post("/api/webhooks/stripe", """{"id":"evt_1","object":"event","type":"checkout.session.completed"}""", Cancel, headers).Problem(400, "stripe-signature");
    }

    private static string SessionOf(JsonNode order) => order["payment"]!["checkoutUrl"]!.GetValue<string>().Split('/')[^1];

    private static string? StateIn(JsonNode books, JsonNode order) =>
        books["orders"]!.AsArray().FirstOrDefault(entry => entry!["id"]!.GetValue<string>() == order["id"]!.GetValue<string>())?["state"]!.GetValue<string>();

    private Task<JsonNode> Seen(Shop shop, JsonNode order) =>
        Anyone.GetAsync($"/api/orders/{order["id"]}?coop={shop.Coop}&token={order["token"]}", Cancel).Json(200);
}
