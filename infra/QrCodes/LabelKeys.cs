using System.Globalization;
using AgriTrace.Domain.QrCodes;
using Microsoft.Extensions.Configuration;

namespace AgriTrace.Infra.QrCodes;

/// <summary>The keys that serial numbers of labels are made and checked with. A label outlives many of our deployments: a key that wrote labels is never dropped.</summary>
internal static class LabelKeys
{
    private const string KeysName = "AgriTrace:Labels:Keys";
    private const string LocalName = "AgriTrace:Labels:LocalKey";
    private const int KeyLength = 32, MaxNumber = 15;

    /// <summary>Says what is wrong when the app starts. Without a key, labels are printed without serial numbers and none is taken for ours.</summary>
    /// <param name="development">True when <c>AZURE_FUNCTIONS_ENVIRONMENT</c> says Development.</param>
    /// <exception cref="InvalidOperationException">A key is none, a number is there twice, or the local key is set outside development.</exception>
    public static SerialCodec Read(IConfiguration settings, bool development)
    {
        var local = KeySettings.Local(settings[LocalName], LocalName, development);
        (int Number, byte[] Key)[] keys = [.. KeySettings.Words(settings[KeysName]).Select(word => KeyOf(KeysName, word)), .. KeySettings.Words(local).Select(word => KeyOf(LocalName, word))];
        if (keys.DistinctBy(key => key.Number).Count() < keys.Length) throw new InvalidOperationException($"{KeysName} holds two keys of one number.");
        return new SerialCodec(keys.ToDictionary(key => key.Number, key => key.Key), keys.Select(key => key.Number).FirstOrDefault());
    }

    private static (int Number, byte[] Key) KeyOf(string setting, string word)
    {
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(word.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MaxNumber
            && KeySettings.KeyOf(word.AsSpan(colon + 1), KeyLength) is { } key
            ? (number, key)
            : throw new InvalidOperationException($"{setting} holds something else than keys, each written as a number from 0 to {MaxNumber}, a colon and {KeyLength} bytes in base64, with spaces or line ends between them.");
    }
}
