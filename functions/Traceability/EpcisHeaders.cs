using System.Globalization;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Traceability;

/// <summary>The headers in which an EPCIS 2.0 repository says what it speaks.</summary>
internal static class EpcisHeaders
{
    public const string Version = "2.0.0";

    public const string EpcFormat = "GS1-EPC-Format", Extensions = "GS1-Extensions";

    /// <summary>Changes when clients may want to know that they talk to another AgriTrace.</summary>
    private const string Vendor = "AgriTrace-1";

    private static readonly PathString Root = "/epcis";

    /// <summary>Whether the path is one of the EPCIS interface, known or not.</summary>
    public static bool AreDue(HttpRequest request) => request.Path.StartsWithSegments(Root, StringComparison.OrdinalIgnoreCase);

    /// <summary>What every answer says.</summary>
    public static void Write(IHeaderDictionary headers)
    {
        headers["GS1-EPCIS-Version"] = Version;
        headers["GS1-CBV-Version"] = Version;
        headers[Extensions] = $"{EventMaker.Prefix}={EventMaker.Namespace}";
    }

    /// <summary>What a path can do, without doing it.</summary>
    public static Reply Discovery(HttpRequest request, IEnumerable<string> verbs)
    {
        var reply = Reply.NoContent()
            .With("Allow", string.Join(", ", verbs.Append(HttpMethods.Options).Distinct()))
            .With("GS1-EPCIS-Min", Version).With("GS1-EPCIS-Max", Version)
            .With("GS1-CBV-Min", Version).With("GS1-CBV-Max", Version)
            .With(EpcFormat, string.Join(", ", EpcFormats.ByName.Keys))
            .With("GS1-Vendor-Version", Vendor);
        return request.Path.Equals(Root + "/capture", StringComparison.OrdinalIgnoreCase)
            ? WithCaptureLimits(reply).With("GS1-Capture-Error-Behaviour", "all")
            : reply;
    }

    public static Reply WithCaptureLimits(Reply reply) => reply
        .With("GS1-EPCIS-Capture-Limit", Capture.MaxEvents.ToString(CultureInfo.InvariantCulture))
        .With("GS1-EPCIS-Capture-File-Size-Limit", Capture.MaxBytes.ToString(CultureInfo.InvariantCulture));
}
