using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Tests.Traceability;

public class EpcUrnTests
{
    /// <summary>URN, Digital Link, length of the company prefix.</summary>
    public static TheoryData<string, string, int> Pairs => new()
    {
        { "urn:epc:id:sgtin:4012345.011111.9876", "https://id.gs1.org/01/04012345111118/21/9876", 7 },
        { "urn:epc:id:sgtin:0614141.107346.2017", "https://id.gs1.org/01/10614141073464/21/2017", 7 },
        { "urn:epc:id:sgtin:952114101234.0.a%2Fb.c", "https://id.gs1.org/01/09521141012345/21/a%2Fb.c", 12 },
        { "urn:epc:id:sgtin:952114.0101234.(1)", "https://id.gs1.org/01/09521141012345/21/%281%29", 6 },
        { "urn:epc:class:lgtin:4054739.099914.20160711", "https://id.gs1.org/01/04054739999148/10/20160711", 7 },
        { "urn:epc:idpat:sgtin:4012345.066666.*", "https://id.gs1.org/01/04012345666663", 7 },
        { "urn:epc:id:upui:4012345.012345.AB12", "https://id.gs1.org/01/04012345123456/235/AB12", 7 },
        { "urn:epc:id:itip:4012345.012345.01.02.999", "https://id.gs1.org/8006/040123451234560102/21/999", 7 },
        { "urn:epc:idpat:itip:4012345.012345.01.02.*", "https://id.gs1.org/8006/040123451234560102", 7 },
        { "urn:epc:id:sscc:4012345.1112223334", "https://id.gs1.org/00/140123451122233341", 7 },
        { "urn:epc:id:sgln:4012345.00005.0", "https://id.gs1.org/414/4012345000054", 7 },
        { "urn:epc:id:sgln:0614141.07346.1234", "https://id.gs1.org/414/0614141073467/254/1234", 7 },
        { "urn:epc:id:sgln:401234500005..0", "https://id.gs1.org/414/4012345000054", 12 },
        { "urn:epc:id:pgln:4012345.00000", "https://id.gs1.org/417/4012345000009", 7 },
        { "urn:epc:id:grai:4012345.66666.87", "https://id.gs1.org/8003/0401234566666387", 7 },
        { "urn:epc:idpat:grai:4012345.66666.*", "https://id.gs1.org/8003/04012345666663", 7 },
        { "urn:epc:id:gdti:4012345.55555.1234", "https://id.gs1.org/253/40123455555541234", 7 },
        { "urn:epc:idpat:gdti:4012345.55555.*", "https://id.gs1.org/253/4012345555554", 7 },
        { "urn:epc:id:sgcn:4012345.99999.44", "https://id.gs1.org/255/401234599999044", 7 },
        { "urn:epc:idpat:sgcn:4012345.99999.*", "https://id.gs1.org/255/4012345999990", 7 },
        { "urn:epc:id:giai:4000001.111", "https://id.gs1.org/8004/4000001111", 7 },
        { "urn:epc:id:giai:4000001.A.b%25", "https://id.gs1.org/8004/4000001A.b%25", 7 },
        { "urn:epc:id:ginc:4012345.333", "https://id.gs1.org/401/4012345333", 7 },
        { "urn:epc:id:gsin:4012345.999987654", "https://id.gs1.org/402/40123459999876541", 7 },
        { "urn:epc:id:gsrn:4012345.9876540000", "https://id.gs1.org/8018/401234598765400000", 7 },
        { "urn:epc:id:gsrnp:4012345.0000098765", "https://id.gs1.org/8017/401234500000987658", 7 },
        { "urn:epc:id:cpi:4012345.ABC.123", "https://id.gs1.org/8010/4012345ABC/8011/123", 7 },
        { "urn:epc:idpat:cpi:4012345.ABC.*", "https://id.gs1.org/8010/4012345ABC", 7 },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void An_epc_urn_becomes_a_digital_link(string urn, string link, int prefixLength)
    {
        prefixLength.ShouldBeInRange(6, 12);
        EpcUrn.ToDigitalLink(urn).ShouldBe(link);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_digital_link_becomes_the_urn_again_where_the_company_prefix_is_known(string urn, string link, int prefixLength) =>
        EpcUrn.FromDigitalLink(link, prefixLength).Value.ShouldBe(urn);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_canonical_link_is_its_own_canonical_form(string urn, string link, int prefixLength) =>
        DigitalLink.Canonical(link).ShouldBe(link, $"{urn} {prefixLength}");

    [Theory]
    [InlineData("urn:epc:id:sgtin:4012345.11111.9876")]
    [InlineData("urn:epc:id:sgtin:40123.00011111.9876")]
    [InlineData("urn:epc:id:sgtin:4012345.01111x.9876")]
    [InlineData("urn:epc:id:sgtin:4012345.011111")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.123456789012345678901")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.%zz")]
    [InlineData("urn:epc:id:sgtin:4012345.011111.%")]
    [InlineData("urn:epc:id:sgtin:")]
    [InlineData("urn:epc:id:sgtin")]
    [InlineData("urn:epc:id:")]
    [InlineData("urn:epc:")]
    [InlineData("urn:epc:id:gid:31415.127.1234")]
    [InlineData("urn:epc:idpat:sgtin:4012345.066666.1")]
    [InlineData("urn:epc:id:itip:4012345.012345.1.02.999")]
    [InlineData("urn:epc:id:giai:4000001.")]
    [InlineData("urn:epc:id:sscc:4012345.1112223334.1")]
    public void What_is_no_epc_urn_of_a_gs1_key_stays_as_it_is(string urn) => EpcUrn.ToDigitalLink(urn).ShouldBeNull();

    [Theory]
    [InlineData("https://id.gs1.de/01/04012345999990/21/XYZ-1234", "https://id.gs1.org/01/04012345999990/21/XYZ-1234")]
    [InlineData("https://shop.example/vn/p/01/4012345999990/10/L1/21/S1?17=261231#x", "https://id.gs1.org/01/04012345999990/21/S1")]
    [InlineData("http://example.com/01/04012345999990/22/2A/10/L1/", "https://id.gs1.org/01/04012345999990/10/L1")]
    [InlineData("https://example.com/01/04012345999990/22/2A", "https://id.gs1.org/01/04012345999990")]
    [InlineData("https://example.com/00/140123451122233341", "https://id.gs1.org/00/140123451122233341")]
    [InlineData("https://example.com/8018/401234598765400000/8019/1", "https://id.gs1.org/8018/401234598765400000")]
    public void A_digital_link_on_any_domain_has_one_canonical_form(string uri, string canonical) =>
        DigitalLink.Canonical(uri).ShouldBe(canonical);

    [Theory]
    [InlineData("https://accreditation-council.example.org/certificate/ABC12345")]
    [InlineData("http://transaction.acme.com/po/12345678")]
    [InlineData("https://example.com/01/04012345999991")]
    [InlineData("https://example.com/01/04012345999990/21/S1/10/L1")]
    [InlineData("https://example.com/01/04012345999990/orders")]
    [InlineData("https://example.com/01/04012345999990/99/x")]
    [InlineData("https://example.com/01/")]
    [InlineData("https://example.com")]
    [InlineData("geo:50.94,6.92")]
    [InlineData("")]
    public void Any_other_uri_has_none(string uri) => DigitalLink.Canonical(uri).ShouldBeNull();

    [Fact]
    public void No_urn_is_made_up_where_epc_has_none_or_the_prefix_cannot_be_right()
    {
        EpcUrn.FromDigitalLink("https://example.com/a", 7).Error.ShouldNotBeNull().Code.ShouldBe("no-epc-urn");
        EpcUrn.FromDigitalLink("https://id.gs1.org/8006/040123451234560102/10/L", 7).Error.ShouldNotBeNull().Code.ShouldBe("no-epc-urn");
        EpcUrn.FromDigitalLink("https://id.gs1.org/8004/40A", 7).Error.ShouldNotBeNull().Code.ShouldBe("no-epc-urn");
        EpcUrn.FromDigitalLink("https://id.gs1.org/01/04012345111118/21/9", 5).Error.ShouldNotBeNull().Code.ShouldBe("company-prefix-length");
    }
}
