using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Http;

/// <summary>Compresses answers (RFC 9110 §8.4) that are text, the same for all who ask, and large enough to gain. Both hosts send them as they are.</summary>
/// <remarks>
/// Nothing else is compressed: where a secret stands beside text of a stranger's choice, the length of the answer tells of the secret
/// (BREACH). <see cref="Reply.IsForAll"/> says which answers hold none.
/// </remarks>
internal static class ContentCoding
{
    private const string Brotli = "br", Gzip = "gzip";

    /// <summary>Below, a packet holds it anyway.</summary>
    private const int MinLength = 1_024;

    private static readonly string[] Texts = ["text/", "application/json", "application/ld+json", "application/linkset+json", "image/svg+xml"];

    public static Reply Apply(HttpRequest request, Reply reply)
    {
        if (!reply.IsForAll || reply.ContentType is null || reply.Body.Length < MinLength || !Texts.Any(text => reply.ContentType.StartsWith(text, StringComparison.Ordinal))) return reply;
        var varies = reply.With("Vary", reply.Headers.TryGetValue("Vary", out var vary) ? vary + ", Accept-Encoding" : "Accept-Encoding");
        if (CodingFor(request) is not { } coding) return varies;

        var coded = (varies with { Body = Encode(reply, coding) }).With("Content-Encoding", coding);
        // Other bytes under the same strong tag would be a lie.
        return reply.Headers.TryGetValue("ETag", out var tag) && !tag.StartsWith("W/", StringComparison.Ordinal) ? coded.With("ETag", "W/" + tag) : coded;
    }

    /// <summary>The one wanted most; brotli where both are wanted alike, since it is smaller.</summary>
    private static string? CodingFor(HttpRequest request)
    {
        if (!StringWithQualityHeaderValue.TryParseList(request.Headers.AcceptEncoding, out var wanted)) return null;
        double Weight(string coding) => wanted.FirstOrDefault(one => one.Value.Equals(coding, StringComparison.OrdinalIgnoreCase)) is { } named ? named.Quality ?? 1 : 0;
        var (brotli, gzip) = (Weight(Brotli), Weight(Gzip));
        return brotli == 0 && gzip == 0 ? null : brotli >= gzip ? Brotli : Gzip;
    }

    private static byte[] Encode(Reply reply, string coding)
    {
        byte[] Now() => Encode(reply.Body, coding, StaysForEver(reply) ? CompressionLevel.SmallestSize : CompressionLevel.Optimal);
        return reply.Coded?.Get(coding, Now) ?? Now();
    }

    /// <summary>Such as a style sheet: it is compressed once, so that may take long.</summary>
    private static bool StaysForEver(Reply reply) =>
        reply.Coded is not null && reply.Headers.TryGetValue("Cache-Control", out var kept) && kept.Contains("immutable", StringComparison.Ordinal);

    private static byte[] Encode(byte[] body, string coding, CompressionLevel level)
    {
        using var encoded = new MemoryStream(body.Length / 3);
        using (Stream encoder = coding == Brotli ? new BrotliStream(encoded, level, leaveOpen: true) : new GZipStream(encoded, level, leaveOpen: true)) encoder.Write(body);
        return encoded.ToArray();
    }
}
