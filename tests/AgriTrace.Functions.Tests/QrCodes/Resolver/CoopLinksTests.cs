using AgriTrace.Functions.Tests.Traceability;
using Azure.Core;
using static AgriTrace.Functions.Tests.QrCodes.Resolver.ResolverWords;

namespace AgriTrace.Functions.Tests.QrCodes.Resolver;

/// <summary>What a cooperative says of where its codes lead.</summary>
public sealed class CoopLinksTests(House house) : HttpTests(house)
{
    private const string Recipe = "https://bep.example/canh-buoi";

    [Fact]
    public async Task Links_are_put_read_and_put_anew_and_what_is_left_out_is_gone()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = $"/api/coops/{given.Coop}/links/p/{Given.OwnProduct}";

        (await given.Admin.GetAsync(path, Cancel).Json(200))["links"]!.AsArray().ShouldBeEmpty();
        await given.PutLinks($"p/{Given.OwnProduct}", Link("recipeInfo", Recipe, " Canh bưởi ", ["vi"], "text/html"), Link("faqs", "https://a.example/faq", "Hỏi đáp"));
        (await given.Admin.GetAsync(path, Cancel).Json(200))["links"]![0]!.ToJsonString(Domain.AgriTraceJson.Options)
            .ShouldBe($$"""{"linkType":"gs1:recipeInfo","href":"{{Recipe}}","title":"Canh bưởi","hreflang":["vi"],"type":"text/html","default":false}""");
        await given.PutLinks($"p/{Given.OwnProduct}", Link("faqs", "https://a.example/faq", "Hỏi đáp"));

