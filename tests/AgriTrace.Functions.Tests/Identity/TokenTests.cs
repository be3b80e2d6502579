using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra;
using AgriTrace.Infra.Http;
using AgriTrace.Infra.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgriTrace.Functions.Tests.Identity;

/// <summary>A host with two signing keys beside the local one.</summary>
public sealed class HostWithKeys : IAsyncLifetime
{
    private TestHost? host;

    internal IdentityHosts Hosts { get; } = new();

    internal AKey Key { get; } = new();

    internal AKey Second { get; } = new();

    internal TestHost Host => host!;

    public async ValueTask InitializeAsync()
    {
        await Hosts.InitializeAsync();
        host = await Hosts.Start((TokenTests.Keys, $"{Key.Setting}\n {Second.Setting}"));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Hosts.DisposeAsync();
        Key.Dispose();
        Second.Dispose();
    }
}

/// <summary>Which tokens of our own keys are believed.</summary>
public sealed class TokenTests(HostWithKeys keyed) : IClassFixture<HostWithKeys>, IDisposable
{
    internal const string Keys = "AgriTrace:Identity:SigningKeys";

    private readonly AKey key = keyed.Key, second = keyed.Second, stranger = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IdentityHosts Hosts => keyed.Hosts;

    private TestHost Host => keyed.Host;

    public void Dispose() => stranger.Dispose();

    [Fact]
    public async Task A_token_brings_back_whom_it_was_issued_to()
    {
        var token = Issue(Host, new Caller(Role.Farmer, "htx-a", "ut"));

        (await Ask(token).Json(200)).ToJsonString().ShouldBe("""{"role":"farmer","coop":"htx-a","member":"ut"}""");
    }

    [Fact]
    public async Task A_token_names_its_device_and_is_refused_where_that_is_not_enrolled()
    {
        var caller = new Caller(Role.Farmer, "htx-a", "ut") { Device = "d1" };
        var token = Issue(Host, caller);

        (await Host.Services.GetRequiredService<Tokens>().Read($"Bearer {token}", Cancel)).Value.ShouldBe(caller);
        await Ask(token).Problem(401, "token-invalid");
    }

    [Fact]
    public void Each_token_has_a_number_of_its_own_and_the_public_address_as_its_issuer()
    {
        var (one, other) = (Payload(Issue(Host, new Caller(Role.Operator))), Payload(Issue(Host, new Caller(Role.Operator))));

        one["jti"]!.GetValue<string>().ShouldNotBe(other["jti"]!.GetValue<string>());
        one["iss"]!.GetValue<string>().ShouldBe("http://localhost:7071");
        (one["exp"]!.GetValue<long>() - one["nbf"]!.GetValue<long>()).ShouldBe(900);
    }

    [Fact]
    public async Task Tokens_of_every_key_and_of_the_local_one_are_believed_in_development()
    {
        await Ask(key.Sign(Claims())).Json(200);
        await Ask(second.Sign(Claims())).Json(200);
        await Ask(LocalToken()).Json(200);
    }

    [Fact]
    public async Task A_token_of_another_cooperative_is_403() =>
        await Host.ClientOf(key.Sign(Claims(coop: "\"htx-b\""))).GetAsync("/t/who/htx-a", Cancel).Problem(403, "other-cooperative");

    [Fact]
    public async Task No_token_is_401() => await Ask(null).Problem(401, "token-missing");

    public static TheoryData<string> BadTokens => [.. Bad.Keys];

