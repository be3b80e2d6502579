using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Functions.Traceability;
using AgriTrace.Infra;
using AgriTrace.Infra.QrCodes;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.QrCodes;

/// <summary>The QR code for a lot's label: <c>{lot}.svg</c> to print, <c>{lot}.png</c> to show.</summary>
public sealed class QrOfGtinLot(Gate<QrOfGtinLot> gate, LotStore lots, SiteSettings site)
{
    [Function("QrOfGtinLot"), Allow(Permission.Anyone), Costly]
    [Describe("The QR code of a lot, as .svg or .png.", Produces = ["image/svg+xml", "image/png"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "qr/01/{gtin}/10/{file}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotQrCode.Draw(call, LotRoutes.GtinLot, lots, site, cancel), cancel);
}

/// <summary>The same for a cooperative without a GS1 prefix.</summary>
public sealed class QrOfOwnLot(Gate<QrOfOwnLot> gate, LotStore lots, SiteSettings site)
{
    [Function("QrOfOwnLot"), Allow(Permission.Anyone), Costly]
    [Describe("The QR code of a lot without GTIN, as .svg or .png.", Produces = ["image/svg+xml", "image/png"])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "qr/p/{coop}/{product}/{file}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, (call, cancel) => LotQrCode.Draw(call, LotRoutes.OwnLot, lots, site, cancel), cancel);
}

internal static class LotQrCode
{
    /// <summary>One point read: a label for a lot that is not there would outlive the mistake.</summary>
    public static async Task<Result<Reply>> Draw(Call call, Func<Call, string?, Result<LotId>> read, LotStore lots, SiteSettings site, CancellationToken cancel)
    {
        var file = call.Route("file");
        var dot = file.LastIndexOf('.');
        if (dot < 1 || file[dot..] is not (".svg" or ".png")) return RouteErrors.Unknown;
        if (!read(call, file[..dot]).Try(out var lot, out var error)) return error;
        if (await lots.Find(lot, cancel) is null) return TraceabilityErrors.NoSuchLot;

        var link = lot.DigitalLink(site.PublicUrl);
        var picture = file[dot..] == ".svg" ? Reply.Bytes(QrCode.Svg(link), "image/svg+xml") : Reply.Bytes(QrCode.Png(link), "image/png");
        // It changes only if our public address does.
        return picture.With("Cache-Control", "public, max-age=604800");
    }
}
