using System.Net;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Functions.Tests.Traceability;
using static AgriTrace.Functions.Tests.QrCodes.Resolver.ResolverWords;

namespace AgriTrace.Functions.Tests.QrCodes.Resolver;

/// <summary>The points of the GS1-Conformant Resolver standard 1.2, each by its own words.</summary>
public sealed class ResolverTests(House house) : HttpTests(house)
{
    private const string Recipe = "https://bep.example/canh-buoi";

    [Fact]
    public async Task It_is_described_at_the_well_known_place()
    {
        var about = await Anyone.GetAsync("/.well-known/gs1resolver", Cancel).Json(200);

        about.Text("resolverRoot").ShouldStartWith("http");
        about["supportedPrimaryKeys"]!.ToJsonString().ShouldBe("""["01"]""");
        about["supportedLinkType"]![0]!.Text("prefix").ShouldBe("gs1:");
        about["linkTypeDefaultCanBeLinkset"]!.GetValue<bool>().ShouldBeFalse();
        about["contact"]!.Text("fn").ShouldNotBeEmpty();
    }

    [Fact]
    public void Its_route_takes_every_primary_key_of_the_table_and_nothing_else() =>
        FunctionIndex.Of(typeof(FunctionIndex).Assembly).Single(function => function.Name == "ZzResolveDigitalLink").Route.Split('(', ')')[2].Split('|').Order(StringComparer.Ordinal)
            .ShouldBe(ApplicationIdentifiers.All.Where(ai => ai.IsKey).Select(ai => ai.Code).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public async Task A_lot_and_an_item_lead_to_their_scan_page_without_storage_and_the_whole_query_goes_along(string verb)
    {
        foreach (var path in new[] { "/01/09521141012345/10/L%2B1", "/01/09521141012345/10/L%2B1/21/S1", "/p/htx-a/mut-buoi/M1", "/p/htx-a/mut-buoi/M1/S1" })
        {
            HttpResponseMessage answer = null!;
            var requests = await Host.Counter.OverHttpDuring(async () => answer = await Anyone.Send(new HttpMethod(verb), path + "?17=261231&lang=en&x", null, Cancel));

            answer.StatusCode.ShouldBe(HttpStatusCode.TemporaryRedirect);
            answer.Headers.Location!.OriginalString.ShouldBe($"/trace{path}?17=261231&lang=en&x");
            requests.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_variant_of_a_product_does_not_change_where_its_lot_leads() =>
        (await Anyone.GetAsync("/01/09521141012345/22/2A/10/L1", Cancel).Target()).ShouldBe("/trace/01/09521141012345/10/L1");

    [Fact]
    public async Task A_gtin_leads_to_the_shop_of_who_has_it_also_with_13_digits_and_by_a_serial_without_a_lot()
    {
        var given = await Given.Cooperative(Host, Cancel);

        foreach (var path in new[] { $"/01/{given.Gtin}", $"/01/{given.Gtin[1..]}", $"/01/{given.Gtin}/21/S1" })
            (await Anyone.GetAsync(path + "?a=b", Cancel).Target()).ShouldBe($"/?coop={given.Coop}&a=b#offer-{given.Gtin}");
        (await Anyone.GetAsync($"/p/{given.Coop}/{Given.OwnProduct}", Cancel).Target()).ShouldBe($"/?coop={given.Coop}#offer-{Given.OwnProduct}");
    }

    [Fact]
    public async Task The_page_of_the_shop_has_the_product_where_its_code_leads()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest(harvestedAt: DateTimeOffset.UtcNow.AddHours(-1).ToString("O"))).Json(201);
        await given.Admin.Post(
            $"/api/coops/{given.Coop}/listings", new { gtin = given.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 0.5, step = 0.5 }, Cancel).Json(201);

        (await Anyone.GetStringAsync((await Anyone.GetAsync($"/01/{given.Gtin}", Cancel).Target()).Split('#')[0], Cancel)).ShouldContain($"id=\"offer-{given.Gtin}\"");
    }

    [Theory]
    [InlineData("/01/09529999999993")]
    [InlineData("/01/09529999999993/10/L1?linkType=linkset")]
    [InlineData("/01/09521141012345/10/a%2Fb")]
    [InlineData("/414/9521141111116")]
    [InlineData("/00/952012345678912345")]
    [InlineData("/8004/9520614141234567")]
    [InlineData("/p/htx-nobody/mut-buoi")]
    public async Task A_well_formed_code_of_which_nobody_here_knows_is_404(string path) => await Anyone.GetAsync(path, Cancel).Problem(404, "nothing-known");

    [Theory]
    [InlineData("/01/09521141012346", "wrong-check-digit")]
    [InlineData("/01/09521141012345/10", "digital-link-no-value")]
    [InlineData("/01/09521141012345/21/S1/10/L1", "digital-link-order")]
    [InlineData("/01/09521141012345/17/261231", "digital-link-qualifier")]
    [InlineData("/01/09521141012345?17=261301", "ai-date")]
    [InlineData("/01/09521141012345/10/%20", "not-a-lot-number")]
    [InlineData("/8013/abc", "wrong-check-characters")]
    [InlineData("/p/htx-a/mut-buoi/123456789012345678901", "not-a-lot-number")]
    public async Task Bad_syntax_is_400_and_says_what_is_wrong(string path, string code) => await Anyone.GetAsync(path, Cancel).Problem(400, code);

    [Fact]
    public async Task A_person_who_scans_a_bad_code_gets_a_page_with_the_same_status()
    {
        var page = await Anyone.Send(HttpMethod.Get, "/01/09521141012346", null, Cancel, ("Accept", "text/html"));

        page.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
    }

    [Fact]
    public async Task A_slash_at_the_end_is_tolerated() =>
        (await Anyone.GetAsync("/01/09521141012345/10/L1/", Cancel).Target()).ShouldBe("/trace/01/09521141012345/10/L1");

    [Theory]
    [InlineData("?linkType=linkset", null)]
    [InlineData("?linkType=all", null)]
    [InlineData("", "application/linkset+json")]
    [InlineData("", "application/json")]
    public async Task The_linkset_has_every_level_a_title_on_each_link_and_one_default_a_level(string query, string? accept)
    {
        var given = await WithLot();
        await given.PutLinks($"01/{given.Gtin}", Link("recipeInfo", Recipe, "Canh bưởi", ["vi"], "text/html"));
        await given.PutLinks($"01/{given.Gtin}/10/L1", Link("certificationInfo", "https://vietgap.example/1", "VietGAP"));

        var answer = await Anyone.Send(HttpMethod.Get, $"/01/{given.Gtin}/10/L1/21/S1{query}", null, Cancel, ("Accept", accept ?? "*/*"));

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/linkset+json");
        var contexts = (await Task.FromResult(answer).Json(200))["linkset"]!.AsArray();
        contexts.Select(context => new Uri(context!.Text("anchor")).AbsolutePath).ShouldBe([$"/01/{given.Gtin}/10/L1/21/S1", $"/01/{given.Gtin}/10/L1", $"/01/{given.Gtin}"]);
        foreach (var context in contexts)
        {
            context![Gs1 + "defaultLink"]!.AsArray().Count.ShouldBe(1);
            foreach (var link in context.AsObject().Where(member => member.Key.StartsWith(Gs1, StringComparison.Ordinal)).SelectMany(member => member.Value!.AsArray()))
            {
                link!.Text("title").ShouldNotBeEmpty();
                Uri.TryCreate(link!.Text("href"), UriKind.Absolute, out _).ShouldBeTrue();
            }
        }

        contexts[1]![Gs1 + "certificationInfo"]![0]!.Text("title").ShouldBe("VietGAP");
        contexts[2]![Gs1 + "recipeInfo"]!.ToJsonString(Domain.AgriTraceJson.Options).ShouldBe($$"""[{"href":"{{Recipe}}","title":"Canh bưởi","type":"text/html","hreflang":["vi"]}]""");
        answer.Header("Link").ShouldContain("rel=\"http://www.w3.org/ns/json-ld#context\"");
    }

    [Fact]
    public async Task The_links_of_a_lot_that_nobody_made_are_those_of_its_product()
    {
        var given = await Given.Cooperative(Host, Cancel);

        var contexts = (await Anyone.GetAsync($"/01/{given.Gtin}/10/NONE?linkType=linkset", Cancel).Json(200))["linkset"]!.AsArray();

        new Uri(contexts.ShouldHaveSingleItem()!.Text("anchor")).AbsolutePath.ShouldBe($"/01/{given.Gtin}");
    }

    [Theory]
    [InlineData("gs1:recipeInfo")]
    [InlineData("https://ref.gs1.org/voc/recipeInfo")]
    [InlineData("https://gs1.org/voc/recipeInfo")]
    public async Task A_link_type_leads_to_its_link_walking_up_from_item_to_lot_to_product(string type)
    {
        var given = await WithLot();
        var item = $"/01/{given.Gtin}/10/L1/21/S1?linkType={Uri.EscapeDataString(type)}";
        await given.PutLinks($"01/{given.Gtin}", Link("recipeInfo", Recipe + "?ref=qr#top", "Canh bưởi"));

        (await Anyone.GetAsync(item, Cancel).Target()).ShouldBe($"{Recipe}?ref=qr&linkType={Uri.EscapeDataString(type)}#top");
        await given.PutLinks($"01/{given.Gtin}/10/L1", Link("recipeInfo", "https://bep.example/l1", "Của lô này"));
        (await Anyone.GetAsync(item, Cancel).Target()).ShouldStartWith("https://bep.example/l1");
    }

    [Fact]
    public async Task A_link_of_the_level_that_was_asked_costs_one_read_and_the_scan_page_none()
    {
        var given = await WithLot();
        await given.PutLinks($"01/{given.Gtin}/10/L1", Link("recipeInfo", Recipe, "Canh bưởi"));

        (await Cost($"/01/{given.Gtin}/10/L1?linkType=gs1:recipeInfo")).ShouldBe(["table GET"]);
        (await Cost($"/01/{given.Gtin}")).ShouldBe(["table GET"]);
        (await Cost($"/01/{given.Gtin}/10/L1?linkType=gs1:traceability")).ShouldBeEmpty();
        (await Cost($"/01/{given.Gtin}/10/L1?linkType=gs1:defaultLink")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_link_type_that_is_not_there_is_404()
    {
        var given = await WithLot();

        await Anyone.GetAsync($"/01/{given.Gtin}/10/L1?linkType=gs1:recipeInfo", Cancel).Problem(404, "no-such-link-type");
        await Anyone.GetAsync($"/01/{given.Gtin}?linkType=schema:image", Cancel).Problem(404, "no-such-link-type");
        await Anyone.GetAsync($"/01/{given.Gtin}?linkType=gs1:traceability", Cancel).Problem(404, "no-such-link-type");
    }

    [Fact]
    public async Task Language_and_media_type_choose_among_links_of_one_type()
    {
        var given = await WithLot();
        await given.PutLinks(
            $"01/{given.Gtin}",
            Link("recipeInfo", "https://bep.example/vi", "Canh bưởi", ["vi"], "text/html"),
            Link("recipeInfo", "https://bep.example/en", "Pomelo soup", ["en"], "text/html"),
            Link("recipeInfo", "https://bep.example/en.pdf", "Pomelo soup", ["en"], "application/pdf"));

        (await Chosen("vi-VN,vi;q=0.9,en;q=0.8", "text/html")).ShouldBe("https://bep.example/vi");
        (await Chosen("en-GB,en;q=0.9,vi;q=0.1", "text/html,*/*;q=0.1")).ShouldBe("https://bep.example/en");
        (await Chosen("fr,en;q=0.5", "application/pdf")).ShouldBe("https://bep.example/en.pdf");

        async Task<string> Chosen(string languages, string types) =>
            (await Anyone.Send(HttpMethod.Get, $"/01/{given.Gtin}/10/L1?linkType=gs1:recipeInfo", null, Cancel, ("Accept-Language", languages), ("Accept", types)).Target()).Split('?')[0];
    }

    [Fact]
    public async Task Links_that_cannot_be_told_apart_are_300_with_all_of_them()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.PutLinks($"01/{given.Gtin}", Link("recipeInfo", "https://bep.example/1", "Canh bưởi", ["vi"]), Link("recipeInfo", "https://bep.example/2", "Gỏi bưởi", ["vi"]));

        var answer = await Anyone.GetAsync($"/01/{given.Gtin}?linkType=gs1:recipeInfo", Cancel);

        answer.Headers.Location.ShouldBeNull();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/linkset+json");
        (await Task.FromResult(answer).Json(300))["linkset"]![0]![Gs1 + "recipeInfo"]!.AsArray().Select(link => link!.Text("title")).ShouldBe(["Canh bưởi", "Gỏi bưởi"]);
    }

    [Fact]
    public async Task Every_answer_may_be_read_from_any_site_and_names_its_linkset()
    {
        foreach (var path in new[] { "/01/09521141012345/10/L1", "/01/09529999999993", "/p/htx-a/mut-buoi/M1" })
        {
            var answer = await Anyone.Send(HttpMethod.Get, path, null, Cancel, ("Origin", "https://scanner.example"));

            answer.Header("Access-Control-Allow-Origin").ShouldBe("*");
            answer.Header("Access-Control-Expose-Headers").ShouldBe("Link, Location");
            answer.Header("Cross-Origin-Resource-Policy").ShouldBe("cross-origin");
            answer.Header("Link").ShouldContain($"{path}?linkType=linkset>; rel=\"linkset\"; type=\"application/linkset+json\"; title=");
            answer.Headers.Vary.ShouldBe(["Accept", "Accept-Language"]);
        }

        (await Anyone.GetAsync("/01/09521141012346", Cancel)).Header("Access-Control-Allow-Origin").ShouldBe("*", "of a refusal too");
    }

    [Fact]
    public async Task A_preflight_is_answered()
    {
        var answer = await Anyone.Send(HttpMethod.Options, "/01/09521141012345/10/L1", null, Cancel, ("Origin", "https://scanner.example"), ("Access-Control-Request-Method", "GET"));

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Header("Access-Control-Allow-Methods").ShouldBe("GET, HEAD, OPTIONS");
        answer.Content.Headers.Allow.ShouldBe(["GET", "HEAD", "OPTIONS"]);
        await Anyone.Send(HttpMethod.Delete, "/01/09521141012345/10/L1", null, Cancel).Problem(405, "wrong-verb");
    }

    private async Task<string[]> Cost(string path) =>
        [.. (await Host.Counter.OverHttpDuring(async () => await Anyone.GetAsync(path, Cancel).Target())).Select(request => $"{request.Service} {request.Method}")];

    private async Task<Given> WithLot()
    {
        var given = await Given.Cooperative(Host, Cancel);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        return given;
    }
}
