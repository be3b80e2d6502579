using AgriTrace.Infra.Privacy;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Tests.Privacy;

public sealed class PersonalDataSettingsTests
{
    private static readonly string One = Convert.ToBase64String(new byte[32]), Two = Convert.ToBase64String([.. Enumerable.Repeat((byte)7, 32)]);

    private static PersonalDataSettings Read(bool development, params (string Name, string Value)[] settings) => PersonalDataSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(each => "AgriTrace:PersonalData:" + each.Name, each => (string?)each.Value)).Build(),
        development);

    [Fact]
    public void Keys_stand_with_spaces_or_line_ends_between_them_and_the_first_comes_first() =>
        Read(development: false, ("Keys", $" {One}\r\n{Two} ")).Keys.Select(Convert.ToBase64String).ShouldBe([One, Two]);

    [Fact]
    public void The_local_key_serves_in_development_after_any_other() =>
        Read(development: true, ("Keys", One), ("LocalKey", Two)).Keys.Select(Convert.ToBase64String).ShouldBe([One, Two]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_a_key_nothing_starts_and_the_setting_is_named(bool development) =>
        Should.Throw<InvalidOperationException>(() => Read(development)).Message.ShouldContain("AgriTrace:PersonalData:Keys is missing");

    [Fact]
    public void The_local_key_is_refused_outside_development() =>
        Should.Throw<InvalidOperationException>(() => Read(development: false, ("Keys", One), ("LocalKey", Two))).Message.ShouldContain("remove the setting");

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/keys)")]
    public void What_is_no_key_is_refused_without_being_repeated(string value) =>
        Should.Throw<InvalidOperationException>(() => Read(development: false, ("Keys", value))).Message.ShouldNotContain(value);

    [Theory]
    [InlineData("29")]
    [InlineData("3651")]
    [InlineData("-30")]
    [InlineData("1e3")]
    public void A_retention_out_of_bounds_is_refused(string days) =>
        Should.Throw<InvalidOperationException>(() => Read(development: false, ("Keys", One), ("BuyerRetentionDays", days))).Message.ShouldContain("30 to 3650");

    [Fact]
    public void Buyers_are_kept_for_two_years_unless_a_setting_says_otherwise()
    {
        Read(development: false, ("Keys", One)).BuyerRetention.ShouldBe(TimeSpan.FromDays(730));
        Read(development: false, ("Keys", One), ("BuyerRetentionDays", "30")).BuyerRetention.ShouldBe(TimeSpan.FromDays(30));
    }
}
