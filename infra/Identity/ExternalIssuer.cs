using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace AgriTrace.Infra.Identity;

/// <summary>Believes the tokens of one provider of OpenID Connect, whose keys it fetches and keeps. Thread-safe.</summary>
internal sealed class ExternalIssuer : IDisposable
{
    private const int MaxDocument = 262_144;

    private static readonly string[] Algorithms = [SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.EcdsaSha256];

    /// <summary>After a failure nobody asks the provider for so long: tokens that anyone can make up must not become calls to it.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly OidcSettings settings;
    private readonly TokenRules rules;
    private readonly TimeProvider clock;
    private readonly ILogger log;
    private readonly HttpClient client;
    private readonly ConfigurationManager<OpenIdConnectConfiguration> documents;
    private long silentUntil;

    public ExternalIssuer(OidcSettings settings, PublicHttp http, TokenRules rules, TimeProvider clock, ILogger log)
    {
        (this.settings, this.rules, this.clock, this.log) = (settings, rules, clock, log);
        client = http.Client(settings.Patience, MaxDocument);
        documents = new ConfigurationManager<OpenIdConnectConfiguration>(
            Trimmed(settings.Authority.AbsoluteUri) + "/.well-known/openid-configuration",
            new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(client) { RequireHttps = settings.Authority.Scheme == Uri.UriSchemeHttps })
        {
            // A key that the provider has withdrawn is believed for an hour or two, not for half a day.
            AutomaticRefreshInterval = TimeSpan.FromHours(1),
        };
    }

    /// <summary>Whether a token that names this issuer is this provider's to check; the slash at the end is each provider's own habit.</summary>
    public bool Is(string issuer) => Trimmed(issuer) == Trimmed(settings.Authority.AbsoluteUri);

    /// <returns><see cref="IdentityErrors.BadToken"/>, or <see cref="IdentityErrors.IssuerUnavailable"/> where its keys cannot be had.</returns>
    public async Task<Result<Caller>> Read(string token, TokenClaims claims, CancellationToken cancel)
    {
        if (await Documents(cancel) is not { } known) return IdentityErrors.IssuerUnavailable;
        var refusal = await rules.Check(token, known.Issuer, settings.Audience, Algorithms, [.. known.SigningKeys]);
        // Perhaps it has a new key. The documents are brought in the background, at most once in five minutes whatever comes.
        if (refusal is SecurityTokenSignatureKeyNotFoundException) documents.RequestRefresh();
        if (refusal is null && CallerOf(claims) is { } caller) return caller;

        log.LogInformation("A bearer token of {Issuer} was refused: {Reason}", settings.Authority, refusal?.GetType().Name ?? "its claims name no caller");
        return IdentityErrors.BadToken;
    }

    public void Dispose() => client.Dispose();

    /// <returns>Null when there are none, and the provider does not answer.</returns>
    private async Task<OpenIdConnectConfiguration?> Documents(CancellationToken cancel)
    {
        if (clock.GetUtcNow().UtcTicks < Interlocked.Read(ref silentUntil)) return null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(settings.Patience);
        try
        {
            return await documents.GetConfigurationAsync(limit.Token).WaitAsync(limit.Token);
        }
        catch (Exception exception) when (exception is InvalidOperationException || (exception is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            Interlocked.Exchange(ref silentUntil, (clock.GetUtcNow() + Pause).UtcTicks);
            log.LogWarning(exception, "The keys of {Issuer} cannot be had.", settings.Authority);
            return null;
        }
    }

    /// <returns>Null unless there is exactly one role of ours, and all that belongs to it.</returns>
    private Caller? CallerOf(TokenClaims claims)
    {
        if (!claims.TryTexts(settings.RoleClaim, out var names)) return null;
        if (names.Where(Tokens.Roles.ContainsKey).ToArray() is not [var name]) return null;
        var role = Tokens.Roles[name];
        if (role == Role.Operator) return settings.Operators ? new Caller(role) : null;

        if (!claims.TryText(settings.CoopClaim, out var coop) || !Slug.Parse(settings.CoopClaim, coop).IsOk) return null;
        if (!claims.TryText(settings.MemberClaim, out var member) || (member is not null && !Slug.Parse(settings.MemberClaim, member).IsOk)) return null;
        return new Caller(role, coop, member);
    }

    private static string Trimmed(string issuer) => issuer.TrimEnd('/');
}
