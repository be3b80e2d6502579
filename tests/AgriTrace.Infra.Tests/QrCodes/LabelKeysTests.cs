using AgriTrace.Domain.QrCodes;
using AgriTrace.Infra.QrCodes;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Tests.QrCodes;

public sealed class LabelKeysTests
{
    private static readonly string Key = Convert.ToBase64String(new byte[32]);

    private static SerialCodec Read(bool development, params (string Name, string Value)[] settings) => LabelKeys.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(each => "AgriTrace:Labels:" + each.Name, each => (string?)each.Value)).Build(),
        development);

    [Fact]
    public void Without_a_key_the_app_starts_and_prints_no_serial_numbers() => Read(development: false).CanWrite.ShouldBeFalse();

    [Fact]
    public void Keys_stand_with_spaces_or_line_ends_between_them() => Read(development: false, ("Keys", $" 0:{Key}\r\n15:{Key} ")).CanWrite.ShouldBeTrue();

    [Fact]
    public void The_local_key_is_refused_outside_development() =>
        Should.Throw<InvalidOperationException>(() => Read(development: false, ("LocalKey", $"0:{Key}"))).Message.ShouldContain("remove the setting");

    [Fact]
    public void A_number_stands_for_one_key() =>
        Should.Throw<InvalidOperationException>(() => Read(development: true, ("Keys", $"0:{Key}"), ("LocalKey", $"0:{Key}"))).Message.ShouldContain("two keys of one number");

    [Theory]
    [InlineData("c2hvcnQ=")]
    [InlineData("0:c2hvcnQ=")]
    [InlineData("16:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("-1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData(":AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/keys)")]
    public void What_is_no_key_is_refused_without_being_repeated(string value) =>
        Should.Throw<InvalidOperationException>(() => Read(development: false, ("Keys", value))).Message.ShouldNotContain(value);
}