        await Anyone.GetAsync($"/p/{given.Coop}/{Given.OwnProduct}?linkType=gs1:recipeInfo", Cancel).Problem(404, "no-such-link-type");
        (await Anyone.GetAsync($"/p/{given.Coop}/{Given.OwnProduct}?linkType=gs1:faqs", Cancel).Target()).ShouldStartWith("https://a.example/faq");
    }

    [Fact]
    public async Task Who_read_an_older_version_does_not_write_over_the_newer_one()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = $"/api/coops/{given.Coop}/links/01/{given.Gtin}";
        await given.PutLinks($"01/{given.Gtin}", Link("faqs", "https://a.example/1", "Một"));
        var etag = (await given.Admin.GetAsync(path, Cancel)).Headers.ETag!.ToString();
        var body = new { links = new[] { Link("faqs", "https://a.example/2", "Hai") } };

        await given.Admin.Send(HttpMethod.Put, path, body, Cancel, ("If-Match", etag)).Json(200);
        await given.Admin.Send(HttpMethod.Put, path, body, Cancel, ("If-Match", etag)).Problem(412, "changed-meanwhile");
    }

    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task Links_whose_answer_storage_lost_are_put_again_and_stand_there_once(Fault fault)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = $"/api/coops/{given.Coop}/links/01/{given.Gtin}";
        var body = new { links = new[] { Link("faqs", "https://a.example/faq", "Hỏi đáp") } };

        await Host.Faults.BreakOverHttp(
            fault,
            request => request.Uri.Path.Contains("/Links(", StringComparison.Ordinal) && request.Method != RequestMethod.Get,
            () => given.Admin.Send(HttpMethod.Put, path, body, Cancel).Problem(503, "storage-unavailable"));
        await given.Admin.Send(HttpMethod.Put, path, body, Cancel).Json(200);

        (await given.Admin.GetAsync(path, Cancel).Json(200))["links"]!.AsArray().Count.ShouldBe(1);
        (await Anyone.GetAsync($"/01/{given.Gtin}", Cancel).Target()).ShouldStartWith($"/?coop={given.Coop}", customMessage: "the product is still theirs");
    }

    [Fact]
    public async Task A_product_that_a_crash_kept_from_the_resolver_is_found_after_it_was_put_again()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var path = $"/api/coops/{given.Coop}/products/mut-vo-buoi";
        var body = new { name = new { vi = "Mứt vỏ bưởi", en = "Candied pomelo peel" }, unit = "KGM", shelfLifeDays = 90 };

        await Host.Faults.BreakOverHttp(
            Fault.Failed, request => request.Uri.Path.Contains("/Links", StringComparison.Ordinal), () => given.Admin.Send(HttpMethod.Put, path, body, Cancel).Problem(503, "storage-unavailable"));
        await Anyone.GetAsync($"/p/{given.Coop}/mut-vo-buoi", Cancel).Problem(404, "nothing-known");
        await given.Admin.Send(HttpMethod.Put, path, body, Cancel).Json(200);

        (await Anyone.GetAsync($"/p/{given.Coop}/mut-vo-buoi", Cancel).Target()).ShouldBe($"/?coop={given.Coop}#offer-mut-vo-buoi");
    }

    [Fact]
    public async Task The_code_of_a_product_may_lead_elsewhere_by_default_and_that_of_a_lot_never()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        await given.PutLinks($"01/{given.Gtin}", Link("pip", "https://htx.example/buoi", "Bưởi của chúng tôi", isDefault: true));

        (await Anyone.GetAsync($"/01/{given.Gtin}", Cancel).Target()).ShouldBe("https://htx.example/buoi");
        await Refused(given, $"01/{given.Gtin}/10/L1", "$.links[0].default", Link("pip", "https://htx.example/l1", "Lô", isDefault: true));
        (await Anyone.GetAsync($"/01/{given.Gtin}/10/L1", Cancel).Target()).ShouldBe($"/trace/01/{given.Gtin}/10/L1");
    }

    [Fact]
    public async Task Nobody_speaks_for_the_products_and_lots_of_others()
    {
        var (given, other) = (await Given.Cooperative(Host, Cancel), await Given.Cooperative(Host, Cancel));
        await other.FarmerUt.PostLot(other, other.Harvest()).Json(201);
        var body = new { links = new[] { Link("faqs", "https://a.example", "Hỏi đáp") } };

        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/links/01/{other.Gtin}", body, Cancel).Problem(404, "no-such-product");
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/links/01/{other.Gtin}/10/L1", body, Cancel).Problem(404, "no-such-lot");
        await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/links/414/{Given.StoreGln}", body, Cancel).Problem(404, "no-such-route");
        await given.FarmerUt.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/links/01/{given.Gtin}", body, Cancel).Problem(403, "role-may-not");
    }

    [Theory]
    [InlineData("linkType", "gs1:traceability")]
    [InlineData("linkType", "gs1:defaultLink")]
    [InlineData("linkType", "recipeInfo")]
    [InlineData("href", "http://bep.example/")]
    [InlineData("href", "javascript:alert(1)")]
    [InlineData("href", "//bep.example")]
    [InlineData("href", "https://user:secret@bep.example/")]
    [InlineData("href", "https://localhost/")]
    [InlineData("href", "https://bep.example/\r\nSet-Cookie: a=b")]
    [InlineData("href", "https://bep.example/<script>")]
    [InlineData("href", "https://bếp.example/")]
    [InlineData("href", "https:\\\\bep.example\\")]
    [InlineData("title", "")]
    [InlineData("title", "Canh\u202Ebưởi")]
    [InlineData("title", "Canh\u0000")]
    [InlineData("type", "html")]
    [InlineData("type", "text/html; charset=utf-8")]
    public async Task A_bad_field_is_named(string field, string value)
    {
        var given = await Given.Cooperative(Host, Cancel);
        var link = new Dictionary<string, string> { ["linkType"] = "gs1:recipeInfo", ["href"] = Recipe, ["title"] = "Canh bưởi", [field] = value };

        await Refused(given, $"01/{given.Gtin}", $"$.links[0].{field}", link);
    }

    [Fact]
    public async Task Languages_numbers_and_lengths_are_bounded()
    {
        var given = await Given.Cooperative(Host, Cancel);
        var thing = $"01/{given.Gtin}";

        await Refused(given, thing, "$.links[0].hreflang", Link("faqs", Recipe, "a", ["tiếng Việt"]));
        await Refused(given, thing, "$.links[0].href", Link("faqs", "https://a.example/" + new string('a', 1_000), "a"));
        await Refused(given, thing, "$.links[0].title", Link("faqs", Recipe, new string('a', 101)));
        await Refused(given, thing, "$.links", [.. Enumerable.Range(0, 51).Select(number => Link("faqs", $"{Recipe}/{number}", "a"))]);
        await Refused(given, thing, "$.links", Link("faqs", Recipe, "a", isDefault: true), Link("pip", Recipe, "a", isDefault: true));
        await given.PutLinks(thing, [.. Enumerable.Range(0, 50).Select(number => Link("faqs", "https://a.example/" + new string('a', 970) + number, new string('ố', 100)))]);
    }

    /// <summary>A title is text wherever it goes: in JSON here, and escaped on any page.</summary>
    [Fact]
    public async Task A_hostile_title_stays_text()
    {
        const string title = "</script><script>alert(\"1\")</script>";
        var given = await Given.Cooperative(Host, Cancel);
        await given.PutLinks($"01/{given.Gtin}", Link("recipeInfo", Recipe, title));

        var answer = await Anyone.GetAsync($"/01/{given.Gtin}?linkType=linkset", Cancel);

        answer.Header("X-Content-Type-Options").ShouldBe("nosniff");
        (await Task.FromResult(answer).Json(200))["linkset"]![0]![Gs1 + "recipeInfo"]![0]!.Text("title").ShouldBe(title);
    }

    private static async Task Refused(Given given, string thing, string path, params object[] links)
    {
        var problem = await given.Admin.Send(HttpMethod.Put, $"/api/coops/{given.Coop}/links/{thing}", new { links }, Cancel).Problem(400, "fields-invalid");
        problem["errors"]!.AsArray().Select(fault => fault!.Text("path")).ShouldContain(path);
    }
}
