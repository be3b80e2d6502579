using System.Security.Cryptography;

namespace AgriTrace.Web;

/// <summary>A file that pages link to. Its path changes with its content, so it may be cached for ever.</summary>
public sealed class Asset
{
    internal Asset(string resource, string contentType)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The build did not embed '{resource}'.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);

        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        (Content, ContentType, ETag) = (bytes, contentType, $"\"{hash}\"");
        Path = $"/assets/{System.IO.Path.GetFileNameWithoutExtension(resource)}.{hash}{System.IO.Path.GetExtension(resource)}";
    }

    /// <summary><c>/assets/site.{hash}.css</c></summary>
    public string Path { get; }

    public string ContentType { get; }

    /// <summary>With its quotes, as the header wants it.</summary>
    public string ETag { get; }

    public ReadOnlyMemory<byte> Content { get; }
}

/// <summary>All that a page loads besides itself.</summary>
public static class SiteAssets
{
    public static Asset StyleSheet { get; } = new("site.css", "text/css; charset=utf-8");

    public static Asset Icon { get; } = new("icon.svg", "image/svg+xml");

    /// <summary>What a chat shows beside a link to a page that has no photo.</summary>
    public static Asset Card { get; } = new("card.png", "image/png");

    /// <summary>The asset at this path; null for any other, also for one of an older version.</summary>
    public static Asset? Find(string path) => Array.Find(All, asset => asset.Path == path);

    private static readonly Asset[] All = [StyleSheet, Icon, Card];
}
