using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Tests.QrCodes.Resolver;

public sealed class TypedLinkTests
{
    private static readonly TypedLink Vi = Link("vi", ["vi"], "text/html"), En = Link("en", ["en"], "text/html"), Pdf = Link("pdf", ["en"], "application/pdf"), Plain = Link("plain", [], null);

    [Fact]
    public void The_language_decides_before_the_media_type() =>
        Best([Vi, En, Pdf], language: "vi", media: "application/pdf").ShouldBe([Vi]);

    [Fact]
    public void The_media_type_decides_among_one_language() =>
        Best([Vi, En, Pdf], language: "en", media: "application/pdf").ShouldBe([Pdf]);

    [Fact]
    public void What_has_no_language_stands_in_where_none_is_wanted_that_is_there() =>
        Best([Vi, En, Plain], language: "fr", media: "text/html").ShouldBe([Plain]);

    [Fact]
    public void Where_nothing_fits_nothing_is_left_out_and_one_address_is_one_choice() =>
        Best([Vi, En, Vi with { Title = "Lần nữa" }], language: "fr", media: "text/html").ShouldBe([Vi, En]);

    [Theory]
    [InlineData("gs1:recipeInfo", "recipeInfo")]
    [InlineData("https://ref.gs1.org/voc/recipeInfo", "recipeInfo")]
    [InlineData("https://gs1.org/voc/recipeInfo", "recipeInfo")]
    [InlineData("gs1:", null)]
    [InlineData("schema:image", null)]
    [InlineData("recipeInfo", null)]
    public void A_link_type_is_known_by_every_address_of_the_vocabulary(string text, string? name) => LinkType.NameIn(text).ShouldBe(name);

    [Fact]
    public void A_cooperative_sets_no_type_that_is_ours()
    {
        LinkType.ToSet("gs1:traceability").ShouldBeNull();
        LinkType.ToSet("gs1:hasRetailers").ShouldBeNull();
        LinkType.ToSet("gs1:defaultLink").ShouldBeNull();
        LinkType.Settable.Select(type => type.Name).ShouldBeUnique();
    }

    [Theory]
    [InlineData("https://a.example/01/9521141012345", null)]
    [InlineData("https://a.example/01/9521141012345/21/S1", null)]
    [InlineData("https://a.example/01/9521141012345/22/V/10/L%2B1", "/01/09521141012345/10/L%2B1")]
    [InlineData("https://a.example/01/9521141012345/10/L1/21/S1", "/01/09521141012345/10/L1/21/S1")]
    public void A_code_is_traced_as_finely_as_it_names_a_lot(string uri, string? path)
    {
        var address = LinkAddress.Of(DigitalLinkUri.Parse(uri).Value).Value;

        address.TracedPath.ShouldBe(path);
        address.Product.ShouldBe(new ProductId("09521141012345"));
        address.ProductPath.ShouldBe("/01/09521141012345");
    }

    private static IReadOnlyList<TypedLink> Best(TypedLink[] links, string language, string media) =>
        TypedLink.Best(links, tag => tag == language ? 1 : 0, type => type == media ? 1 : 0);

    private static TypedLink Link(string name, string[] languages, string? media) => new("recipeInfo", $"https://a.example/{name}", name, languages, media, Default: false);
}
