using AgriTrace.Domain;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.QrCodes.Scans;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <summary>What a cooperative sees of the scans of its labels.</summary>
public sealed class ScanAnswers(LotStore lots, LotScans scans, ScanAlerts alerts, TimeProvider clock)
{
    private static readonly ScanAlertQuery Newest = new(After: null, ScanAlertQuery.MaxTake);

    /// <summary>The scans of the lot of the query, by day and place; as CSV by <c>Accept</c>.</summary>
    public async Task<Result<Reply>> OfLot(Call call, CancellationToken cancel)
    {
        if (!LotId.Parse(call.Coop, call.Query("gtin") ?? call.Query("product"), call.Query("lot")).Try(out var lot, out var error)) return error;
        if (!ScanPeriod.Read(call.Query("from"), call.Query("to"), clock.GetUtcNow()).Try(out var period, out error)) return error;
        if ((await lots.Find(lot, cancel))?.Coop != call.Coop) return TraceabilityErrors.NoSuchLot;

        var (days, raised) = (scans.Read(lot, period, cancel), alerts.Page(call.Coop, lot, Newest, cancel));
        var body = ScansBody.Of(lot, period, await days, (await raised).Items.Select(ScanAlertBody.Of));
        return Accept.Weight(call.Request, "text/csv") > Accept.Weight(call.Request, "application/json") ? ScanCsv.Of(body, lot.Lot, call.Coop) : Reply.Ok(body);
    }

    /// <summary>Writes down what came of the alert of the route. Saying it again takes the place of what was said before. Honours <c>If-Match</c>.</summary>
    public async Task<Result<Reply>> Acknowledge(Call call, ScanAlertNote note, CancellationToken cancel)
    {
        if (!(await Find(call, cancel)).Try(out var found, out var error)) return error;
        if (EntityTag.IsAsked(call.Request) && !EntityTag.Fits(call.Request, found.Version)) return EntityTagErrors.Changed;
        var alert = found.Value with { Acknowledged = note };
        return await alerts.Save(alert, found.Version, cancel) is { } version ? Show(new(alert, version)) : EntityTagErrors.Changed;
    }

    public async Task<Result<Infra.Trade.Versioned<ScanAlert>>> Find(Call call, CancellationToken cancel) =>
        ScanAlert.IsId(call.Route("alert")) && await alerts.Find(call.Coop, call.Route("alert"), cancel) is { } found ? found : ScanErrors.NoSuchAlert;

    public static Reply Show(Infra.Trade.Versioned<ScanAlert> found) => Reply.Ok(ScanAlertBody.Of(found)).With("ETag", EntityTag.Of(found.Version));
}
