using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>Tells who opened a page from programs that fetched it unasked, as far as those say so.</summary>
internal static class ScanVisitors
{
    /// <summary>
    /// Crawlers and makers of link previews. The browsers inside Zalo and Facebook have other names: people look through these. A program
    /// without a name, or a tool, may well be the scanner of somebody who holds the pack.
    /// </summary>
    private static readonly string[] Programs =
    [
        "bot", "crawl", "spider", "preview", "facebookexternalhit", "facebookcatalog", "meta-external", "whatsapp", "skypeuripreview", "embedly", "google-inspectiontool",
        "googleother", "apis-google", "mediapartners",
    ];

    /// <summary>What a browser fetches before anybody asked for it says so.</summary>
    private static readonly string[] Purposes = ["Purpose", "Sec-Purpose", "X-Purpose", "X-Moz"];

    public static bool IsPerson(HttpRequest request)
    {
        // Cubot makes phones.
        var agent = request.Headers.UserAgent.ToString().Replace("cubot", string.Empty, StringComparison.OrdinalIgnoreCase);
        return HttpMethods.IsGet(request.Method)
            && !Programs.Any(program => agent.Contains(program, StringComparison.OrdinalIgnoreCase))
            && !Purposes.Any(purpose => request.Headers[purpose].ToString() is var said && (said.Contains("prefetch", StringComparison.OrdinalIgnoreCase) || said.Contains("preview", StringComparison.OrdinalIgnoreCase)));
    }
}
