namespace AgriTrace.Infra;

/// <summary>Reads secret keys from settings. No message holds a key.</summary>
internal static class KeySettings
{
    /// <summary>What stands between white space; empty for a setting that is missing.</summary>
    public static string[] Words(string? text) => text?.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <returns>Null where it is not base64 of exactly so many bytes.</returns>
    public static byte[]? KeyOf(ReadOnlySpan<char> base64, int length)
    {
        var key = new byte[length];
        return Convert.TryFromBase64Chars(base64, key, out var read) && read == length ? key : null;
    }

    /// <returns>Null where it is not set.</returns>
    /// <exception cref="InvalidOperationException">It is set outside development.</exception>
    public static string? Local(string? value, string name, bool development) => value is not { Length: > 0 } ? null
        : development ? value
        : throw new InvalidOperationException($"{name} is set, but AZURE_FUNCTIONS_ENVIRONMENT is not Development. Everybody knows the local key: remove the setting.");
}
