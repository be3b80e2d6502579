using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Tests.Orders;

namespace AgriTrace.Functions.Tests.Trade;

public sealed class GroupedOrdersTests(House house) : HttpTests(house)
{
    private async Task<int> Place(Shop shop, string key, HttpClient? by = null)
    {
        using var answer = await (by ?? Anyone).Post("/api/orders", shop.Order(0.5m), Cancel, ("Idempotency-Key", key));
        return (int)answer.StatusCode;
    }

    [Fact]
    public async Task Sixty_four_orders_at_once_sell_what_there_is_in_a_few_transactions_and_messages()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 5, 18), ("B", 11, 20));
        var answers = Array.Empty<int>();

        var requests = await Host.Counter.OverHttpDuring(async () =>
            answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(number => Place(shop, $"{shop.Coop}-{number}"))));

        answers.Count(status => status == 201).ShouldBe(32);
        answers.Count(status => status == 409).ShouldBe(32);
        (await shop.Board(Cancel)).Lots.Values.Sum(lot => lot.Left).ShouldBe(0);
        await shop.CheckStock(Cancel);
        requests.Count(request => request.Path.EndsWith("$batch", StringComparison.Ordinal)).ShouldBeLessThanOrEqualTo(16, "one after another it would be 32");
        requests.Count(request => request.Service == "queue").ShouldBeLessThanOrEqualTo(16);
    }

    [Fact]
    public async Task Repeats_of_one_order_that_meet_are_one_order()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 10, 18));

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => Place(shop, $"{shop.Coop}-{number % 3}")));

        answers.ShouldAllBe(status => status == 201);
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(1500, "three orders of half a kilogram");
    }

    [Fact]
    public async Task Orders_whose_common_transaction_lost_its_answer_are_there_once_when_the_buyers_ask_again()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 10, 18));
        string[] keys = [.. Enumerable.Range(0, 12).Select(number => $"{shop.Coop}-{number}")];
        var answers = Array.Empty<int>();

        await Host.Faults.BreakOverHttp(Fault.FailedButStored, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal), async () =>
            answers = await Task.WhenAll(keys.Select(key => Place(shop, key))));
        var again = await Task.WhenAll(keys.Select(key => Place(shop, key)));

        answers.ShouldContain(503);
        answers.ShouldAllBe(status => status == 201 || status == 503);
        again.ShouldAllBe(status => status == 201);
        (await shop.Board(Cancel)).Lots.Values.Single().Reserved.ShouldBe(6000);
    }

    [Fact]
    public async Task Staff_who_order_at_the_same_time_stand_in_the_audit_log_each_with_their_own_order()
    {
        var shop = await Shop.Open(Host, Cancel, ("A", 10, 18));
        string[] staff = [.. Enumerable.Range(0, 8).Select(number => $"packer-{number}")];

        await Task.WhenAll(staff.Select(member => Place(shop, $"{shop.Coop}-{member}", Host.As(Role.Packer, shop.Coop, member))));

        await Eventually.Holds(async () => (await Entries()).Count >= staff.Length, "the entries are there", Cancel);
        var entries = await Entries();
        entries.Select(entry => entry.Who).Order().ShouldBe(staff.Select(member => $"{member}").Order(), "each once");
        entries.Select(entry => entry.Created).Distinct().Count().ShouldBe(staff.Length);

        async Task<List<(string Who, string? Created)>> Entries() =>
            [.. (await shop.Admin.GetAsync($"/api/coops/{shop.Coop}/audit", Cancel).Json(200))["items"]!.AsArray()
                .Where(entry => entry!.Text("action") == "CreateOrder").Select(entry => (entry!.Text("who"), entry!["created"]?.GetValue<string>()))];
    }
}
