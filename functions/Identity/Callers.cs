using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Identity;

/// <summary>Finds out who is calling: the one place where a request becomes a <see cref="Caller"/>.</summary>
public sealed class Callers(Tokens tokens, ApiKeys keys, SignedIn signedIn)
{
    /// <summary>Names the farmer whom a helper acts for.</summary>
    public const string OnBehalfOf = "On-Behalf-Of";

    /// <returns><see cref="Caller.Anonymous"/> where nothing names a caller; an error where something does, and not so that we can trust it.</returns>
    public async Task<Result<Caller>> Of(HttpRequest request, AllowAttribute allow, CancellationToken cancel)
    {
        // A page is for people, who have a session.
        if (allow.Browser) return await OfSession(request, cancel);
        string? authorization = request.Headers.Authorization;
        if (ApiKeys.IsKey(authorization)) return await keys.Read(authorization!, cancel);
        return await (await tokens.Read(authorization, cancel)).Then(caller => signedIn.ByToken(caller, cancel));
    }

    /// <summary>A cookie that is good no more is no error: whoever has it is a visitor again.</summary>
    private async Task<Caller> OfSession(HttpRequest request, CancellationToken cancel) =>
        SessionCookie.Of(request) is { } cookie && await signedIn.BySession(cookie, cancel) is { } caller ? caller : Caller.Anonymous;

    /// <summary>The caller in the place of the farmer whom they act for. A program names the farmer in a header, a page in its route.</summary>
    /// <returns>The caller as they are, when they act for themselves; an error when they may not act for whom they name.</returns>
    public async Task<Result<Caller>> InPlace(Caller caller, HttpRequest request, AllowAttribute allow, CancellationToken cancel)
    {
        var isNamed = request.Headers.TryGetValue(OnBehalfOf, out var header);
        // None, or two: nobody knows whom.
        if (isNamed && header is not [{ Length: > 0 }]) return IdentityErrors.NoConsent;
        var named = isNamed ? header.ToString()
            : allow.Browser && allow.Permission.IsDelegable() ? request.RouteValues["member"] as string : null;
        if (named is null || named == caller.Member || (caller.Role != Role.Helper && !isNamed)) return caller;
        if (caller is not { Role: Role.Helper, Coop: { } coop, Member: { } helper }) return caller.IsAnonymous ? caller : IdentityErrors.NoConsent;
        if (!Slug.Parse("member", named).Try(out var farmer, out var error)) return error;
        return await signedIn.Serves(coop, farmer, helper, cancel) ? caller.InPlaceOf(farmer) : IdentityErrors.NoConsent;
    }
}
