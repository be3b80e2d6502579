using System.Globalization;
using System.Text.Json;
using AgriTrace.Domain;

namespace AgriTrace.Local.Hosting;

/// <summary>The queue settings of host.json, with the defaults of the Functions host.</summary>
/// <param name="BatchSize">Messages taken at once, 1 to 32.</param>
/// <param name="NewBatchThreshold">The next batch is taken when no more than this many are in work.</param>
/// <param name="MaxDequeueCount">Attempts before a message goes to the poison queue.</param>
/// <param name="VisibilityTimeout">The pause after a failed attempt.</param>
/// <param name="MaxPollingInterval">The longest pause between two looks at an empty queue.</param>
/// <param name="Base64">Whether message bodies are base64 of their text.</param>
public sealed record QueueSettings(
    int BatchSize, int NewBatchThreshold, int MaxDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaxPollingInterval, bool Base64)
{
    /// <summary>Fixed in the Functions host; a test may shorten it to see a dead worker's message come back.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(10);

    public static QueueSettings Default { get; } = new(16, 8 * Environment.ProcessorCount, 5, TimeSpan.Zero, TimeSpan.FromMinutes(1), Base64: true);
}

/// <summary>What the embedded host honours of host.json.</summary>
/// <param name="RoutePrefix">Without slashes at its ends; <c>api</c> unless set.</param>
public sealed record HostJson(string RoutePrefix, QueueSettings Queues)
{
    /// <summary>A queue takes no longer pause.</summary>
    private static readonly TimeSpan MaxVisibility = TimeSpan.FromDays(7);

    private static readonly TimeSpan MinPolling = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPolling = TimeSpan.FromDays(1);

    public static Result<HostJson> Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Of(document.RootElement);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or FormatException or OverflowException or InvalidOperationException)
        {
            return Error.Invalid("host-json", $"{path} cannot be read: {exception.Message}");
        }
    }

    private static Result<HostJson> Of(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return Error.Invalid("host-json", "host.json must hold an object.");
        var prefix = (Find(root, "extensions", "http", "routePrefix")?.GetString() ?? "api").Trim('/');
        if (!prefix.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/') || prefix.Contains("//", StringComparison.Ordinal))
            return Error.Invalid("host-json", "host.json: extensions.http.routePrefix takes letters, digits and - _ . between single slashes.");

        var batch = Find(root, "extensions", "queues", "batchSize")?.GetInt32() ?? QueueSettings.Default.BatchSize;
        var queues = new QueueSettings(
            batch,
            Find(root, "extensions", "queues", "newBatchThreshold")?.GetInt32() ?? batch / 2 * Environment.ProcessorCount,
            Find(root, "extensions", "queues", "maxDequeueCount")?.GetInt32() ?? QueueSettings.Default.MaxDequeueCount,
            Span(Find(root, "extensions", "queues", "visibilityTimeout")) ?? QueueSettings.Default.VisibilityTimeout,
            Span(Find(root, "extensions", "queues", "maxPollingInterval")) ?? QueueSettings.Default.MaxPollingInterval,
            (Find(root, "extensions", "queues", "messageEncoding")?.GetString() ?? "base64").Equals("base64", StringComparison.OrdinalIgnoreCase));
        return Fault(queues) is { } fault ? Error.Invalid("host-json", "host.json: extensions.queues." + fault) : new HostJson(prefix, queues);
    }

    /// <summary>The bounds of the Functions host; where it has none, those beyond which a number is surely a slip.</summary>
    private static string? Fault(QueueSettings queues) => queues switch
    {
        { BatchSize: < 1 or > 32 } => "batchSize must be 1 to 32.",
        { NewBatchThreshold: < 0 or > 10_000 } => "newBatchThreshold must be 0 to 10000.",
        { MaxDequeueCount: < 1 or > 10_000 } => "maxDequeueCount must be 1 to 10000.",
        _ when queues.VisibilityTimeout < TimeSpan.Zero || queues.VisibilityTimeout > MaxVisibility => "visibilityTimeout must be 00:00:00 to 7 days (7.00:00:00).",
        _ when queues.MaxPollingInterval < MinPolling || queues.MaxPollingInterval > MaxPolling => "maxPollingInterval must be 00:00:00.1 to one day (1.00:00:00).",
        _ => null,
    };

    private static TimeSpan? Span(JsonElement? text) =>
        text is { } span ? TimeSpan.Parse(span.GetString() ?? string.Empty, CultureInfo.InvariantCulture) : null;

    private static JsonElement? Find(JsonElement element, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
                return null;
        return element;
    }
}
