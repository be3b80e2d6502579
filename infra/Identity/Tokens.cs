using System.Security.Cryptography;
using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AgriTrace.Infra.Identity;

/// <summary>Signs and checks ES256 bearer tokens (RFC 7519). Thread-safe.</summary>
public sealed class Tokens : IDisposable
{
    public const string Issuer = "agritrace-local";
    public const string Audience = "agritrace";

    /// <summary>Longer headers are refused before any cryptography.</summary>
    public const int MaxLength = 4_096;

    private const string RoleClaim = "role";
    private const string CoopClaim = "coop";

    /// <summary>The names of the roles in a token, and no other spelling of them.</summary>
    public static IReadOnlyDictionary<string, Role> Roles { get; } = Enum.GetValues<Role>().ToDictionary(NameOf, StringComparer.Ordinal);

    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = MaxLength };
    private readonly ECDsa? ecdsa;
    private readonly ECDsaSecurityKey? key;
    private readonly TimeProvider clock;
    private readonly ILogger<Tokens> log;

    public Tokens(TokenSettings settings, TimeProvider clock, ILogger<Tokens> log)
    {
        (this.clock, this.log) = (clock, log);
        if (settings.LocalKey is null) return;
        ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(settings.LocalKey), out _);
        // The cache is of the whole process, and would hand out what another host of it has disposed.
        key = new ECDsaSecurityKey(ecdsa) { KeyId = "local", CryptoProviderFactory = new CryptoProviderFactory { CacheSignatureProviders = false } };
    }

    /// <summary>Signs a token with the local key.</summary>
    /// <exception cref="InvalidOperationException">There is no local key.</exception>
    public string Issue(Caller caller, TimeSpan life)
    {
        if (key is null) throw new InvalidOperationException("There is no local key (AgriTrace:Identity:LocalKey) to sign with.");
        var now = clock.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>();
        if (caller.Role is { } role) claims[RoleClaim] = NameOf(role);
        if (caller.Coop is { } coop) claims[CoopClaim] = coop;
        if (caller.Member is { } member) claims[JwtRegisteredClaimNames.Sub] = member;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            Claims = claims,
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Reads the value of an Authorization header.</summary>
    /// <returns>The anonymous caller when there is no header; <see cref="IdentityErrors.BadToken"/> for anything that is not a good token.</returns>
    public async Task<Result<Caller>> Read(string? authorization)
    {
        if (string.IsNullOrEmpty(authorization)) return Caller.Anonymous;
        const string scheme = "Bearer ";
        if (!authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > MaxLength) return IdentityErrors.BadToken;
        if (key is null) return IdentityErrors.BadToken;

        var checkedToken = await handler.ValidateTokenAsync(authorization[scheme.Length..].Trim(), Rules(key));
        if (checkedToken.IsValid && CallerOf((JsonWebToken)checkedToken.SecurityToken) is { } caller) return caller;

        log.LogInformation("A bearer token was refused: {Reason}", checkedToken.Exception?.GetType().Name ?? "no known role");
        return IdentityErrors.BadToken;
    }

    private static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    public void Dispose() => ecdsa?.Dispose();

    private TokenValidationParameters Rules(SecurityKey signer) => new()
    {
        ValidIssuer = Issuer,
        ValidAudience = Audience,
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        IssuerSigningKey = signer,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        LifetimeValidator = (from, until, _, _) =>
            clock.GetUtcNow().UtcDateTime is var now && (from is null || now >= from - Skew) && until is not null && now < until + Skew,
    };

    /// <summary>Reads the claims as they were signed. The handler's own view flattens lists and turns numbers into text.</summary>
    /// <returns>Null unless there is one role by its exact name, and every other claim of ours is one text.</returns>
    private static Caller? CallerOf(JsonWebToken token)
    {
        try
        {
            using var payload = JsonDocument.Parse(
                Base64UrlEncoder.DecodeBytes(token.EncodedPayload), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return TextOf(payload, RoleClaim) is { } name && Roles.TryGetValue(name, out var role)
                ? new Caller(role, TextOf(payload, CoopClaim), TextOf(payload, JwtRegisteredClaimNames.Sub))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <returns>Null when it is absent.</returns>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    private static string? TextOf(JsonDocument payload, string claim) =>
        payload.RootElement.TryGetProperty(claim, out var value)
            ? value.GetString() ?? throw new InvalidOperationException($"The claim {claim} is null.")
            : null;
}
