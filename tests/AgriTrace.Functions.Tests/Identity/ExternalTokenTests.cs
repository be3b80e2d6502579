using System.Security.Cryptography;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Identity;

/// <summary>Which tokens of an external issuer are believed.</summary>
public sealed class ExternalTokenTests(IdentityHosts hosts) : IClassFixture<IdentityHosts>, IAsyncLifetime
{
    private readonly AKey key = new(), rsa = new() { Algorithm = "RS256" }, pss = new() { Algorithm = "PS256" }, stranger = new();
    private OidcDouble? oidc;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private OidcDouble Oidc => oidc!;

    public async ValueTask InitializeAsync()
    {
        oidc = await OidcDouble.Start(Cancel);
        oidc.Keys = [key, rsa, pss];
    }

    public async ValueTask DisposeAsync()
    {
        await Oidc.DisposeAsync();
        foreach (var one in new[] { key, rsa, pss, stranger }) one.Dispose();
    }

    [Fact]
    public async Task A_token_of_the_issuer_is_believed_in_each_algorithm_and_its_documents_are_fetched_once()
    {
        await using var host = await hosts.Start(Oidc.Settings);

        foreach (var signer in Oidc.Keys)
            (await Ask(host, signer.Sign(Oidc.Claims())).Json(200)).ToJsonString().ShouldBe("""{"role":"farmer","coop":"htx-a","member":"ut"}""");

        (Oidc.Discoveries, Oidc.KeyFetches).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Our_own_tokens_are_believed_beside_it()
    {
        await using var host = await hosts.Start(Oidc.Settings);

        await host.As(Role.Farmer, "htx-a").GetAsync("/t/who/htx-a", Cancel).Json(200);
        Oidc.Discoveries.ShouldBe(0);
    }

    [Fact]
    public async Task A_bad_token_of_the_issuer_is_401()
    {
        await using var host = await hosts.Start(Oidc.Settings);
        var tooLong = $"\"roles\":\"farmer\",\"coop\":\"htx-a\",\"more\":\"{new string('a', 4_096)}\"";

        foreach (var token in new[]
        {
            stranger.Sign(Oidc.Claims(), key.Kid), key.Sign(Oidc.Claims(), rsa.Kid), key.Sign(Oidc.Claims(aud: "another")), key.Sign(Oidc.Claims(exp: "1700000000")), key.Sign(Oidc.Claims(tooLong)),
            AKey.Signed("""{"alg":"none"}""", Oidc.Claims(), _ => []),
            AKey.Signed($$"""{"alg":"HS256","kid":"{{key.Kid}}"}""", Oidc.Claims(), bytes => HMACSHA256.HashData(key.PublicBytes[0], bytes)),
            key.Sign(Oidc.Claims().Replace(Oidc.Issuer, "https://another.example", StringComparison.Ordinal)),
            key.Sign(Oidc.Claims().Replace(Oidc.Issuer, "agritrace-local", StringComparison.Ordinal)),
        })
            await Ask(host, token).Problem(401, "token-invalid");
    }

    [Fact]
    public async Task One_role_of_ours_among_others_counts_and_whatever_is_not_clear_is_refused()
    {
        await using var host = await hosts.Start(Oidc.Settings);

        foreach (var (claims, status) in new[]
        {
            ("\"roles\":[\"farmer\"],\"coop\":\"htx-a\"", 200),
            ("\"roles\":[\"offline_access\",\"farmer\",\"Admin\"],\"coop\":\"htx-a\"", 200),
            ("\"roles\":[\"farmer\",\"admin\"],\"coop\":\"htx-a\"", 401),
            ("\"roles\":[\"farmer\",\"farmer\"],\"coop\":\"htx-a\"", 401),
            ("\"roles\":[\"farmer\",7],\"coop\":\"htx-a\"", 401),
            ("\"roles\":[],\"coop\":\"htx-a\"", 401),
            ("\"roles\":\"Farmer\",\"coop\":\"htx-a\"", 401),
            ("\"roles\":{\"farmer\":1},\"coop\":\"htx-a\"", 401),
            ("\"role\":\"farmer\",\"coop\":\"htx-a\"", 401),
            ("\"roles\":\"farmer\"", 401),
            ("\"roles\":\"farmer\",\"coop\":\"Htx A\"", 401),
            ("\"roles\":\"farmer\",\"coop\":[\"htx-a\"]", 401),
            ("\"roles\":\"farmer\",\"coop\":\"htx-a\",\"member\":\"../ut\"", 401),
            ("\"roles\":\"farmer\",\"coop\":\"htx-a\",\"member\":7", 401),
            ("\"roles\":\"farmer\",\"coop\":\"htx-b\"", 403),
        })
        {
            using var answer = await Ask(host, key.Sign(Oidc.Claims(claims)));
            ((int)answer.StatusCode).ShouldBe(status, claims);
        }
    }

    [Fact]
    public async Task Its_claims_may_have_other_names()
    {
        await using var host = await hosts.Start(
            [.. Oidc.Settings, ("AgriTrace:Identity:Oidc:RoleClaim", "vai-tro"), ("AgriTrace:Identity:Oidc:CoopClaim", "htx"), ("AgriTrace:Identity:Oidc:MemberClaim", "https://x.example/member")]);

        (await Ask(host, key.Sign(Oidc.Claims("\"vai-tro\":\"farmer\",\"htx\":\"htx-a\",\"https://x.example/member\":\"ut\""))).Json(200))
            .ToJsonString().ShouldBe("""{"role":"farmer","coop":"htx-a","member":"ut"}""");
    }

    [Theory]
    [InlineData("true", 200)]
    [InlineData(null, 401)]
    public async Task It_makes_operators_only_where_the_setting_says_so(string? setting, int status)
    {
        await using var host = await hosts.Start([.. Oidc.Settings, ("AgriTrace:Identity:Oidc:Operators", setting)]);

        await host.ClientOf(key.Sign(Oidc.Claims("\"roles\":\"operator\""))).GetAsync("/t/operates", Cancel).Json(status);
    }

    [Fact]
    public async Task A_new_key_of_the_issuer_is_believed_with_nothing_restarted()
    {
        await using var host = await hosts.Start(Oidc.Settings);
        await Ask(host, key.Sign(Oidc.Claims())).Json(200);

        Oidc.Keys = [stranger];
        await Eventually.Holds(async () => (await Ask(host, stranger.Sign(Oidc.Claims()))).IsSuccessStatusCode, "the new key is known", Cancel);
        await Ask(host, key.Sign(Oidc.Claims())).Problem(401, "token-invalid");
    }

    [Fact]
    public async Task Tokens_with_made_up_keys_do_not_become_calls_to_the_issuer()
    {
        await using var host = await hosts.Start(Oidc.Settings);
        await Ask(host, key.Sign(Oidc.Claims())).Json(200);

        await Ask(host, stranger.Sign(Oidc.Claims(), "made-up")).Problem(401, "token-invalid");
        await Eventually.Holds(() => Oidc.KeyFetches == 2, "the keys were fetched again for the first of them", Cancel);
        for (var number = 0; number < 50; number++) await Ask(host, stranger.Sign(Oidc.Claims(), $"made-up-{number}")).Problem(401, "token-invalid");

        await Ask(host, key.Sign(Oidc.Claims())).Json(200);
        (Oidc.Discoveries, Oidc.KeyFetches).ShouldBe((2, 2));
    }

    [Fact]
    public async Task While_the_issuer_is_gone_its_tokens_are_503_and_all_others_are_as_before()
    {
        var (settings, token) = (Oidc.Settings, key.Sign(Oidc.Claims()));
        await Oidc.DisposeAsync();
        await using var host = await hosts.Start(settings);

        await Ask(host, token).Problem(503, "issuer-unavailable");
        await host.As(Role.Farmer, "htx-a").GetAsync("/t/who/htx-a", Cancel).Json(200);
    }

    [Fact]
    public async Task An_issuer_that_takes_calls_and_never_answers_is_left_alone_for_a_while()
    {
        var clock = new ShiftedClock();
        Oidc.Silent = true;
        await using var host = await hosts.Start(clock, [.. Oidc.Settings, ("AgriTrace:Identity:Oidc:TimeoutSeconds", "2")]);

        for (var call = 0; call < 5; call++) await Ask(host, key.Sign(Oidc.Claims())).Problem(503, "issuer-unavailable");
        Oidc.Discoveries.ShouldBeLessThan(5);

        Oidc.Silent = false;
        clock.Ahead = TimeSpan.FromSeconds(11);
        await Eventually.Holds(async () => (await Ask(host, key.Sign(Oidc.Claims()))).IsSuccessStatusCode, "it answers again", Cancel);
    }

    /// <summary>The address names every interface of this machine, so the double would answer there.</summary>
    [Fact]
    public async Task Keys_that_the_issuer_says_are_in_a_private_network_are_not_fetched()
    {
        await using var host = await hosts.Start(Oidc.Settings);
        Oidc.KeysUrl = $"http://0.0.0.0:{new Uri(Oidc.Issuer).Port}/keys";

        await Ask(host, key.Sign(Oidc.Claims())).Problem(503, "issuer-unavailable");
        (Oidc.Discoveries, Oidc.KeyFetches).ShouldBe((1, 0));
    }

    [Fact]
    public async Task An_issuer_on_this_machine_is_not_asked_unless_the_setting_lets_it()
    {
        await using var host = await hosts.Start([.. Oidc.Settings, ("AgriTrace:Http:AllowLoopback", null)]);

        await Ask(host, key.Sign(Oidc.Claims())).Problem(503, "issuer-unavailable");
        Oidc.Discoveries.ShouldBe(0);
    }

    [Fact]
    public async Task A_discovery_document_of_another_issuer_is_not_believed()
    {
        await using var host = await hosts.Start(Oidc.Settings);
        Oidc.Names = "https://another.example";

        await Ask(host, key.Sign(Oidc.Claims())).Problem(401, "token-invalid");
    }

    private static Task<HttpResponseMessage> Ask(TestHost host, string token) => host.ClientOf(token).GetAsync("/t/who/htx-a", Cancel);
}
