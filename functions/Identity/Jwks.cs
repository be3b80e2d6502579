using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Identity;

/// <summary>A set of public keys (RFC 7517).</summary>
public sealed record JwksBody(IReadOnlyList<PublicKey> Keys);

/// <summary>The keys with which anybody can check the tokens that are signed here.</summary>
public sealed class Jwks(Gate<Jwks> gate, Tokens tokens)
{
    /// <remarks>An hour in caches: a new key is shown here at least that long before it signs.</remarks>
    [Function("Jwks"), Allow(Permission.Anyone)]
    [Describe("The public keys of the tokens that are signed here.", Response = typeof(JwksBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ".well-known/jwks.json")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, _ => Task.FromResult<Result<Reply>>(
            Reply.Json(StatusCodes.Status200OK, new JwksBody(tokens.PublicKeys), "application/json").With("Cache-Control", "public, max-age=3600")), cancel);
}
