using AgriTrace.Domain;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.QrCodes.Scans;
using AgriTrace.Infra;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Traceability;
using AgriTrace.Web;
using AgriTrace.Web.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Traceability;

/// <summary>Shows the trace record of a lot: one read, and nothing to render where the reader has it already.</summary>
public sealed class TracePages(
    TraceDocuments documents, SeenItems items, ScanSender scans, Tokens tokens, Pages pages, DrawnPages drawn, SiteSettings site, TimeProvider clock)
{
    /// <summary>A page changes with our code too, and names a style sheet that an older build does not know.</summary>
    private static readonly string Build =
        $"{typeof(TracePages).Module.ModuleVersionId:N}{typeof(PageRenderer).Module.ModuleVersionId:N}"[..40];

    /// <param name="serial">Of the item that was scanned; null for the lot.</param>
    public async Task<Result<Reply>> Show(HttpRequest request, LotId lot, string? serial, CancellationToken cancel)
    {
        if (request.Query["format"] == Jose.Format || WantsJson(request)) return await Record(request, lot, cancel);
        // Beside the page, not after it.
        var scanned = items.Of(lot, serial, cancel);
        if (await documents.Page(lot, cancel) is not { } document) return await Unknown(request, ScannedCode.PageOf(lot.Path));

        var reply = await Show(request, lot, document, await scanned);
        await scans.Seen(request, lot, serial, cancel);
        return reply;
    }

    private async Task<Reply> Show(HttpRequest request, LotId lot, TracePageDocument document, TraceItem? item)
    {
        // What it says is not shown: it may be anybody's. Nor is it kept, so that it is gone once it is mended.
        if (document.Summary is not { } summary) return await pages.Show(request, new NoLotView(ScannedCode.PageOf(lot.Path), site.PublicUrl, IsDamaged: true));
        var view = TraceViews.Of(summary, document.Signature == SignatureState.Good, item, site.PublicUrl, Period.DayOf(clock.GetUtcNow()));
        var etag = TagOf(document, view, Pages.LanguageOf(request));
        return Kept(HasIt(request, etag) ? NotModified : await drawn.Get(view.Path, etag, () => pages.Show(request, view)), etag);
    }

    /// <summary>Of a page: what it says changes with the day too, and with what is known of an item.</summary>
    private static string TagOf(TracePageDocument document, TraceView view, Language language)
    {
        var ended = view.Standards.Count(standard => standard.HasEnded);
        var said = $"{document.Version}|{language}|{Build}|{view.Finding}|{view.BuyPath}|{ended}|{view.Item}";
        return "W/" + EntityTag.Of(said);
    }

    /// <summary>A page for a person, whom a wrong label may have brought here.</summary>
    private async Task<Result<Reply>> Unknown(HttpRequest request, string path) =>
        Accept.PrefersHtml(request) ? await pages.Show(request, new NoLotView(path, site.PublicUrl), StatusCodes.Status404NotFound) : TraceabilityErrors.NoSuchLot;

    /// <summary>The whole record, for programs.</summary>
    private async Task<Result<Reply>> Record(HttpRequest request, LotId lot, CancellationToken cancel)
    {
        if (await documents.Find(lot, cancel) is not { } document) return TraceabilityErrors.NoSuchLot;
        if (request.Query["format"] == Jose.Format) return Signed(request, document);
        var etag = $"W/\"{document.Version}-json\"";
        return Kept(HasIt(request, etag) ? NotModified : Reply.Bytes(document.Json, "application/json; charset=utf-8") with { IsForAll = true }, etag);
    }

    /// <summary>A recall must show at once: kept by whoever likes, shown only after asking.</summary>
    private static Reply Kept(Reply reply, string etag) => reply.With("ETag", etag).With("Cache-Control", "no-cache").With("Vary", "Accept, Accept-Language");

    private static Reply NotModified => new(StatusCodes.Status304NotModified, null, []);

    /// <summary>Signed as it is served: the same record twice is two signatures, so the tag is a weak one.</summary>
    private Result<Reply> Signed(HttpRequest request, TraceDocument document)
    {
        var etag = $"W/\"{document.Version}-jws\"";
        var reply = HasIt(request, etag) ? NotModified : tokens.Sign(document.Json, SignedType.Trace).Map(jws => Jose.Reply(jws, "trace.jws"));
        return reply.Map(answer => Kept(answer, etag));
    }

    /// <summary>A link cannot set a header, so the address may ask for JSON as well.</summary>
    private static bool WantsJson(HttpRequest request) =>
        request.Query["format"] == "json" || Accept.Weight(request, "application/json") > Accept.Weight(request, "text/html");

    private static bool HasIt(HttpRequest request, string etag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(one => one.Compare(EntityTagHeaderValue.Parse(etag), useStrongComparison: false) || one.Equals(EntityTagHeaderValue.Any));
}
