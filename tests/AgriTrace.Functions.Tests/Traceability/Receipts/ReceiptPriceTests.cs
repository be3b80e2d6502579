using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Traceability.Receipts;

public sealed class ReceiptPriceTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task A_price_that_was_left_open_is_entered_later_once()
    {
        var (given, id) = await WithSlip();
        var accountant = Host.As(Role.Accountant, given.Coop, "tam");

        var slip = await accountant.PostPrice(given, id, "Loại 2", 18_500).Json(200);

        slip["lines"]![1]!["due"]!["amount"]!.GetValue<long>().ShouldBe(740_000);
        slip["lines"]![1]!["price"]!.Text("by").ShouldBe("tam");
        slip["total"]!.ToJsonString().ShouldBe("""{"gross":148,"net":145.5,"due":{"amount":3240000,"currency":"VND"},"awaitsPrice":false}""");
        (await accountant.PostPrice(given, id, "Loại 2", 18_500).Json(200)).ToJsonString().ShouldBe(slip.ToJsonString());
        var problem = await accountant.PostPrice(given, id, "Loại 2", 19_000).Problem(409, "price-set");
        problem["price"]!["amount"]!.GetValue<long>().ShouldBe(18_500);
        await accountant.PostPrice(given, id, "Loại 1", 19_000).Problem(409, "price-set");
        await accountant.PostPrice(given, id, "Loại 3", 19_000).Problem(409, "price-consigned");
        (await given.FarmerUt.GetAsync($"{given.ReceiptsPath()}/{id}", Cancel).Json(200)).ToJsonString().ShouldBe(slip.ToJsonString());
    }

    [Fact]
    public async Task Of_two_different_prices_at_once_one_stands()
    {
        var (given, id) = await WithSlip();

        var answers = await Task.WhenAll(Enumerable.Range(1, 6).Select(price => given.Admin.PostPrice(given, id, "Loại 2", price * 1_000)));

        answers.Count(answer => answer.IsSuccessStatusCode).ShouldBe(1);
        answers.ShouldAllBe(answer => answer.IsSuccessStatusCode || (int)answer.StatusCode == 409);
    }

    [Fact]
    public async Task A_price_whose_answer_was_lost_is_there_and_the_repeat_says_so_whatever_version_it_names()
    {
        var (given, id) = await WithSlip();
        using var read = await given.Admin.GetAsync($"{given.ReceiptsPath()}/{id}", Cancel);
        var version = ("If-Match", read.Headers.ETag!.ToString());

        await Host.Faults.BreakOverHttp(
            Fault.FailedButStored, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal),
            () => given.Admin.PostPrice(given, id, "Loại 2", 18_000, version).Problem(503, "storage-unavailable"));

        await given.Admin.PostPrice(given, id, "Loại 2", 18_000, version).Json(200);
    }

    [Fact]
    public async Task A_price_for_a_version_that_is_gone_is_412()
    {
        var (given, id) = await WithSlip();

        await given.Admin.PostPrice(given, id, "Loại 2", 18_000, ("If-Match", "\"other\"")).Problem(412, "changed-meanwhile");
        await given.Admin.PostPrice(given, id, "Loại 2", 18_000, ("If-Match", "*")).Json(200);
    }

    [Fact]
    public async Task Prices_are_entered_by_the_office_on_slips_of_its_own()
    {
        var (given, id) = await WithSlip();
        var (other, _) = await WithSlip();

        await given.FarmerUt.PostPrice(given, id, "Loại 2", 18_000).Problem(403, "role-may-not");
        await Host.As(Role.Packer, given.Coop, "nam").PostPrice(given, id, "Loại 2", 18_000).Problem(403, "role-may-not");
        await other.Admin.PostPrice(other, id, "Loại 2", 18_000).Problem(404, "no-such-receipt");
        await given.Admin.PostPrice(given, id, "Loại 9", 18_000).Problem(400, "fields-invalid");
    }

    private async Task<(Given Given, string Id)> WithSlip()
    {
        var given = await Given.Cooperative(Host, Cancel);
        return (given, (await given.Admin.PostSlip(given, given.Slip()).Json(201)).Text("id"));
    }
}