    private static readonly Dictionary<string, Func<TokenTests, string>> Bad = new()
    {
        ["garbage"] = _ => "garbage",
        ["three empty parts"] = _ => "..",
        ["no algorithm"] = _ => AKey.Signed("""{"alg":"none","typ":"JWT"}""", Claims(), _ => []),
        ["no algorithm and a key"] = test => AKey.Signed($$"""{"alg":"none","typ":"JWT","kid":"{{test.key.Kid}}"}""", Claims(), _ => []),
        ["a secret that is our public key"] = test => test.Hashed(0),
        ["a secret that is our public key as text"] = test => test.Hashed(1),
        ["a secret that is our public key as JSON"] = test => test.Hashed(2),
        ["another algorithm"] = test => test.key.Sign(Claims()).Replace(Header("ES256", test.key), Header("ES384", test.key), StringComparison.Ordinal),
        ["a stranger's key"] = test => test.stranger.Sign(Claims()),
        ["a stranger's key under our id"] = test => test.stranger.Sign(Claims(), test.key.Kid),
        ["our key under a stranger's id"] = test => test.key.Sign(Claims(), test.stranger.Kid),
        ["our key under the id of our other one"] = test => test.key.Sign(Claims(), test.second.Kid),
        ["changed after it was signed"] = test => Tampered(test.key.Sign(Claims())),
        ["expired"] = test => test.key.Sign(Claims(exp: "1700000000")),
        ["no expiry"] = test => test.key.Sign(Claims(exp: "null")),
        ["not yet valid"] = test => test.key.Sign(Claims(nbf: "4102444000")),
        ["made for another audience"] = test => test.key.Sign(Claims(aud: "\"another\"")),
        ["another issuer"] = test => test.key.Sign(Claims(iss: "\"https://another.example\"")),
        ["no issuer"] = test => test.key.Sign(Claims(iss: "null")),
        ["two issuers"] = test => test.key.Sign(Claims(iss: "[\"http://localhost:7071\"]")),
        ["our key as the local issuer"] = test => test.key.Sign(Claims(iss: "\"agritrace-local\"")),
        ["no role"] = test => test.key.Sign(Claims(role: "\"\"")),
        ["a list of roles"] = test => test.key.Sign(Claims(role: "[\"farmer\"]")),
        ["a number for a role"] = test => test.key.Sign(Claims(role: "4")),
        ["a number for a cooperative"] = test => test.key.Sign(Claims(coop: "7")),
        ["a list of devices"] = test => test.key.Sign(Claims(coop: "\"htx-a\",\"device\":[\"d1\"]")),
        ["half a character"] = test => test.key.Sign(Claims(coop: "\"\\ud800\"")),
        ["a claim that stands twice"] = test => test.key.Sign(Claims(role: "\"farmer\",\"role\":\"admin\"")),
        ["claims that are no object"] = test => test.key.Sign("[]"),
        ["claims that are no JSON"] = test => test.key.Sign("{"),
        ["a document that we signed"] = test => test.key.Sign(Claims(), type: "agritrace-trace+jws"),
        ["a document that we signed, its type in full"] = test => test.key.Sign(Claims(), type: "application/agritrace-consignment+JWS"),
        ["over-long"] = test => test.key.Sign(Claims(coop: $"\"htx-a\",\"more\":\"{new string('a', 4_096)}\"")),
    };

    [Theory]
    [MemberData(nameof(BadTokens))]
    public async Task A_bad_token_is_401(string kind) => await Ask(Bad[kind](this)).Problem(401, "token-invalid");

