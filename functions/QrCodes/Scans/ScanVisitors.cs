using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>Tells people who opened a page from programs that fetched it, as far as those say so.</summary>
internal static class ScanVisitors
{
    /// <summary>Crawlers, makers of link previews, and tools. The browsers inside Zalo and Facebook have other names: people look through these.</summary>
    private static readonly string[] Programs =
    [
        "bot", "crawl", "spider", "preview", "facebookexternalhit", "facebookcatalog", "meta-external", "whatsapp", "skypeuripreview", "embedly", "google-inspectiontool",
        "googleother", "apis-google", "mediapartners", "lighthouse", "curl", "wget", "python", "go-http", "java/", "libwww", "axios", "node-fetch",
    ];

    /// <summary>What a browser fetches before anybody asked for it says so.</summary>
    private static readonly string[] Purposes = ["Purpose", "Sec-Purpose", "X-Purpose", "X-Moz"];

    /// <summary>A program without a name is one too: every browser has one.</summary>
    public static bool IsPerson(HttpRequest request)
    {
        // Cubot makes phones.
        var agent = request.Headers.UserAgent.ToString().Replace("cubot", string.Empty, StringComparison.OrdinalIgnoreCase);
        return HttpMethods.IsGet(request.Method) && agent.Length > 0
            && !Programs.Any(program => agent.Contains(program, StringComparison.OrdinalIgnoreCase))
            && !Purposes.Any(purpose => request.Headers[purpose].ToString() is var said && (said.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || said.Contains("preview", StringComparison.OrdinalIgnoreCase)));
    }
}
