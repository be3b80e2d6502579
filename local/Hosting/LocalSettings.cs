using System.Text.Json;
using AgriTrace.Domain;

namespace AgriTrace.Local.Hosting;

/// <summary>The <c>Values</c> of local.settings.json, or of the sample where that is absent.</summary>
public static class LocalSettings
{
    public const string File = "local.settings.json";
    public const string Sample = "local.settings.sample.json";

    /// <returns>Setting names with <c>:</c> between their parts, as configuration has them. An environment variable of the same name wins.</returns>
    public static Result<IReadOnlyDictionary<string, string?>> Read(string root) =>
        ReadFile(Path.Combine(root, System.IO.File.Exists(Path.Combine(root, File)) ? File : Sample), Environment.GetEnvironmentVariable);

    /// <param name="over">Gives the value that wins over the file's; null for none.</param>
    public static Result<IReadOnlyDictionary<string, string?>> ReadFile(string path, Func<string, string?> over)
    {
        try
        {
            using var document = JsonDocument.Parse(System.IO.File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || !root.TryGetProperty("Values", out var values) || values.ValueKind != JsonValueKind.Object)
                return Error.Invalid("local-settings", $"{path} must hold an object with an object \"Values\".");
            // Configuration takes no account of case, and of two settings one would silently win.
            var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
            foreach (var setting in values.EnumerateObject())
                if (!settings.TryAdd(setting.Name.Replace("__", ":", StringComparison.Ordinal), over(setting.Name) ?? setting.Value.GetString()))
                    return Error.Invalid("local-settings", $"{path} holds the setting {setting.Name} twice.");
            return settings;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException)
        {
            return Error.Invalid("local-settings", $"{path} cannot be read: {exception.Message}");
        }
    }
}
