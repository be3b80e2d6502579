using System.Security.Cryptography;
using AgriTrace.Infra.Identity;
using AgriTrace.Local.Hosting;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Tests.Identity;

/// <summary>What is wrong in the identity settings is said when the app starts, and never with a key in the message.</summary>
public sealed class TokenSettingsTests
{
    private const string Keys = "AgriTrace:Identity:SigningKeys", Authority = "AgriTrace:Identity:Oidc:Authority", Audience = "AgriTrace:Identity:Oidc:Audience";

    private static readonly string Good = KeyOf(ECCurve.NamedCurves.nistP256);

    public static TheoryData<string, string> WrongKeys => new()
    {
        { "garbage", "Key 1 of" },
        { "AAAA", "Key 1 of" },
        { KeyOf(ECCurve.NamedCurves.nistP384), "Key 1 of" },
        { Convert.ToBase64String(RSA.Create(2048).ExportPkcs8PrivateKey()), "Key 1 of" },
        { Convert.ToBase64String(ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfo()), "Key 1 of" },
        { Convert.ToBase64String([.. Convert.FromBase64String(Good), 0]), "Key 1 of" },
        { $"{Good} {Good[..40]}", "Key 2 of" },
        { $"{Good}\n{Good}", "twice" },
        { string.Join(' ', Enumerable.Range(0, 9).Select(_ => KeyOf(ECCurve.NamedCurves.nistP256))), "more than 8" },
        { LocalKey, "everybody knows" },
    };

    [Theory]
    [MemberData(nameof(WrongKeys))]
    public void A_wrong_signing_key_is_named_and_not_shown(string keys, string says)
    {
        var refusal = Should.Throw<InvalidOperationException>(() => Of((Keys, keys)));

        refusal.Message.ShouldContain(says);
        refusal.Message.ShouldContain(Keys);
        foreach (var key in keys.Split()) refusal.ToString().ShouldNotContain(key);
    }

    [Fact]
    public void Settings_do_not_print_their_keys() => Of((Keys, Good)).ToString()!.ShouldNotContain(Good);

    [Fact]
    public void The_local_key_is_refused_outside_development() =>
        Should.Throw<InvalidOperationException>(() => Of(("AgriTrace:Identity:LocalKey", LocalKey))).Message.ShouldContain("AgriTrace:Identity:LocalKey");

    [Theory]
    [InlineData("http://login.example.org", false)]
    [InlineData("http://login.example.org", true)]
    [InlineData("http://127.0.0.1:8080", false)]
    [InlineData("login.example.org", true)]
    [InlineData("ftp://login.example.org", true)]
    [InlineData("https://login.example.org/?a=b", true)]
    [InlineData("https://me:secret@login.example.org", true)]
    public void An_issuer_that_could_be_forged_is_refused(string authority, bool development) =>
        Should.Throw<InvalidOperationException>(() => Of((Authority, authority), (Audience, "a"), ("AZURE_FUNCTIONS_ENVIRONMENT", development ? "Development" : null)))
            .Message.ShouldContain(Authority);

    [Fact]
    public void An_issuer_without_an_audience_is_refused() =>
        Should.Throw<InvalidOperationException>(() => Of((Authority, "https://login.example.org"))).Message.ShouldContain(Audience);

    private static string LocalKey =>
        LocalSettings.ReadFile(Repository.Path(LocalSettings.Sample), _ => null).Value["AgriTrace:Identity:LocalKey"]!;

    private static TokenSettings Of(params (string Name, string? Value)[] settings) =>
        TokenSettings.Of(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).Build());

    private static string KeyOf(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }
}
