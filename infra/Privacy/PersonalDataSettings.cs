using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.Privacy;

/// <summary>How personal data is kept, and for how long.</summary>
/// <param name="Keys">32 bytes each: the first encrypts, all decrypt. Never empty.</param>
/// <param name="BuyerRetention">How old a buyer's row becomes before it is erased by itself.</param>
public sealed record PersonalDataSettings(IReadOnlyList<byte[]> Keys, TimeSpan BuyerRetention)
{
    /// <summary>AES-256.</summary>
    public const int KeyLength = 32;

    private const string KeysName = "AgriTrace:PersonalData:Keys";
    private const string LocalName = "AgriTrace:PersonalData:LocalKey";
    private const string RetentionName = "AgriTrace:PersonalData:BuyerRetentionDays";
    private const int DefaultDays = 730, MinDays = 30, MaxDays = 3_650;

    /// <summary>Says what is wrong when the app starts, not when the first member is read. No message holds a key.</summary>
    /// <param name="development">True when <c>AZURE_FUNCTIONS_ENVIRONMENT</c> says Development.</param>
    /// <exception cref="InvalidOperationException">There is no key, or one that is none, or the local key outside development.</exception>
    public static PersonalDataSettings Read(IConfiguration settings, bool development)
    {
        var local = KeySettings.Local(settings[LocalName], LocalName, development);
        byte[][] keys = [.. KeySettings.Words(settings[KeysName]).Select(word => KeyOf(KeysName, word)), .. KeySettings.Words(local).Select(word => KeyOf(LocalName, word))];
        return keys.Length > 0
            ? new PersonalDataSettings(keys, RetentionOf(settings[RetentionName]))
            : throw new InvalidOperationException($"The setting {KeysName} is missing: it holds the keys that encrypt personal data, 32 bytes each in base64.");
    }

    private static byte[] KeyOf(string setting, string word) =>
        KeySettings.KeyOf(word, KeyLength)
        ?? throw new InvalidOperationException($"{setting} holds something else than keys of {KeyLength} bytes in base64, with spaces or line ends between them.");

    private static TimeSpan RetentionOf(string? text)
    {
        if (text is not { Length: > 0 }) return TimeSpan.FromDays(DefaultDays);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= MinDays and <= MaxDays
            ? TimeSpan.FromDays(days)
            : throw new InvalidOperationException($"The setting {RetentionName} is not a whole number of days from {MinDays} to {MaxDays}.");
    }
}
