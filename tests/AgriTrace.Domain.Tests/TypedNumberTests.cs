namespace AgriTrace.Domain.Tests;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("12,5", 12.5)]
    [InlineData("12.5", 12.5)]
    [InlineData("1250", 1250)]
    [InlineData("0,125", 0.125)]
    [InlineData("0.125", 0.125)]
    public void A_comma_is_as_good_as_a_point(string typed, double value) => TypedNumber.Read(typed).ShouldBe((decimal)value);

    [Theory]
    [InlineData("1.250")]
    [InlineData("1,250")]
    [InlineData("12.500")]
    public void What_is_a_thousand_to_some_and_one_to_others_is_not_guessed(string typed) => TypedNumber.Read(typed).ShouldBeNull();

    [Theory]
    [InlineData("")]
    [InlineData("-5")]
    [InlineData("1e9")]
    [InlineData("12 kg")]
    [InlineData("1.250,5")]
    [InlineData("١٢")]
    [InlineData("123456789012345678901")]
    public void What_is_no_number_is_none(string typed) => TypedNumber.Read(typed).ShouldBeNull();
}
