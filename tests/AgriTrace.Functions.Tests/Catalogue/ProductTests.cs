using AgriTrace.Functions.Tests.Cooperatives;
using AgriTrace.Functions.Tests.Traceability;

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

    [Fact]
    public async Task A_product_shows_its_picture_on_the_pages_of_its_lots_and_nothing_else_that_was_uploaded()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        var (picture, other, pdf) = (await Upload(given, Png(1)), await Upload(given, Png(2)), await Upload(given, "%PDF-1.4"u8.ToArray()));
        (await given.TraceRecord())["productImage"].ShouldBeNull();

        foreach (var wrong in new[] { pdf, "khong-co", await Upload(given, Png(205_000)) }) await Put(given, wrong).Problem(400, "not-a-picture");
        (await Put(given, picture).Json(200)).Text("image").ShouldBe(picture);

        var path = (await given.TraceRecord()).Text("productImage");
        var shown = await Anyone.GetAsync(path, Cancel);
        (shown.StatusCode, shown.Content.Headers.ContentType!.MediaType).ShouldBe((System.Net.HttpStatusCode.OK, "image/png"));
        (await given.TraceRecord())["missing"]!.ToJsonString().ShouldNotContain("product-image");
        foreach (var hidden in new[] { other, pdf }) await Anyone.GetAsync(path.Replace(picture, hidden, StringComparison.Ordinal), Cancel).Problem(404, "no-such-picture");
    }

    /// <summary>As large as one likes; nobody looks into the image itself.</summary>
    private static byte[] Png(int bytes) =>
    [
        0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n', (byte)(bytes >> 24), (byte)(bytes >> 16), (byte)(bytes >> 8), (byte)bytes, .. "IDAT"u8, .. new byte[bytes + 4],
        0, 0, 0, 0, .. "IEND"u8, 0xAE, 0x42, 0x60, 0x82,
    ];

    private static Task<HttpResponseMessage> Put(Given given, string image) => given.Admin.Send(
        HttpMethod.Put, $"/api/coops/{given.Coop}/products/{given.Gtin}", new { name = new { vi = "Bưởi Năm Roi", en = "Nam Roi pomelo" }, unit = "KGM", shelfLifeDays = 30, image }, Cancel);

    private static async Task<string> Upload(Given given, byte[] bytes) => (await given.Admin.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, $"/api/coops/{given.Coop}/documents")
        {
            Content = new ByteArrayContent(bytes) { Headers = { ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/octet-stream") } },
        },
        Cancel).Json(201)).Text("id");
}
