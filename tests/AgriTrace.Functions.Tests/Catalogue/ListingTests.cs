using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Orders;

namespace AgriTrace.Functions.Tests.Catalogue;

public sealed class ListingTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_listing_shows_what_is_left_of_its_lots()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18), ("B", 1.2m, 20));

        var page = await Anyone.GetAsync($"/api/listings?coop={shop.Coop}", Cancel).Json(200);

        page.AsObject().ContainsKey("next").ShouldBeTrue();
        var item = page["items"]!.AsArray().ShouldHaveSingleItem()!;
        item["available"]!.ToJsonString().ShouldBe("""{"value":4.0,"unit":"KGM"}""");
        item["lots"]!.AsArray().Select(lot => lot!["lot"]!.GetValue<string>()).ShouldBe(["A", "B"], "first expiring first");
    }

    [Fact]
    public async Task A_farmer_offers_their_own_produce_and_nobody_elses()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));
        var farmer = Host.As(Role.Farmer, shop.Coop, "m1");
        var path = $"/api/coops/{shop.Coop}/listings";

        var own = await farmer.Post(path, new { gtin = Shop.Gtin, price = new { amount = 70_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Json(201);
        own["member"]!.GetValue<string>().ShouldBe("m1");
        await farmer.Post(path, new { gtin = Shop.Gtin, member = "m2", price = new { amount = 70_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Problem(403, "not-your-produce");
    }

    [Fact]
    public async Task Produce_can_be_sold_by_the_piece_where_the_product_says_what_a_piece_weighs()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18), ("B", 2, 20));
        var pieces = await shop.Admin.Post(
            $"/api/coops/{shop.Coop}/listings", new { gtin = Shop.Gtin, price = new { amount = 80_000, currency = "VND" }, unit = "H87", minimum = 1, step = 1 }, Cancel).Json(201);

        pieces["available"]!["value"]!.GetValue<decimal>().ShouldBe(3, "two of 1.2 kg in lot A, one in lot B; none is cut");
    }

    [Fact]
    public async Task Produce_can_be_sold_by_the_tonne_from_lots_of_less_than_a_whole_one()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 900, 18));
        await shop.Admin.Send(HttpMethod.Put, $"/api/coops/{shop.Coop}/products/{Shop.Own}", new { name = new { vi = "Lúa", en = "Paddy" }, unit = "KGM", shelfLifeDays = 100, conversions = new[] { new { unit = "TNE", per = 1000 } } }, Cancel).Json(201);
        await shop.AddLot(Shop.Own, "P1", 1_900, Cancel);

        var tonnes = await shop.Admin.Post(
            $"/api/coops/{shop.Coop}/listings", new { product = Shop.Own, price = new { amount = 8_000_000, currency = "VND" }, unit = "TNE", minimum = 0.1, step = 0.1 }, Cancel).Json(201);

        tonnes["available"]!["value"]!.GetValue<decimal>().ShouldBe(1.9m);
    }

    [Fact]
    public async Task A_products_unit_cannot_change_while_lots_are_counted_in_it()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 900, 18));
        var product = new { name = new { vi = "Lúa", en = "Paddy" }, unit = "KGM", shelfLifeDays = 100 };
        await shop.Admin.Send(HttpMethod.Put, $"/api/coops/{shop.Coop}/products/{Shop.Own}", product, Cancel).Json(201);
        await shop.AddLot(Shop.Own, "P1", 1_900, Cancel);

        await shop.Admin.Send(HttpMethod.Put, $"/api/coops/{shop.Coop}/products/{Shop.Own}", product, Cancel).Json(200);
        await shop.Admin.Send(HttpMethod.Put, $"/api/coops/{shop.Coop}/products/{Shop.Own}", product with { unit = "H87" }, Cancel).Problem(409, "unit-in-use");
    }

    [Fact]
    public async Task The_same_key_gives_the_same_listing_and_refuses_another()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));
        var path = $"/api/coops/{shop.Coop}/listings";
        var listing = new { gtin = Shop.Gtin, price = new { amount = 70_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 };

        var first = await shop.Admin.Post(path, listing, Cancel, ("Idempotency-Key", "k")).Json(201);
        var second = await shop.Admin.Post(path, listing, Cancel, ("Idempotency-Key", "k")).Json(201);

        second.ToJsonString().ShouldBe(first.ToJsonString());
        await shop.Admin.Post(path, listing with { minimum = 2 }, Cancel, ("Idempotency-Key", "k")).Problem(409, "idempotency-key-used");
        await Host.As(Role.Farmer, shop.Coop, "m1").Post(path, listing, Cancel, ("Idempotency-Key", "k")).Problem(409, "idempotency-key-used");
        await shop.Admin.Post(path, listing, Cancel, ("Idempotency-Key", new string('k', 101))).Problem(400, "idempotency-key");
    }

    [Fact]
    public async Task Every_bad_field_of_a_listing_is_named()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));

        var problem = await shop.Admin.Post(
            $"/api/coops/{shop.Coop}/listings", new { gtin = Shop.Gtin, price = new { amount = -1, currency = "XAU" }, unit = "TNE", minimum = 1, step = 0 }, Cancel).Problem(400, "fields-invalid");

        problem["errors"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>()).ShouldBe(["$.price.amount", "$.price.currency", "$.step", "$.unit"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_least_that_can_be_ordered_costs_something_and_is_no_shipload()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));

        var problem = await List(3, 0.001m).Problem(400, "fields-invalid");
        problem["errors"]!.AsArray().ShouldHaveSingleItem()!.Text("path").ShouldBe("$.minimum");
        problem = await List(3, 2_000_000).Problem(400, "fields-invalid");
        problem["errors"]!.AsArray().Select(fault => fault!.Text("path")).ShouldBe(["$.minimum", "$.step"], ignoreOrder: true);

        Task<HttpResponseMessage> List(long price, decimal least) => shop.Admin.Post(
            $"/api/coops/{shop.Coop}/listings", new { gtin = Shop.Gtin, price = new { amount = price, currency = "VND" }, unit = "KGM", minimum = least, step = least }, Cancel);
    }

    [Fact]
    public async Task Lots_and_a_seller_that_cannot_be_are_named_and_not_looked_for()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));
        Task<JsonNode> Refused(object lots, string? member = null) => shop.Admin.Post(
            $"/api/coops/{shop.Coop}/listings", new { gtin = Shop.Gtin, lots, member, price = new { amount = 1, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel)
            .Problem(400, "fields-invalid");
        static IEnumerable<string> Paths(JsonNode problem) => problem["errors"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>());

        Paths(await Refused(new[] { "A", new string('9', 30_000), "a/b" })).ShouldBe(["$.lots[1]", "$.lots[2]"]);
        Paths(await Refused(Enumerable.Repeat("A", 51))).ShouldBe(["$.lots"]);
        Paths(await Refused(new[] { "A" }, member: new string('u', 2_000))).ShouldBe(["$.member"]);
    }

    [Fact]
    public async Task What_is_not_there_is_404()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));
        var path = $"/api/coops/{shop.Coop}/listings";

        await Anyone.GetAsync("/api/listings?coop=nobody", Cancel).Problem(404, "no-such-cooperative");
        await shop.Admin.Post(path, new { product = "no-such", price = new { amount = 1, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Problem(404, "no-such-product");
        await shop.Admin.Post(path, new { gtin = Shop.Gtin, lots = new[] { "ZZ" }, price = new { amount = 1, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Problem(404, "no-such-lot");
        await shop.Admin.Post(path, new { gtin = Shop.Gtin, member = "nobody", price = new { amount = 1, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Problem(404, "no-such-member");
        await shop.Admin.Post(path, new { gtin = "09521234543214", price = new { amount = 1, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 }, Cancel).Problem(400, "wrong-check-digit");
    }

    [Fact]
    public async Task A_listing_that_changes_sells_at_its_new_terms_and_orders_that_stand_keep_theirs()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 30, 18));
        var path = $"/api/coops/{shop.Coop}/listings/{shop.Listing}";
        var before = await Anyone.Post("/api/orders", shop.Order(2), Cancel, ("Idempotency-Key", "before-" + shop.Coop)).Json(201);

        var changed = await shop.Admin.Send(HttpMethod.Put, path, new { price = new { amount = 70_000, currency = "VND" }, minimum = 1, step = 1, maxOver = 5 }, Cancel).Json(200);

        (changed["price"]!["amount"]!.GetValue<long>(), changed["maxOver"]!.GetValue<int>(), changed["step"]!.GetValue<int>()).ShouldBe((70_000, 5, 1));
        var after = await Anyone.Post("/api/orders", shop.Order(2), Cancel, ("Idempotency-Key", "after-" + shop.Coop)).Json(201);
        (before["total"]!["amount"]!.GetValue<long>(), after["total"]!["amount"]!.GetValue<long>()).ShouldBe((130_000, 140_000));
        await Anyone.Post("/api/orders", shop.Order(1.5m), Cancel, ("Idempotency-Key", "step-" + shop.Coop)).Problem(400, "fields-invalid");
    }

    [Fact]
    public async Task A_change_names_the_version_that_it_saw_and_a_repeat_is_answered_as_before()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));
        var path = $"/api/coops/{shop.Coop}/listings/{shop.Listing}";
        var seen = (await Anyone.GetAsync($"/api/listings?coop={shop.Coop}", Cancel).Json(200))["items"]![0]!.Text("eTag");
        Task<HttpResponseMessage> Put(int amount, string tag) => shop.Admin.Send(HttpMethod.Put, path, new { price = new { amount, currency = "VND" }, minimum = 1, step = 1 }, Cancel, ("If-Match", tag));

        var first = await Put(70_000, seen).Json(200);
        var again = await Put(70_000, seen).Json(200);

        again.ToJsonString().ShouldBe(first.ToJsonString());
        await Put(75_000, seen).Problem(412, "changed-meanwhile");
        await shop.Admin.Send(HttpMethod.Delete, path, null, Cancel, ("If-Match", seen)).Problem(412, "changed-meanwhile");
    }

    [Fact]
    public async Task A_closed_listing_sells_no_more_and_a_late_repeat_does_not_open_it_again()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));
        var path = $"/api/coops/{shop.Coop}/listings";
        var listing = new { gtin = Shop.Gtin, price = new { amount = 70_000, currency = "VND" }, unit = "KGM", minimum = 1, step = 1 };
        var made = await shop.Admin.Post(path, listing, Cancel, ("Idempotency-Key", "late")).Json(201);

        foreach (var _ in (int[])[1, 2]) (await shop.Admin.DeleteAsync($"{path}/{made["id"]}", Cancel)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);

        (await Anyone.GetAsync($"/api/listings?coop={shop.Coop}", Cancel).Json(200))["items"]!.AsArray().Select(item => item!["id"]!.GetValue<Guid>()).ShouldBe([shop.Listing]);
        await Anyone.Post("/api/orders", new { coop = shop.Coop, lines = new[] { new { listing = made["id"]!.GetValue<Guid>(), quantity = 1 } }, buyer = new { name = "Mai", phone = "0912345678", address = "Ninh Kiều" }, payment = "cod" }, Cancel, ("Idempotency-Key", "gone-" + shop.Coop)).Problem(404, "no-such-listing");
        await shop.Admin.Post(path, listing, Cancel, ("Idempotency-Key", "late")).Problem(409, "listing-closed");
        await shop.Admin.Send(HttpMethod.Put, $"{path}/{made["id"]}", new { listing.price, minimum = 1, step = 1 }, Cancel).Problem(409, "listing-closed");
        await shop.Admin.Send(HttpMethod.Delete, $"{path}/{Guid.NewGuid()}", null, Cancel).Problem(404, "no-such-listing");
        await shop.Admin.Send(HttpMethod.Delete, $"{path}/none", null, Cancel).Problem(404, "no-such-listing");
    }

    [Fact]
    public async Task A_farmer_changes_and_closes_their_own_listings_and_nobody_elses()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));
        var (path, farmer) = ($"/api/coops/{shop.Coop}/listings", Host.As(Role.Farmer, shop.Coop, "m1"));
        var terms = new { price = new { amount = 70_000, currency = "VND" }, minimum = 1, step = 1 };
        var own = await farmer.Post(path, new { gtin = Shop.Gtin, terms.price, unit = "KGM", minimum = 2, step = 1 }, Cancel).Json(201);

        await farmer.Send(HttpMethod.Put, $"{path}/{own["id"]}", terms, Cancel).Json(200);
        await farmer.Send(HttpMethod.Put, $"{path}/{shop.Listing}", terms, Cancel).Problem(403, "not-your-produce");
        await farmer.Send(HttpMethod.Delete, $"{path}/{shop.Listing}", null, Cancel).Problem(403, "not-your-produce");
        await shop.Admin.Send(HttpMethod.Put, $"{path}/{own["id"]}", new { terms.price, minimum = 3, step = 2, maxOver = 101 }, Cancel).Problem(400, "fields-invalid");
        (await farmer.DeleteAsync($"{path}/{own["id"]}", Cancel)).StatusCode.ShouldBe(System.Net.HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Browsing_the_shop_of_a_cooperative_costs_one_read()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 3, 18));

        var api = await Host.Counter.OverHttpDuring(() => Anyone.GetAsync($"/api/listings?coop={shop.Coop}", Cancel).Json(200));
        var page = await Host.Counter.OverHttpDuring(() => Anyone.GetStringAsync($"/?coop={shop.Coop}", Cancel));

        api.Count.ShouldBe(1);
        page.Count.ShouldBe(1);
    }
}
