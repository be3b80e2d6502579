using System.Security.Cryptography;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.QrCodes.Reports;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.QrCodes.Reports;
using AgriTrace.Infra.QrCodes.Resolver;
using AgriTrace.Infra.Traceability;
using AgriTrace.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes.Reports;

/// <param name="Url">Where the buyer reads the answer; whoever has it may look.</param>
public sealed record NewReportBody(string Id, string Url, ReportState State);

/// <summary>Takes what a buyer reports: from the form of our page, or from a program as form or JSON.</summary>
public sealed class SendReport(Gate<SendReport> gate, BuyerReports reports, ReportPages pages, SiteSettings site)
{
    /// <remarks>No session is behind it, so that a form needs no token against forgery: whoever lures a browser here could as well write themself.</remarks>
    [Function("SendReport"), Allow(Permission.Anyone, Pace = Pace.Report, MaxBody = Limits.Report), Costly]
    [Describe("Tells the cooperative about a product that was scanned; with a photo as multipart/form-data. The same key again is the same report.",
        Request = typeof(ReportInput), Response = typeof(NewReportBody), Status = 201, Also = [303], Headers = ["Idempotency-Key"], Problems = [409])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/reports")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!(await ReportForm.Read(call, cancel)).Try(out var sent, out var error)) return error;
            var kept = await reports.Keep(call, sent, cancel);
            if (kept.Try(out var report, out error))
            {
                var path = ReportPages.PathOf(report);
                return Accept.PrefersHtml(request)
                    ? ReportPages.Guarded(Reply.SeeOther(Pages.LanguageOf(request).Link(path)))
                    : Reply.Created(path, new NewReportBody(report.Id, site.PublicUrl.GetLeftPart(UriPartial.Authority) + path, report.State));
            }

            return Accept.PrefersHtml(request) && error.Kind is ErrorKind.Invalid or ErrorKind.TooLarge ? await pages.Again(call, sent, error) : error;
        }, cancel);
}

/// <summary>What a buyer sent, not yet looked at.</summary>
/// <param name="Photo">Empty where there is none.</param>
/// <param name="Key">Of the request; null where it has none.</param>
public sealed record SentReport(ReportInput Input, byte[] Photo, string? Key);

internal static class ReportForm
{
    /// <summary>The hidden field by which a form that is sent twice is one report.</summary>
    public const string Record = "record";

    public static async Task<Result<SentReport>> Read(Call call, CancellationToken cancel)
    {
        string? key = null;
        if (call.Request.Headers.ContainsKey("Idempotency-Key") && !call.IdempotencyKey().Try(out key, out var error)) return error;
        if (Body.IsJson(call.Request.ContentType)) return (await call.Body<ReportInput>()).Map(input => new SentReport(input, [], key));
        return (await Form.Read(call.Request, Limits.Report, cancel)).Map(form => new SentReport(
            new ReportInput(form["code"], form["what"], form["where"]), form.File("photo"), key ?? (Guid.TryParse(form[Record], out var record) ? record.ToString() : null)));
    }
}

/// <summary>Decides whose a report is, and keeps it.</summary>
public sealed class BuyerReports(ReportStore reports, LotStore lots, LinkStore links, PersonalPhotos photos, ClientAddress addresses, TimeProvider clock)
{
    /// <remarks>The photo comes first. A crash after it leaves a photo that no report names; the repeated request stores it under the same name.</remarks>
    public async Task<Result<BuyerReport>> Keep(Call call, SentReport sent, CancellationToken cancel)
    {
        if (!sent.Input.Read().Try(out var text, out var error)) return error;
        if (sent.Photo.Length > Limits.ReportPhoto) return ReportErrors.PhotoTooLarge(Limits.ReportPhoto);
        if (await CoopOf(text.Code, cancel) is not { } coop) return TraceabilityErrors.NoSuchLot;
        string? photo = null;
        var key = sent.Key ?? KeyOf(call, text, sent.Photo);
        if (sent.Photo.Length > 0 && !(await photos.Keep(coop, sent.Photo, cancel, text.IdOf(key))).Try(out photo, out error)) return error;
        var kept = await reports.Add(text.Open(coop, key, photo, clock.GetUtcNow()), key, cancel);
        // Nobody would ever erase it: it belongs to this report alone, which is not there.
        if (!kept.IsOk && photo is not null) await photos.Erase(coop, photo, cancel);
        return kept;
    }

    /// <summary>Of a lot that is ours; or of a product, since what carries a number that we never gave is worth a report most of all.</summary>
    public async Task<string?> CoopOf(ScannedCode code, CancellationToken cancel)
    {
        if (await lots.Find(code.Lot, cancel) is { } claim) return claim.Coop;
        return (await links.OfProduct(code.Lot.Product, cancel)).Select(kept => kept.Coop).FirstOrDefault();
    }

    /// <summary>Without a key, the same words from the same network on the same day are one report.</summary>
    private string KeyOf(Call call, ReportText text, byte[] photo) => Convert.ToHexStringLower(Ids.Hash(
        "unkeyed", text.Code.Path, text.What, text.Where ?? string.Empty, Convert.ToHexString(SHA256.HashData(photo)),
        addresses.NetworkOf(call.Request), Period.DayOf(clock.GetUtcNow()).ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
}
