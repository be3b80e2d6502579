using System.Globalization;
using System.Security.Cryptography;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Privacy;

namespace AgriTrace.Functions.Traceability;

/// <summary>Where the next page of a list begins, as a token that says nothing to anybody, fits the list it was given for, and expires.</summary>
public sealed class PageTokens(Protector protector, TimeProvider clock)
{
    public const string Parameter = "nextPageToken";

    private const int MaxLength = 2_000;

    private static readonly TimeSpan Life = TimeSpan.FromHours(24);

    /// <param name="list">What makes the list another one: its cooperative, its route, its query.</param>
    public PageToken Seal(string place, string coop, string list)
    {
        var until = clock.GetUtcNow() + Life;
        return new PageToken(protector.Seal(string.Create(CultureInfo.InvariantCulture, $"{until.ToUnixTimeSeconds()} {place}"), "page", coop, list), until);
    }

    /// <returns>The place; null where no token was given.</returns>
    public Result<string?> Open(string? token, string coop, string list)
    {
        if (token is null) return (string?)null;
        if (token.Length > MaxLength) return PageErrors.BadToken;
        try
        {
            var parts = protector.Open(token, "page", coop, list).Split(' ', 2);
            return long.Parse(parts[0], CultureInfo.InvariantCulture) < clock.GetUtcNow().ToUnixTimeSeconds() ? PageErrors.TokenExpired : parts[1];
        }
        catch (Exception exception) when (exception is CryptographicException or InvalidOperationException)
        {
            return PageErrors.BadToken;
        }
    }
}

/// <param name="Until">In UTC.</param>
public sealed record PageToken(string Text, DateTimeOffset Until);

public static class PageErrors
{
    public static readonly Error BadToken = Invalid("is no token of this list; begin again without it.");

    public static readonly Error TokenExpired = Invalid("has expired; begin again without it.");

    public static Error BadPerPage(int max) => QueryErrors.InvalidParameters([new FieldFault(EpcisPages.PerPage, $"must be a number from 1 to {max}.")]);

    private static Error Invalid(string message) => QueryErrors.InvalidParameters([new FieldFault(PageTokens.Parameter, message)]);
}
