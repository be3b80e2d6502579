using AgriTrace.Functions.Http;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Functions.Tests.Http;

public sealed class LimitSettingsTests
{
    private static LimitSettings Read(params (string Name, string Value)[] settings) => LimitSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create<string, string?>(one.Name, one.Value))).Build());

    [Fact]
    public void What_is_not_set_has_its_default() => Read().ShouldBe(new LimitSettings());

    [Fact]
    public void A_setting_changes_its_limit_and_no_other() =>
        Read(("AgriTrace:Limits:Costly:PerSecond", "0.5"), ("AgriTrace:Limits:CallSeconds", "5"), ("AgriTrace:Proxies", "2"))
            .ShouldBe(new LimitSettings { Costly = new Rate(0.5, 150), CallTime = TimeSpan.FromSeconds(5), Proxies = 2 });

    [Theory]
    [InlineData("AgriTrace:Proxies", "one")]
    [InlineData("AgriTrace:Proxies", "1.5")]
    [InlineData("AgriTrace:Proxies", "-1")]
    [InlineData("AgriTrace:Limits:Public:PerSecond", "0")]
    [InlineData("AgriTrace:Limits:Public:PerSecond", "NaN")]
    [InlineData("AgriTrace:Limits:Public:Burst", "0")]
    [InlineData("AgriTrace:Limits:CallSeconds", "-1")]
    public void A_limit_that_is_none_is_told_by_its_name(string name, string value) =>
        Should.Throw<InvalidOperationException>(() => Read((name, value))).Message.ShouldContain(name);
}
