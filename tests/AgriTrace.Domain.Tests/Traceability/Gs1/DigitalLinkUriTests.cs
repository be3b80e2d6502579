using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Tests.Traceability.Gs1;

public sealed class DigitalLinkUriTests
{
    private const string Gtin = "https://shop.example/01/09521141012345";

    [Fact]
    public void A_link_says_what_it_names_how_finely_and_what_else()
    {
        var link = DigitalLinkUri.Parse("HTTPS://shop.example:8443/a/stem/01/9521141012345/22/2A/10/L%2F1/21/S;1/?17=261231&lang=vi&3103=000195#top").Value;

        link.Key.ShouldBe(new AiValue("01", "09521141012345"));
        link.Keys.ShouldBe(new Dictionary<string, string> { ["01"] = "09521141012345", ["22"] = "2A", ["10"] = "L/1", ["21"] = "S;1" });
        link.Attributes.ShouldBe([new AiValue("17", "261231"), new AiValue("3103", "000195")]);
        link.Elements.ShouldBe("^0109521141012345222A^10L/1^21S;1^172612313103000195");
        link.Canonical.ShouldBe("https://id.gs1.org/01/09521141012345/22/2A/10/L%2F1/21/S;1?17=261231&3103=000195");
    }

    [Fact]
    public void The_canonical_address_is_the_same_for_every_order_of_attributes() =>
        DigitalLinkUri.Parse(Gtin + "?98=a%26b&17=261231").Value.Canonical.ShouldBe(DigitalLinkUri.Parse(Gtin + "?17=261231;98=a%26b").Value.Canonical);

    [Theory]
    [InlineData("ftp://shop.example/01/09521141012345", "digital-link-not-a-uri")]
    [InlineData("https:///01/09521141012345", "digital-link-not-a-uri")]
    [InlineData("https://user@shop.example/01/09521141012345", "digital-link-not-a-uri")]
    [InlineData("https://shop.example/01/0952114101234 5", "digital-link-not-a-uri")]
    [InlineData("https://shop.example/01/09521141012345/10/Bưởi", "digital-link-not-a-uri")]
    [InlineData("https://shop.example/", "digital-link-no-key")]
    [InlineData("https://shop.example/10/L1", "digital-link-no-key")]
    [InlineData("https://shop.example/gtin/09521141012345", "digital-link-no-key")]
    [InlineData(Gtin + "/10", "digital-link-no-value")]
    [InlineData(Gtin + "?17=", "digital-link-no-value")]
    [InlineData(Gtin + "/10/%", "digital-link-encoding")]
    [InlineData(Gtin + "/10/%4", "digital-link-encoding")]
    [InlineData(Gtin + "/10/%4G", "digital-link-encoding")]
    [InlineData(Gtin + "/17/261231", "digital-link-qualifier")]
    [InlineData(Gtin + "/21/S1/10/L1", "digital-link-order")]
    [InlineData(Gtin + "/10/L1/235/T", "digital-link-order")]
    [InlineData(Gtin + "?10=L1", "digital-link-attribute")]
    [InlineData(Gtin + "?7041=AB", "digital-link-attribute")]
    [InlineData(Gtin + "/10/L1/10/L1", "ai-repeated")]
    [InlineData(Gtin + "?17=261231&17=261231", "ai-repeated")]
    [InlineData(Gtin + "?89=A", "ai-unknown")]
    [InlineData(Gtin + "?12345=A", "ai-unknown")]
    [InlineData("https://shop.example/01/09521141012346", "wrong-check-digit")]
    [InlineData("https://shop.example/01/95211410123", "not-a-gtin")]
    [InlineData(Gtin + "/10/%00", "not-a-lot-number")]
    [InlineData(Gtin + "/10/B%C6%B0%E1%BB%9Fi", "not-a-lot-number")]
    [InlineData(Gtin + "/10/123456789012345678901", "not-a-lot-number")]
    [InlineData(Gtin + "/21/%20", "not-a-serial-number")]
    [InlineData(Gtin + "?17=261301", "ai-date")]
    [InlineData(Gtin + "?3103=00019", "ai-format")]
    [InlineData(Gtin + "?3103=000195&3105=000195", "ai-excludes-another")]
    [InlineData(Gtin + "?3922=0299", "ai-needs-another")]
    [InlineData("https://shop.example/415/9521141111116", "ai-needs-another")]
    public void What_is_wrong_has_a_name(string uri, string code)
    {
        var error = DigitalLinkUri.Parse(uri).Error.ShouldNotBeNull(uri);

        error.Code.ShouldBe(code, error.Detail);
        error.Kind.ShouldBe(ErrorKind.Invalid);
    }

    [Fact]
    public void The_words_of_version_1_0_count_where_a_qualifiers_word_follows()
    {
        DigitalLinkUri.Parse("https://a.example/gtin/9521141012345/lot/L1/ser/S1").Value.Elements.ShouldBe("^010952114101234510L1^21S1");
        DigitalLinkUri.Parse("https://a.example/gln/9521141111116/glnx/A").Value.Keys.Keys.ShouldBe(["414", "254"]);
        DigitalLinkUri.Parse("https://a.example/gtin/abc/01/9521141012345").Value.Key.Ai.ShouldBe("01", "the words before it are the site's own path");
    }

    [Fact]
    public void An_unknown_ai_passes_where_that_is_permitted_and_is_still_bounded()
    {
        DigitalLinkUri.Parse(Gtin + "?89=ABC", unknownAis: true).Value.Elements.ShouldBe("^010952114101234589ABC");
        DigitalLinkUri.Parse(Gtin + "?89=" + new string('A', 91), unknownAis: true).Error.ShouldNotBeNull().Code.ShouldBe("ai-unknown");
    }

    [Fact]
    public void An_address_longer_than_the_limit_is_refused() =>
        DigitalLinkUri.Parse(Gtin + "?a=" + new string('b', DigitalLinkUri.MaxLength)).Error.ShouldBe(DigitalLinkErrors.TooLong);

    [Fact]
    public void Elements_in_any_order_make_one_address()
    {
        AiValue[] elements = [new("17", "261231"), new("21", "S 1".Replace(' ', '+')), new("01", "9521141012345"), new("10", "L/1")];

        DigitalLinkUri.Build(new Uri("https://shop.example/stem/"), elements).Value.ShouldBe("https://shop.example/stem/01/09521141012345/10/L%2F1/21/S%2B1?17=261231");
        DigitalLinkUri.Build(new Uri("https://shop.example"), [new("17", "261231")]).Error.ShouldBe(DigitalLinkErrors.OneKey);
        DigitalLinkUri.Build(new Uri("https://shop.example"), [new("01", "9521141012345"), new("21", "ố")]).Error.ShouldNotBeNull().Code.ShouldBe("not-a-serial-number");
    }

    [Fact]
    public void What_a_site_adds_to_an_address_is_not_looked_at_and_what_an_attribute_holds_is()
    {
        DigitalLinkUri.Parse("https://a/01/12312312312333?utm=a|b{}&x=\\").IsOk.ShouldBeTrue();
        DigitalLinkUri.Parse("https://a/01/12312312312333?99=a|b").IsOk.ShouldBeFalse();
        DigitalLinkUri.Parse("https://a/01/12312312312333?99=a<b").IsOk.ShouldBeFalse();
    }
}
