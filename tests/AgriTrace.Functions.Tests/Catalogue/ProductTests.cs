using AgriTrace.Functions.Tests.Cooperatives;

namespace AgriTrace.Functions.Tests.Catalogue;

public sealed class ProductTests(House house) : HttpTests(house)
{
    /// <summary>Outside the prefix of <see cref="ACoop.Body"/>.</summary>
    private const string Foreign = "08935000000014";

    [Fact]
    public async Task A_gtin_is_one_product_however_many_digits_it_is_written_with()
    {
        var coop = await ACoop.Make(Host, "gtin-short", Cancel);

        await coop.Put("products/9521234000013", ACoop.Product, Cancel).Json(201);
        var same = await coop.Put("products/09521234000013", ACoop.Product, Cancel).Json(200);

        same["id"]!.GetValue<string>().ShouldBe("09521234000013");
        (await coop.Get("products/9521234000013", Cancel)).ToJsonString().ShouldBe(same.ToJsonString());
    }

    [Fact]
    public async Task A_wrong_check_digit_is_400_and_says_which_was_expected()
    {
        var coop = await ACoop.Make(Host, "gtin-digit", Cancel);

        var problem = await coop.Put("products/09521234000014", ACoop.Product, Cancel).Problem(400, "wrong-check-digit");

        problem["expectedCheckDigit"]!.GetValue<string>().ShouldBe("3");
    }

    [Fact]
    public async Task Digits_that_are_no_gtin_are_400_and_no_slug()
    {
        var coop = await ACoop.Make(Host, "gtin-length", Cancel);

        await coop.Put("products/12345", ACoop.Product, Cancel).Problem(400, "not-a-gtin");
    }

    [Fact]
    public async Task Another_companys_gtin_is_400_until_its_owner_granted_it()
    {
        var coop = await ACoop.Make(Host, "gtin-grant", Cancel);
        (await coop.Put($"products/{Foreign}", ACoop.Product, Cancel).Problem(400, "gtin-not-yours"))["detail"]!.GetValue<string>().ShouldContain("9521234");

        var granted = await coop.Operator.Send(HttpMethod.Put, $"/api/operator/gtin-grants/{Foreign[1..]}/gtin-grant", null, Cancel).Json(201);

        granted.ToJsonString().ShouldBe($$"""{"gtin":"{{Foreign}}","coop":"gtin-grant"}""");
        await coop.Operator.Send(HttpMethod.Put, $"/api/operator/gtin-grants/{Foreign}/gtin-grant", null, Cancel).Json(200);
        await coop.Put($"products/{Foreign}", ACoop.Product, Cancel).Json(201);
        await (await ACoop.Make(Host, "gtin-neighbour", Cancel)).Put($"products/{Foreign}", ACoop.Product, Cancel).Problem(400, "gtin-not-yours");
    }

    [Fact]
    public async Task A_cooperative_without_prefix_names_its_products_itself()
    {
        var coop = await ACoop.Make(Host, "gtin-none", Cancel, ACoop.Body.Replace(",\"gs1CompanyPrefix\":\"9521234\"", "", StringComparison.Ordinal));

        await coop.Put("products/09521234000013", ACoop.Product, Cancel).Problem(400, "gtin-not-yours");
        (await coop.Put("products/buoi-nam-roi", ACoop.Product, Cancel).Json(201))["id"]!.GetValue<string>().ShouldBe("buoi-nam-roi");
    }

    [Fact]
    public async Task Only_an_operator_grants_and_only_what_there_is()
    {
        var coop = await ACoop.Make(Host, "gtin-who", Cancel);
        var path = $"/api/operator/gtin-grants/{Foreign}/";

        await Anyone.Put(path + "gtin-who", "", Cancel).Problem(401, "token-missing");
        await coop.Admin.Put(path + "gtin-who", "", Cancel).Problem(403, "role-may-not");
        await coop.Operator.Put(path + "gtin-nobody", "", Cancel).Problem(404, "no-such-cooperative");
        await coop.Operator.Put("/api/operator/gtin-grants/08935000000015/gtin-who", "", Cancel).Problem(400, "wrong-check-digit");
    }
}
