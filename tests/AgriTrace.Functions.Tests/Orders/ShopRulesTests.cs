using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Orders;

public sealed class ShopRulesTests(House house) : HttpTests(house)
{
    [Fact]
    public async Task The_rules_of_a_shop_are_kept_by_its_admin_and_not_over_a_version_that_is_gone()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = $"/api/coops/{given.Coop}/shop-rules";
        using var usual = await given.Admin.GetAsync(path, Cancel);

        using var kept = await given.Admin.Send(HttpMethod.Put, path, new { commission = 500, deliveryFee = 15_000, cashLimit = 0 }, Cancel, ("If-Match", usual.Headers.ETag!.ToString()));

        (await given.Admin.GetAsync(path, Cancel).Json(200)).ToJsonString().ShouldBe("""{"commission":500,"deliveryFee":15000,"cashLimit":0}""");
        await given.Admin.Send(HttpMethod.Put, path, new { commission = 1, deliveryFee = 0, cashLimit = 0 }, Cancel, ("If-Match", usual.Headers.ETag!.ToString())).Problem(412, "changed-meanwhile");
        await given.Admin.Send(HttpMethod.Put, path, new { commission = 10_001, deliveryFee = -1, cashLimit = 0 }, Cancel).Problem(400, "fields-invalid");
        await Host.As(Role.Accountant, given.Coop).Send(HttpMethod.Put, path, new { commission = 1, deliveryFee = 0, cashLimit = 0 }, Cancel).Problem(403, "role-may-not");
    }
}
