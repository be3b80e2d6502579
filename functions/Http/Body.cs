using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using AgriTrace.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Http;

/// <summary>Reads request bodies: the one place where bytes from outside become shapes of ours.</summary>
internal static class Body
{
    private const string NotUnicode = "somewhere: a text in it is not valid Unicode";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = AgriTraceJson.MaxDepth, AllowDuplicateProperties = false };

    /// <param name="max">In bytes.</param>
    public static async Task<Result<byte[]>> Bytes(HttpRequest request, int max, CancellationToken cancel)
    {
        if (request.Headers.ContentEncoding.Any(coding => coding?.Equals("identity", StringComparison.OrdinalIgnoreCase) != true)) return BodyErrors.Encoded;
        if (request.ContentLength > max) return BodyErrors.TooLarge(max);
        using var kept = new MemoryStream((int)(request.ContentLength ?? 0));
        var chunk = new byte[16_384];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, cancel)) > 0)
        {
            // A chunked body has no length to look at first.
            if (kept.Length + read > max) return BodyErrors.TooLarge(max);
            kept.Write(chunk, 0, read);
        }

        return kept.ToArray();
    }

    /// <summary>Reads a JSON body and names every field that does not fit its shape.</summary>
    public static async Task<Result<T>> Json<T>(HttpRequest request, int max, CancellationToken cancel)
    {
        if (!IsJson(request.ContentType)) return BodyErrors.NotJson;
        return (await Bytes(request, max, cancel)).Then(Parse<T>);
    }

    public static Result<T> Parse<T>(byte[] raw)
    {
        // Some editors and programs on Windows begin every file with a byte order mark.
        var utf8 = raw.AsMemory(raw.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0);
        // What is kept as JSON is read late, where nobody would take it for a fault of the sender.
        if (!Utf8.IsValid(utf8.Span)) return BodyErrors.Malformed(NotUnicode);
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            var faults = BodyShape.Check<T>(document.RootElement);
            if (faults.Count > 0) return BodyErrors.Fields(faults);
            return document.RootElement.Deserialize<T>(AgriTraceJson.Options) is { } body ? body : BodyErrors.Fields([new("$", "is null.")]);
        }
        catch (JsonException malformed)
        {
            if (Repeated(utf8) is { } twice) return BodyErrors.Fields([new(twice, "stands more than once.")]);
            return malformed.LineNumber is null && malformed.Path is { } path
                ? BodyErrors.Fields([new(path, "has a value that does not fit.")])
                : BodyErrors.Malformed(Position(utf8.Span, malformed));
        }
        catch (InvalidOperationException)
        {
            // JsonDocument says so, late, of a lone surrogate.
            return BodyErrors.Malformed(NotUnicode);
        }
    }

    /// <summary>Where a member stands twice, in a body that has no other fault of syntax; null otherwise.</summary>
    private static string? Repeated(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict with { AllowDuplicateProperties = true });
            return BodyShape.Repeated(document.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>JSON, or a kind of it such as <c>application/ld+json</c>.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase));

    /// <summary>Where the JSON breaks, counted from 1 and in characters, as an editor shows it.</summary>
    private static string Position(ReadOnlySpan<byte> utf8, JsonException malformed)
    {
        var line = (int)(malformed.LineNumber ?? 0);
        var rest = utf8;
        for (var skipped = 0; skipped < line && rest.IndexOf((byte)'\n') is >= 0 and var end; skipped++) rest = rest[(end + 1)..];
        var bytes = Math.Min((int)(malformed.BytePositionInLine ?? 0), rest.Length);
        var column = Encoding.UTF8.GetCharCount(rest[..bytes]) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"at line {line + 1}, column {column}");
    }
}

public static class BodyErrors
{
    public static readonly Error Encoded = new(ErrorKind.UnsupportedMedia, "body-encoded", "Bodies are read as they are: send it uncompressed, without Content-Encoding.");

    public static readonly Error NotJson =
        new(ErrorKind.UnsupportedMedia, "body-not-json", "This route reads JSON: send Content-Type: application/json.");

    public static Error TooLarge(int max) => Error.TooLarge("body-too-large", $"A body holds at most {max / 1024} KiB here.");

    public static Error Malformed(string where) => Error.Invalid("json-malformed", $"The body is not valid JSON {where}.");

    public static Error Fields(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("fields-invalid", "The body does not have the shape of this route; see errors.", faults);
}
