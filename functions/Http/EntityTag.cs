using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Http;

/// <summary>Versions of rows as callers see them (RFC 9110 §8.8.3): short, opaque, and naming nothing of storage.</summary>
internal static class EntityTag
{
    private const int Bytes = 12;

    /// <param name="version">The row's own version.</param>
    public static string Of(string version) => $"\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(version)).AsSpan(0, Bytes))}\"";

    /// <summary>Whether the caller wants to change only a version that they have read.</summary>
    public static bool IsAsked(HttpRequest request) => request.Headers.IfMatch.Count > 0;

    /// <param name="version">What is there now; null where nothing is.</param>
    public static bool Fits(HttpRequest request, string? version)
    {
        if (version is null || !EntityTagHeaderValue.TryParseList(request.Headers.IfMatch, out var wanted)) return false;
        var current = new EntityTagHeaderValue(Of(version));
        return wanted.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(current, useStrongComparison: true));
    }
}

public static class EntityTagErrors
{
    public static readonly Error Changed =
        new(ErrorKind.Changed, "changed-meanwhile", "It is not what the If-Match header names: read it again, then decide anew.");
}
