using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AgriTrace.Infra.Identity;

/// <summary>What every token must hold to, whoever signed it.</summary>
internal sealed class TokenRules(TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = Tokens.MaxLength };

    /// <returns>Null when it holds to them; otherwise the reason, for the log.</returns>
    public async Task<Exception?> Check(string token, string issuer, string audience, IEnumerable<string> algorithms, IReadOnlyCollection<SecurityKey> keys)
    {
        var outcome = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            ValidAlgorithms = algorithms,
            // A token that names a key is checked with that key or not at all.
            IssuerSigningKeyResolver = (_, _, kid, _) => string.IsNullOrEmpty(kid) ? keys : keys.Where(key => key.KeyId == kid),
            TryAllIssuerSigningKeys = false,
            // What we sign beside tokens must open nothing, whatever stands in it.
            TypeValidator = (type, _, _) => SignedType.Is(type) ? throw new SecurityTokenInvalidTypeException($"{type} is no token.") : type,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // The skew goes to our own time: a token may name the first and the last second of all.
            LifetimeValidator = (from, until, _, _) =>
                clock.GetUtcNow().UtcDateTime is var now && (from is null || now + Skew >= from) && until is not null && now - Skew < until,
        });
        return outcome.IsValid ? null : outcome.Exception;
    }
}
