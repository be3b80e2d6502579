using System.Globalization;

namespace AgriTrace.Web.Tests;

public sealed class FormatTests
{
    [Theory]
    [InlineData(65_000, "VND", Language.Vietnamese, "65.000 ₫")]
    [InlineData(1_250_000, "VND", Language.Vietnamese, "1.250.000 ₫")]
    [InlineData(65_000, "VND", Language.English, "65,000 ₫")]
    [InlineData(0, "VND", Language.Vietnamese, "0 ₫")]
    [InlineData(1_250, "USD", Language.Vietnamese, "12,50 US$")]
    [InlineData(9_007_199_254_740_993, "VND", Language.English, "9,007,199,254,740,993 ₫")]
    public void Money_is_written_in_whole_dong_and_loses_no_digit(long minor, string currency, Language language, string expected) =>
        Format.Money(new Price(minor, currency), language).ShouldBe(expected);

    [Fact]
    public void A_currency_of_unknown_minor_unit_is_refused_rather_than_shown_wrong() =>
        Should.Throw<ArgumentException>(() => Format.Money(new Price(1, "XXX"), Language.Vietnamese));

    [Theory]
    [InlineData("3.5", "KGM", ProduceKind.Rice, Language.Vietnamese, "3,5 kg")]
    [InlineData("3.5", "KGM", ProduceKind.Rice, Language.English, "3.5 kg")]
    [InlineData("1250.125", "KGM", ProduceKind.Other, Language.Vietnamese, "1.250,125 kg")]
    [InlineData("4.200", "TNE", ProduceKind.Rice, Language.Vietnamese, "4,2 tấn")]
    [InlineData("12", "H87", ProduceKind.Pomelo, Language.Vietnamese, "12 trái")]
    [InlineData("12", "H87", ProduceKind.Pangasius, Language.Vietnamese, "12 con")]
    [InlineData("12", "H87", ProduceKind.Other, Language.Vietnamese, "12 cái")]
    [InlineData("12", "H87", ProduceKind.Pomelo, Language.English, "12 pieces")]
    [InlineData("1", "H87", ProduceKind.Pomelo, Language.English, "1 piece")]
    [InlineData("2", "MTK", ProduceKind.Other, Language.Vietnamese, "2 MTK")]
    [InlineData("2.5", "LTR", ProduceKind.Other, Language.Vietnamese, "2,5 lít")]
    public void A_quantity_carries_its_unit_as_people_say_it(
        string value, string unit, ProduceKind kind, Language language, string expected)
    {
        var amount = new Amount(decimal.Parse(value, CultureInfo.InvariantCulture), unit);

        Format.Quantity(amount, kind, language).ShouldBe(expected);
    }

    [Fact]
    public void Times_are_shown_as_the_clock_stood_in_the_delta()
    {
        var utc = new DateTimeOffset(2026, 11, 19, 23, 30, 0, TimeSpan.Zero);

        Format.Time(utc, Language.Vietnamese).ShouldBe("20/11/2026 06:30");
        Format.Time(utc, Language.English).ShouldBe("20 Nov 2026 06:30");
        Format.Iso(utc).ShouldBe("2026-11-20T06:30:00+07:00");
        Format.DayOf(utc).ShouldBe(new DateOnly(2026, 11, 20));
        Format.Date(new DateOnly(2026, 11, 3), Language.Vietnamese).ShouldBe("03/11/2026");
    }

    [Fact]
    public void A_time_at_the_end_of_the_calendar_is_shown_and_breaks_nothing()
    {
        Format.Time(DateTimeOffset.MaxValue, Language.Vietnamese).ShouldBe("31/12/9999 23:59");
        Format.Iso(DateTimeOffset.MaxValue).ShouldBe("9999-12-31T23:59:59+07:00");
        Format.DayOf(DateTimeOffset.MaxValue).ShouldBe(new DateOnly(9999, 12, 31));
        Format.Time(new DateTimeOffset(DateTime.MinValue, TimeSpan.Zero), Language.Vietnamese).ShouldBe("01/01/0001 07:00");
    }

    [Fact]
    public void Coordinates_read_as_on_a_map()
    {
        Format.Coordinates(new GeoPoint(10.0412, 105.8231), Language.Vietnamese).ShouldBe("10,0412° B; 105,8231° Đ");
        Format.Coordinates(new GeoPoint(-10.5, -5), Language.English).ShouldBe("10.5000° S, 5.0000° W");
    }

    [Theory]
    [InlineData("Bưởi Năm Roi", ProduceKind.Pomelo)]
    [InlineData("XOÀI cát Chu", ProduceKind.Mango)]
    [InlineData("Vu\u0301 su\u031b\u0303a Lò Rèn", ProduceKind.StarApple)]
    [InlineData("Gạo ST25", ProduceKind.Rice)]
    [InlineData("Cá tra phi lê", ProduceKind.Pangasius)]
    [InlineData("Cá trắm", ProduceKind.Other)]
    public void A_vietnamese_name_finds_its_drawing(string name, ProduceKind kind) => ProduceKinds.Named(name).ShouldBe(kind);

    [Theory]
    [InlineData("/", "/?lang=en")]
    [InlineData("/01/095?x=1#top", "/01/095?x=1&lang=en#top")]
    public void A_link_carries_the_language_in_its_query(string path, string expected)
    {
        Language.English.Link(path).ShouldBe(expected);
        Language.Vietnamese.Link(path).ShouldBe(path);
    }

    [Theory]
    [InlineData("en", Language.English)]
    [InlineData("EN", Language.English)]
    [InlineData("vi", Language.Vietnamese)]
    [InlineData("fr", Language.Vietnamese)]
    [InlineData(null, Language.Vietnamese)]
    public void Whoever_does_not_choose_reads_vietnamese(string? code, Language expected) => Languages.Parse(code).ShouldBe(expected);
}
