using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Identity;

/// <summary>Finds out who is calling: the one place where a request becomes a <see cref="Caller"/>.</summary>
public sealed class Callers(Tokens tokens, ApiKeys keys)
{
    /// <returns><see cref="Caller.Anonymous"/> where nothing names a caller; an error where something does, and not so that we can trust it.</returns>
    public async Task<Result<Caller>> Of(HttpRequest request, AllowAttribute allow, CancellationToken cancel)
    {
        string? authorization = request.Headers.Authorization;
        if (!ApiKeys.IsKey(authorization)) return await tokens.Read(authorization);
        // A page is for people.
        return allow.Browser ? IdentityErrors.BadToken : await keys.Read(authorization!, cancel);
    }
}
