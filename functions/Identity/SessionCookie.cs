using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Identity;

/// <summary>
/// The cookies of a browser: its session, and before there is one a secret that its first forms are bound to. Both are of this host
/// alone, never go out without TLS (a browser takes loopback for safe), and no script reads them.
/// </summary>
internal static class SessionCookie
{
    public const string Session = "__Host-agritrace";
    private const string Visitor = "__Host-agritrace-visitor";

    /// <summary>Null where there is none, or none of our form.</summary>
    public static DeviceSecret? Of(HttpRequest request) => DeviceSecret.Parse(request.Cookies[Session]);

    /// <summary>What forms are bound to: the session's secret, or the visitor's; null for a browser that has neither yet.</summary>
    public static string? SecretOf(HttpRequest request) =>
        Of(request)?.Secret ?? (request.Cookies[Visitor] is { } visitor && SignInSecrets.IsSecret(visitor) ? visitor : null);

    public static Reply Start(Reply reply, DeviceSecret session) => Set(reply, Session, session.ToString(), Device.IdleLife);

    public static Reply End(Reply reply) => Set(reply, Session, string.Empty, TimeSpan.Zero);

    public static Reply Greet(Reply reply, string visitor) => Set(reply, Visitor, visitor, SignInCard.Life);

    private static Reply Set(Reply reply, string name, string value, TimeSpan life) => reply.With(
        "Set-Cookie",
        string.Create(CultureInfo.InvariantCulture, $"{name}={value}; Path=/; Max-Age={(long)life.TotalSeconds}; Secure; HttpOnly; SameSite=Lax"));
}

/// <summary>Anti-forgery: a form carries a token that follows from the browser's secret, which no other site can read.</summary>
internal static class FormToken
{
    public const string Field = "form-token";

    public static string Of(string secret) => Ids.Base32(Ids.Hash("form", secret), SignInSecrets.CharactersOfAHash).ToLowerInvariant();

    /// <summary>Empty for a browser without a secret, whose forms are refused.</summary>
    public static string Of(HttpRequest request) => SessionCookie.SecretOf(request) is { } secret ? Of(secret) : string.Empty;

    public static bool Fits(HttpRequest request, string? given) =>
        given is not null && SessionCookie.SecretOf(request) is { } secret
        && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(given), System.Text.Encoding.UTF8.GetBytes(Of(secret)));
}
