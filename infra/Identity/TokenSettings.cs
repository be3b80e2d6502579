using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Identity;

/// <summary>Which tokens are believed, and what signs ours.</summary>
/// <remarks>A class and not a record: a record would print its keys into whatever log it is handed to.</remarks>
public sealed class TokenSettings
{
    private const string LocalName = "AgriTrace:Identity:LocalKey";
    private const string KeysName = "AgriTrace:Identity:SigningKeys";

    /// <summary>More would be a list that nobody tidies.</summary>
    private const int MaxKeys = 8;

    /// <summary>The thumbprint of the key in local.settings.sample.json.</summary>
    private const string WellKnownKey = "5NAbhKGnTjC4Y4APC3pgCKyN311HPY2zoGblnU_L9GA";

    /// <summary>
    /// An ES256 private key, PKCS#8 in base64, whose tokens are believed in development only. The sample settings hold one that everybody
    /// knows; null where there is none.
    /// </summary>
    public string? LocalKey { get; init; }

    /// <summary>Keys of the same form, between white space: the first signs, and the tokens of all are believed.</summary>
    public string? SigningKeys { get; init; }

    /// <summary>Whose tokens are believed beside our own; null for nobody's.</summary>
    public OidcSettings? Oidc { get; init; }

    /// <summary>True when <c>AZURE_FUNCTIONS_ENVIRONMENT</c> says Development.</summary>
    public bool Development { get; init; }

    /// <exception cref="InvalidOperationException">A setting is wrong.</exception>
    public static TokenSettings Of(IConfiguration settings)
    {
        var development = settings["AZURE_FUNCTIONS_ENVIRONMENT"] == "Development";
        return new TokenSettings
        {
            LocalKey = settings[LocalName],
            SigningKeys = settings[KeysName],
            Oidc = OidcSettings.Of(settings, development),
            Development = development,
        }.Checked();
    }

    /// <summary>Says what is wrong when the app starts, not when the first caller comes.</summary>
    /// <exception cref="InvalidOperationException">A key is none, is there twice, or is one that everybody knows.</exception>
    public TokenSettings Checked()
    {
        if (LocalKey is not null && !Development)
            throw new InvalidOperationException(
                $"{LocalName} is set, but AZURE_FUNCTIONS_ENVIRONMENT is not Development. Everybody knows the local key: remove the setting.");
        ReadLocalKey()?.Dispose();
        var keys = ReadSigningKeys();
        foreach (var key in keys) key.Dispose();
        string[] ids = [.. keys.Select(key => key.Key.KeyId)];
        if (ids.Length > MaxKeys) throw new InvalidOperationException($"{KeysName} holds more than {MaxKeys} keys: drop those that sign no more.");
        if (ids.Distinct().Count() < ids.Length) throw new InvalidOperationException($"{KeysName} holds a key twice.");
        if (ids.Contains(WellKnownKey))
            throw new InvalidOperationException($"{KeysName} holds the key of local.settings.sample.json, which everybody knows: make one.");
        return this;
    }

    internal SigningKey? ReadLocalKey() => LocalKey is null ? null : SigningKey.Read(LocalName, LocalKey);

    internal IReadOnlyList<SigningKey> ReadSigningKeys() =>
    [
        .. (SigningKeys ?? string.Empty).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select((text, index) => SigningKey.Read($"Key {index + 1} of {KeysName}", text)),
    ];
}
