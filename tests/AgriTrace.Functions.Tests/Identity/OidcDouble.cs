using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Identity;

/// <summary>A provider of OpenID Connect on this machine: its discovery document and its keys, and how often they were asked for.</summary>
internal sealed class OidcDouble : IAsyncDisposable
{
    public const string Audience = "api://agritrace";

    private readonly WebApplication app;
    private int discoveries, keyFetches;

    private OidcDouble(WebApplication app)
    {
        this.app = app;
        app.MapGet("/.well-known/openid-configuration", http =>
            Answer(http, ref discoveries, new JsonObject { ["issuer"] = Names ?? Issuer, ["jwks_uri"] = KeysUrl ?? $"{Issuer}/keys" }));
        app.MapGet("/keys", http => Answer(http, ref keyFetches, new JsonObject { ["keys"] = new JsonArray([.. Keys.Select(key => key.Jwk)]) }));
    }

    public string Issuer => app.Urls.Single();

    public IReadOnlyList<AKey> Keys { get; set; } = [];

    /// <summary>Where its discovery document says that the keys are; null for where they are.</summary>
    public string? KeysUrl { get; set; }

    /// <summary>Whom its discovery document says that it is; null for what it is.</summary>
    public string? Names { get; set; }

    /// <summary>It takes calls and never answers.</summary>
    public bool Silent { get; set; }

    public int Discoveries => Volatile.Read(ref discoveries);

    public int KeyFetches => Volatile.Read(ref keyFetches);

    /// <summary>What a host must be told to believe in it.</summary>
    public (string, string?)[] Settings =>
    [
        ("AgriTrace:Identity:Oidc:Authority", Issuer), ("AgriTrace:Identity:Oidc:Audience", Audience), ("AgriTrace:Http:AllowLoopback", "true"),
        ("AgriTrace:Identity:Oidc:TimeoutSeconds", "60"),
    ];

    public static async Task<OidcDouble> Start(CancellationToken cancel)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var started = new OidcDouble(builder.Build());
        await started.app.StartAsync(cancel);
        return started;
    }

    public string Claims(string more = "\"roles\":\"farmer\",\"coop\":\"htx-a\",\"member\":\"ut\"", string exp = "4102444800", string aud = Audience) =>
        $$"""{"iss":"{{Issuer}}","aud":"{{aud}}","exp":{{exp}},{{more}}}""";

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private Task Answer(HttpContext http, ref int count, JsonObject document)
    {
        Interlocked.Increment(ref count);
        return Silent ? Task.Delay(Timeout.Infinite, http.RequestAborted) : http.Response.WriteAsync(document.ToJsonString(), http.RequestAborted);
    }
}