    [Fact]
    public async Task The_local_key_cannot_speak_as_the_public_issuer()
    {
        var payload = LocalToken().Split('.')[1];
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload)).Replace("agritrace-local", "http://localhost:7071", StringComparison.Ordinal);
        using var local = ECDsa.Create();
        local.ImportPkcs8PrivateKey(Convert.FromBase64String(Host.Services.GetRequiredService<TokenSettings>().LocalKey!), out _);

        await Ask(AKey.Signed("""{"alg":"ES256","typ":"JWT"}""", claims, bytes => local.SignData(bytes, HashAlgorithmName.SHA256))).Problem(401, "token-invalid");
    }

    [Fact]
    public async Task A_rotation_refuses_nobody_until_the_old_key_is_dropped()
    {
        string before, after;
        await using (var old = await Hosts.Start((Keys, key.Setting))) before = Issue(old, new Caller(Role.Farmer, "htx-a"));
        await using (var announced = await Hosts.Start((Keys, $"{key.Setting} {stranger.Setting}")))
        {
            await Ask(announced, before).Json(200);
            await Ask(announced, stranger.Sign(Claims())).Json(200);
            KidOf(Issue(announced, new Caller(Role.Farmer))).ShouldBe(key.Kid);
        }

        await using (var moved = await Hosts.Start((Keys, $"{stranger.Setting} {key.Setting}")))
        {
            await Ask(moved, before).Json(200);
            after = Issue(moved, new Caller(Role.Farmer, "htx-a"));
            KidOf(after).ShouldBe(stranger.Kid);
        }

        await using var dropped = await Hosts.Start((Keys, stranger.Setting));
        await Ask(dropped, after).Json(200);
        await Ask(dropped, before).Problem(401, "token-invalid");
    }

    [Fact]
    public async Task Without_any_key_nothing_can_be_signed_and_everything_else_works()
    {
        await using var keyless = await Hosts.Start(("AgriTrace:Identity:LocalKey", null));

        keyless.Services.GetRequiredService<Tokens>().Issue(new Caller(Role.Operator), Tokens.AccessLife).Error.ShouldBe(IdentityErrors.NoSigningKey);
        await keyless.Anyone.GetAsync("/health", Cancel).Json(200);
        await Ask(keyless, LocalToken()).Problem(401, "token-invalid");
        (await keyless.Anyone.GetAsync("/.well-known/jwks.json", Cancel).Json(200)).ToJsonString().ShouldBe("""{"keys":[]}""");
    }

    [Fact]
    public async Task The_key_set_shows_every_key_that_is_believed_and_no_private_part()
    {
        using var answer = await Host.Anyone.GetAsync("/.well-known/jwks.json", Cancel);

        answer.Content.Headers.ContentType!.ToString().ShouldBe("application/json");
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=3600");
        var keys = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["keys"]!.AsArray();
        keys.Count.ShouldBe(3);
        JsonNode.DeepEquals(keys[0], key.Jwk).ShouldBeTrue(keys[0]!.ToJsonString());
        JsonNode.DeepEquals(keys[1], second.Jwk).ShouldBeTrue(keys[1]!.ToJsonString());
        keys[2]!["kid"]!.GetValue<string>().ShouldBe(KidOf(LocalToken()));
        foreach (var one in keys) one!.AsObject().Select(member => member.Key).ShouldBe(["kty", "crv", "x", "y", "kid", "use", "alg"], ignoreOrder: true);
    }

    private string LocalToken()
    {
        var settings = Host.Services.GetRequiredService<TokenSettings>();
        using var local = new Tokens(
            new TokenSettings { LocalKey = settings.LocalKey ?? throw new InvalidOperationException("The sample holds no local key."), Development = true },
            Host.Services.GetRequiredService<SiteSettings>(), Host.Services.GetRequiredService<PublicHttp>(), TimeProvider.System,
            NullLogger<Tokens>.Instance);
        return local.Issue(new Caller(Role.Farmer, "htx-a"), Tokens.AccessLife).Value;
    }

    private string Hashed(int form) =>
        AKey.Signed($$"""{"alg":"HS256","typ":"JWT","kid":"{{key.Kid}}"}""", Claims(), bytes => HMACSHA256.HashData(key.PublicBytes[form], bytes));

    private Task<HttpResponseMessage> Ask(string? token) => Ask(Host, token);

    private static Task<HttpResponseMessage> Ask(TestHost host, string? token) => host.ClientOf(token).GetAsync("/t/who/htx-a", Cancel);

    private static string Issue(TestHost host, Caller caller) => host.Services.GetRequiredService<Tokens>().Issue(caller, Tokens.AccessLife).Value;

    private static JsonNode Payload(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]))!;

    private static string KidOf(string token) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[0]))!["kid"]!.GetValue<string>();

    private static string Header(string algorithm, AKey key) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT","kid":"{{key.Kid}}"}"""));

    /// <summary>The same signature over claims of a higher role.</summary>
    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        return string.Join('.', parts[0], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Claims(role: "\"admin\""))), parts[2]);
    }

    private static string Claims(
        string iss = "\"http://localhost:7071\"", string aud = "\"agritrace\"", string exp = "4102444800", string nbf = "1", string role = "\"farmer\"", string coop = "\"htx-a\"") =>
        $$"""{"iss":{{iss}},"aud":{{aud}},"exp":{{exp}},"nbf":{{nbf}},"role":{{role}},"coop":{{coop}}}""";
}
