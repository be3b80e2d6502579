using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Tests.Traceability;

public class Gs1IdentifierTests
{
    [Theory]
    [InlineData("95211411", "00000095211411")]
    [InlineData("614141000036", "00614141000036")]
    [InlineData("4012345111118", "04012345111118")]
    [InlineData("09521141012345", "09521141012345")]
    public void A_gtin_of_any_length_is_the_same_14_digits(string text, string digits)
    {
        Gtin.TryParse(text).Value.Digits.ShouldBe(digits);
        Gtin.TryParse(digits).Value.ShouldBe(Gtin.TryParse(text).Value);
    }

    [Fact]
    public void A_wrong_check_digit_is_refused_with_the_one_that_was_expected()
    {
        var error = Gtin.TryParse("09521141012346").Error.ShouldNotBeNull();

        error.Code.ShouldBe("wrong-check-digit");
        error.Detail.ShouldBe("The last digit of GTIN 09521141012346 should be 5.");
        Gln.TryParse("4012345000055").Error.ShouldNotBeNull().Detail.ShouldBe("The last digit of GLN 4012345000055 should be 4.");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("4012345")]
    [InlineData("401234511111")]
    [InlineData("40123451111189")]
    [InlineData("4012345 11118")]
    [InlineData("401234511111A")]
    [InlineData("٤٠١٢٣٤٥١١١١١٨")]
    [InlineData("00000000000000")]
    public void What_is_no_gtin_is_refused(string? text) => Gtin.TryParse(text).IsOk.ShouldBeFalse();

    [Theory]
    [InlineData("A", true)]
    [InlineData("CT-2026.07/01", true)]
    [InlineData("!\"%&'()*+,-./:;<=>?_", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("123456789012345678901", false)]
    [InlineData("", false)]
    [InlineData("A B", false)]
    [InlineData("Xoài", false)]
    [InlineData("A#1", false)]
    [InlineData("A\n", false)]
    public void A_lot_number_is_1_to_20_characters_of_set_82(string text, bool isLot)
    {
        LotNumber.TryParse(text).IsOk.ShouldBe(isLot);
        Serial.TryParse(text).IsOk.ShouldBe(isLot);
    }

    [Fact]
    public void A_lot_made_here_holds_no_slash()
    {
        LotNumber.TryMake("2026/07").Error.ShouldNotBeNull().Code.ShouldBe("slash-in-lot-number");
        LotNumber.TryMake("2026-07").Value.Text.ShouldBe("2026-07");
        LotNumber.TryMake("á").Error.ShouldNotBeNull().Code.ShouldBe("not-a-lot-number");
    }

    [Theory]
    [InlineData("https://trace.example.vn", "CT-07", "https://trace.example.vn/01/09521141012345/10/CT-07")]
    [InlineData("https://trace.example.vn/", "A+B%", "https://trace.example.vn/01/09521141012345/10/A%2BB%25")]
    [InlineData("https://example.vn:8443/coop/", "a/b?c", "https://example.vn:8443/coop/01/09521141012345/10/a%2Fb%3Fc")]
    [InlineData("https://id.gs1.org", "!\"&'()*,:;<=>_.", "https://id.gs1.org/01/09521141012345/10/%21%22%26'%28%29%2A%2C%3A;%3C=%3E_.")]
    public void The_address_of_a_lot_is_percent_encoded(string baseUri, string lot, string expected) =>
        DigitalLink.ForLot(new Uri(baseUri), Gtin.TryParse("9521141012345").Value, LotNumber.TryParse(lot).Value).ShouldBe(expected);

    [Fact]
    public void The_address_of_a_lot_reads_back_as_the_same_lot()
    {
        var link = DigitalLink.ForLot(new Uri("https://trace.example.vn"), Gtin.TryParse("9521141012345").Value, LotNumber.TryParse("a/b%+c").Value);

        DigitalLink.Canonical(link).ShouldBe("https://id.gs1.org/01/09521141012345/10/a%2Fb%25%2Bc");
        DigitalLink.Canonical(link.Replace("%2F", "%2f", StringComparison.Ordinal)).ShouldBe(DigitalLink.Canonical(link));
    }
}
