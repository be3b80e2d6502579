using AgriTrace.Infra.Notices;
using MailKit.Security;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Tests.Notices;

public sealed class MailSettingsTests
{
    private static MailSettings Read(params (string Name, string Value)[] settings) => MailSettings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create($"AgriTrace:Mail:{one.Name}", (string?)one.Value))).Build());

    [Fact]
    public void Without_a_host_no_mail_is_sent_whatever_else_is_set() => Read(("From", "nobody")).IsOn.ShouldBeFalse();

    [Theory]
    [InlineData("mail.example.vn", "587", null, SecureSocketOptions.StartTls)]
    [InlineData("mail.example.vn", "465", null, SecureSocketOptions.SslOnConnect)]
    [InlineData("mail.example.vn", "25", "false", SecureSocketOptions.SslOnConnect)]
    [InlineData("10.0.0.5", "25", "true", SecureSocketOptions.StartTls)]
    [InlineData("127.0.0.1", "25", "true", SecureSocketOptions.StartTlsWhenAvailable)]
    [InlineData("localhost", "1025", "false", SecureSocketOptions.None)]
    public void Only_a_server_on_this_machine_is_spoken_to_without_TLS(string host, string port, string? startTls, SecureSocketOptions security) =>
        Read(("Host", host), ("Port", port), ("From", "htx@example.vn"), ("StartTls", startTls ?? string.Empty)).Security.ShouldBe(security);

    [Theory]
    [InlineData("From", "")]
    [InlineData("From", "HTX <htx@example.vn>")]
    [InlineData("From", "htx@example.vn\r\nBcc: all@example.vn")]
    [InlineData("Port", "0")]
    [InlineData("Port", "70000")]
    [InlineData("StartTls", "maybe")]
    public void A_setting_that_cannot_be_read_is_named_at_start(string name, string value)
    {
        var settings = new Dictionary<string, string> { ["Host"] = "mail.example.vn", ["From"] = "htx@example.vn", [name] = value };

        Should.Throw<InvalidOperationException>(() => Read([.. settings.Select(one => (one.Key, one.Value))])).Message.ShouldContain(name);
    }
}
