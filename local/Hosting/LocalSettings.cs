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
            return document.RootElement.GetProperty("Values").EnumerateObject().ToDictionary(
                setting => setting.Name.Replace("__", ":", StringComparison.Ordinal),
                setting => over(setting.Name) ?? setting.Value.GetString());
        }
        catch (Exception exception) when (exception is IOException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Error.Invalid("local-settings", $"{path} cannot be read: {exception.Message}");
        }
    }
}
