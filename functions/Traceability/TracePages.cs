using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.QrCodes.Scans;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Traceability;
using AgriTrace.Web;
using AgriTrace.Web.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Traceability;

/// <summary>Shows the trace record of a lot: one read, and nothing to render where the reader has it already.</summary>
public sealed class TracePages(TraceDocuments documents, SeenItems items, ScanSender scans, Tokens tokens, Pages pages)
{
    /// <summary>A page changes with our code too, and names a style sheet that an older build does not know.</summary>
    private static readonly string Build =
        $"{typeof(TracePages).Module.ModuleVersionId:N}{typeof(PageRenderer).Module.ModuleVersionId:N}"[..40];

    /// <param name="serial">Of the item that was scanned; null for the lot.</param>
    public async Task<Result<Reply>> Show(HttpRequest request, LotId lot, string? serial, CancellationToken cancel)
    {
        var asJson = WantsJson(request);
        // Beside the record, not after it.
        var scanned = asJson || request.Query["format"] == Jose.Format ? Task.FromResult<TraceItem?>(null) : items.Of(lot, serial, cancel);
        if (await documents.Find(lot, cancel) is not { } document) return TraceabilityErrors.NoSuchLot;

        if (request.Query["format"] == Jose.Format) return Signed(request, document);
        var item = await scanned;
        var language = Pages.LanguageOf(request);
        var etag = asJson ? $"\"{document.Version}-json\"" : $"\"{document.Version}-{language.Code()}-{item?.Scans?.Count}-{Build}\"";
        var reply = HasIt(request, etag) ? new Reply(StatusCodes.Status304NotModified, null, [])
            : asJson ? Reply.Bytes(document.Json, "application/json; charset=utf-8")
            : await pages.Show(request, TraceViews.Of(document.Record, item));
        if (!asJson) await scans.Seen(request, lot, serial, cancel);
        // A recall must show at once: kept by whoever likes, shown only after asking.
        return reply.With("ETag", etag).With("Cache-Control", "no-cache").With("Vary", "Accept, Accept-Language");
    }

    /// <summary>Signed as it is served: the same record twice is two signatures, so the tag is a weak one.</summary>
    private Result<Reply> Signed(HttpRequest request, TraceDocument document)
    {
        var etag = $"W/\"{document.Version}-jws\"";
        var reply = HasIt(request, etag) ? new Reply(StatusCodes.Status304NotModified, null, []) : tokens.Sign(document.Json, SignedType.Trace).Map(jws => Jose.Reply(jws, "trace.jws"));
        return reply.Map(answer => answer.With("ETag", etag).With("Cache-Control", "no-cache").With("Vary", "Accept, Accept-Language"));
    }

    /// <summary>A link cannot set a header, so the address may ask for JSON as well.</summary>
    private static bool WantsJson(HttpRequest request) =>
        request.Query["format"] == "json" || Accept.Weight(request, "application/json") > Accept.Weight(request, "text/html");

    private static bool HasIt(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(one => one.Compare(EntityTagHeaderValue.Parse(etag), useStrongComparison: false) || one.Equals(EntityTagHeaderValue.Any));
}
