using System.Buffers.Text;
using System.Text;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AgriTrace.Infra.Identity;

/// <summary>Signs and checks bearer tokens (RFC 7519): our own, which are ES256, and those of an external issuer. Thread-safe.</summary>
public sealed class Tokens : IDisposable
{
    public const string Audience = "agritrace";

    /// <summary>Longer headers are refused before any cryptography.</summary>
    public const int MaxLength = 4_096;

    /// <summary>How long a token opens the API. A device brings a new one in time; what it may no longer do ends with the old one.</summary>
    public static readonly TimeSpan AccessLife = TimeSpan.FromMinutes(15);

    /// <summary>Of tokens that the local key signs, so that no other place takes them for its own.</summary>
    private const string LocalIssuer = "agritrace-local";
    private const string RoleClaim = "role";
    private const string CoopClaim = "coop";
    private const string DeviceClaim = "device";

    /// <summary>The names of the roles in a token, and no other spelling of them.</summary>
    public static IReadOnlyDictionary<string, Role> Roles { get; } = Enum.GetValues<Role>().ToDictionary(NameOf, StringComparer.Ordinal);

    private readonly JsonWebTokenHandler handler = new();
    private readonly IReadOnlyList<(string Issuer, SigningKey Key)> keys;
    private readonly TokenRules rules;
    private readonly ExternalIssuer? external;
    private readonly TimeProvider clock;
    private readonly ILogger<Tokens> log;

    public Tokens(TokenSettings settings, SiteSettings site, PublicHttp http, TimeProvider clock, ILogger<Tokens> log)
    {
        (this.clock, this.log) = (clock, log);
        var ours = site.PublicUrl.AbsoluteUri.TrimEnd('/');
        keys = [.. settings.ReadSigningKeys().Select(key => (ours, key))];
        if (settings.ReadLocalKey() is { } local) keys = [.. keys, (LocalIssuer, local)];
        rules = new TokenRules(clock);
        external = settings.Oidc is { } oidc ? new ExternalIssuer(oidc, http, rules, clock, log) : null;
    }

    /// <summary>What others need to check our tokens.</summary>
    public IReadOnlyList<PublicKey> PublicKeys => [.. keys.Select(signer => signer.Key.Public)];

    /// <summary>Signs a token with the first key.</summary>
    /// <returns><see cref="IdentityErrors.NoSigningKey"/> where there is none.</returns>
    public Result<string> Issue(Caller caller, TimeSpan life)
    {
        if (keys is not [var (issuer, key), ..]) return IdentityErrors.NoSigningKey;
        var now = clock.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + life,
            Claims = ClaimsOf(caller),
            SigningCredentials = new SigningCredentials(key.Key, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Signs a document with the first key, as a compact JWS (RFC 7515) that holds it byte for byte. It is no token, and opens nothing.</summary>
    /// <param name="type">What is signed; its header says so.</param>
    /// <returns>ASCII; or <see cref="IdentityErrors.NoSigningKey"/> where there is none.</returns>
    public Result<byte[]> Sign(ReadOnlySpan<byte> document, SignedType type)
    {
        if (keys is not [var (_, key), ..]) return IdentityErrors.NoSigningKey;
        var signed = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(HeaderOf(key.Public.Kid, type)))}.{Base64Url.EncodeToString(document)}";
        return Encoding.ASCII.GetBytes($"{signed}.{Base64Url.EncodeToString(key.Sign(Encoding.ASCII.GetBytes(signed)))}");
    }

    /// <summary>Whether the key of that id made this signature; null where it is none of ours.</summary>
    internal bool? Verify(string kid, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) =>
        keys.Select(signer => signer.Key).FirstOrDefault(key => key.Public.Kid == kid)?.Verify(data, signature);

    /// <summary>The header of what <see cref="Sign"/> makes.</summary>
    internal static string HeaderOf(string kid, SignedType type) => $$"""{"alg":"ES256","kid":"{{kid}}","typ":"{{type.Name}}"}""";

    /// <summary>Reads the value of an Authorization header.</summary>
    /// <returns>
    /// The anonymous caller when there is no header; <see cref="IdentityErrors.BadToken"/> for anything that is not a good token, and
    /// <see cref="IdentityErrors.IssuerUnavailable"/> for what nobody can check just now.
    /// </returns>
    public async Task<Result<Caller>> Read(string? authorization, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(authorization)) return Caller.Anonymous;
        const string scheme = "Bearer ";
        if (!authorization.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) || authorization.Length > MaxLength) return IdentityErrors.BadToken;

        var token = authorization[scheme.Length..].Trim();
        if (TokenClaims.Read(token) is not { } claims || !claims.TryText(JwtRegisteredClaimNames.Iss, out var issuer) || issuer is null)
            return Refuse("it is no token");
        SecurityKey[] signers = [.. keys.Where(signer => signer.Issuer == issuer).Select(signer => signer.Key.Key)];
        if (signers.Length > 0) return await ReadOurs(token, claims, issuer, signers);
        return external?.Is(issuer) == true ? await external.Read(token, claims, cancel) : Refuse("its issuer is unknown");
    }

    public void Dispose()
    {
        foreach (var signer in keys) signer.Key.Dispose();
        external?.Dispose();
    }

    private async Task<Result<Caller>> ReadOurs(string token, TokenClaims claims, string issuer, SecurityKey[] signers)
    {
        if (await rules.Check(token, issuer, Audience, [SecurityAlgorithms.EcdsaSha256], signers) is { } refusal) return Refuse(refusal.GetType().Name);
        return CallerOf(claims) is { } caller ? caller : Refuse("its claims name no caller");
    }

    private Error Refuse(string reason)
    {
        log.LogInformation("A bearer token was refused: {Reason}", reason);
        return IdentityErrors.BadToken;
    }

    private static string NameOf(Role role) => role.ToString().ToLowerInvariant();

    private static Dictionary<string, object> ClaimsOf(Caller caller)
    {
        var claims = new Dictionary<string, object> { [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7().ToString() };
        if (caller.Role is { } role) claims[RoleClaim] = NameOf(role);
        if (caller.Coop is { } coop) claims[CoopClaim] = coop;
        if (caller.Member is { } member) claims[JwtRegisteredClaimNames.Sub] = member;
        if (caller.Device is { } device) claims[DeviceClaim] = device;
        return claims;
    }

    /// <returns>Null unless there is one role by its exact name, and every other claim of ours is one text.</returns>
    private static Caller? CallerOf(TokenClaims claims) =>
        claims.TryText(RoleClaim, out var name) && name is not null && Roles.TryGetValue(name, out var role)
        && claims.TryText(CoopClaim, out var coop)
        && claims.TryText(JwtRegisteredClaimNames.Sub, out var member)
        && claims.TryText(DeviceClaim, out var device)
            ? new Caller(role, coop, member) { Device = device }
            : null;
}
