using AgriTrace.Functions.Traceability;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>The headers that every answer carries. What the function itself set stays.</summary>
internal static class AnswerHeaders
{
    /// <summary>Pages are ours alone: no foreign script, style, font or frame; pictures and forms stay here too.</summary>
    private const string PagePolicy =
        "default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private const string NoPagePolicy = "default-src 'none'; frame-ancestors 'none'";

    public static void Write(HttpResponse response, Reply reply, bool isHttps)
    {
        var headers = response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = IsForAnySite(reply.ContentType) ? "cross-origin" : "same-origin";
        // Of an answer without a body, such as 304, the browser would put it over that of the page that it kept.
        if (reply.ContentType is not null) headers.ContentSecurityPolicy = reply.ContentType == Reply.Html ? PagePolicy : NoPagePolicy;
        if (isHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        if (EpcisHeaders.AreDue(response.HttpContext.Request)) EpcisHeaders.Write(headers);
        foreach (var (name, value) in reply.Headers) headers[name] = value;
        if (!headers.ContainsKey("Cache-Control")) headers.CacheControl = "no-store";
    }

    /// <summary>A shop elsewhere may show a QR code, and our pages their style sheet wherever they are kept.</summary>
    private static bool IsForAnySite(string? contentType) =>
        contentType is not null && (contentType.StartsWith("image/", StringComparison.Ordinal) || contentType.StartsWith("text/css", StringComparison.Ordinal));
}
