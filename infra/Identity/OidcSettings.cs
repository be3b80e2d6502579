using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Identity;

/// <summary>A provider of OpenID Connect whose tokens are believed, and where in them it says who is calling.</summary>
/// <param name="Authority">Its issuer, below which its discovery document lies.</param>
/// <param name="Audience">What its tokens must be made for.</param>
public sealed record OidcSettings(Uri Authority, string Audience)
{
    private const string Prefix = "AgriTrace:Identity:Oidc:";

    public string RoleClaim { get; init; } = "roles";

    public string CoopClaim { get; init; } = "coop";

    public string MemberClaim { get; init; } = "member";

    /// <summary>Whether it may make somebody an operator, who stands above every cooperative.</summary>
    public bool Operators { get; init; }

    /// <summary>How long a caller waits for its documents. Only the first ones do: later they are brought anew behind the scenes.</summary>
    public TimeSpan Patience { get; init; }

    /// <returns>Null where no authority is set.</returns>
    /// <exception cref="InvalidOperationException">A setting is wrong; the message names it.</exception>
    internal static OidcSettings? Of(IConfiguration settings, bool development)
    {
        if (settings[Prefix + "Authority"] is not { Length: > 0 } authority) return null;
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address) || !IsTrusted(address, development))
            throw new InvalidOperationException($"{Prefix}Authority must be an https address without query (http for this machine alone, in development).");
        if (settings[Prefix + "Audience"] is not { Length: > 0 } audience)
            throw new InvalidOperationException($"{Prefix}Authority is set and {Prefix}Audience is not: tokens that were made for others would be believed.");

        return new OidcSettings(address, audience)
        {
            RoleClaim = Text("RoleClaim", "roles"),
            CoopClaim = Text("CoopClaim", "coop"),
            MemberClaim = Text("MemberClaim", "member"),
            Operators = settings[Prefix + "Operators"] == "true",
            Patience = SecondsOf(settings[Prefix + "TimeoutSeconds"]),
        };

        string Text(string name, string otherwise) => settings[Prefix + name] is { Length: > 0 } text ? text : otherwise;
    }

    private static TimeSpan SecondsOf(string? text)
    {
        if (string.IsNullOrEmpty(text)) return TimeSpan.FromSeconds(5);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 60
            ? TimeSpan.FromSeconds(seconds)
            : throw new InvalidOperationException($"{Prefix}TimeoutSeconds must be a whole number from 1 to 60.");
    }

    private static bool IsTrusted(Uri address, bool development) =>
        address is { Query: "", Fragment: "", UserInfo: "" }
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && development && address.IsLoopback));
}
