using System.Text.Json.Serialization;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Functions.QrCodes.Scans;

/// <param name="Code">ISO 3166-2; absent, as <paramref name="Name"/> is, for scans from nobody knows where.</param>
public sealed record ScanPlaceBody(string? Code, string? Name, int Scans)
{
    public static IReadOnlyList<ScanPlaceBody> Of(IReadOnlyDictionary<string, int> places) =>
        [.. places.OrderByDescending(place => place.Value).ThenBy(place => place.Key, StringComparer.Ordinal)
            .Select(place => new ScanPlaceBody(place.Key.Length > 0 ? place.Key : null, Province.NameOf(place.Key), place.Value))];
}

/// <param name="Clients">Phones that can be told apart on that day; estimated where they are hundreds.</param>
public sealed record ScanDayBody(DateOnly Day, int Scans, int Clients, int Forged, IReadOnlyList<ScanPlaceBody> Places);

/// <param name="Lot">The path of its scan page.</param>
/// <param name="Scans">When the alert was raised, as <paramref name="LastAt"/> is; of forged serials, how many there were of them.</param>
/// <param name="Version">For <c>If-Match</c>.</param>
public sealed record ScanAlertBody(
    string Id, string Lot, string? Serial, ScanSuspicion Cause, ScanAlertState State, DateTimeOffset RaisedAt, int Scans, DateTimeOffset FirstAt, DateTimeOffset LastAt, string? FirstPlace,
    DateTimeOffset? AcknowledgedAt, string? AcknowledgedBy, string? Note, string Version)
{
    public static ScanAlertBody Of(Versioned<ScanAlert> found)
    {
        var alert = found.Value;
        return new ScanAlertBody(
            alert.Id, ScannedCode.PageOf(alert.Lot.Path), alert.Serial, alert.Cause, alert.Acknowledged is null ? ScanAlertState.Open : ScanAlertState.Acknowledged, alert.RaisedAt, alert.Scans, alert.FirstAt,
            alert.LastAt, Province.NameOf(alert.FirstPlace), alert.Acknowledged?.At, alert.Acknowledged?.By, alert.Acknowledged?.Note, EntityTag.Of(found.Version));
    }
}

public enum ScanAlertState
{
    Open,
    Acknowledged,
}

/// <param name="Lot">The path of its scan page.</param>
/// <param name="Alerts">The newest, a hundred at most.</param>
public sealed record ScansBody(
    string Lot, DateOnly From, DateOnly To, int Scans, int Forged, IReadOnlyList<ScanPlaceBody> Places, IReadOnlyList<ScanDayBody> Days, IReadOnlyList<ScanAlertBody> Alerts)
{
    internal static ScansBody Of(LotId lot, Domain.Reconciliation.Period period, IReadOnlyList<(DateOnly Day, LotDay Scans)> days, IEnumerable<ScanAlertBody> alerts) => new(
        ScannedCode.PageOf(lot.Path), period.From, period.To, days.Sum(day => day.Scans.Scans), days.Sum(day => day.Scans.Forged),
        ScanPlaceBody.Of(days.SelectMany(day => day.Scans.Places).GroupBy(place => place.Key).ToDictionary(place => place.Key, place => place.Sum(one => one.Value))),
        [.. days.Select(day => new ScanDayBody(day.Day, day.Scans.Scans, day.Scans.ClientCount, day.Scans.Forged, ScanPlaceBody.Of(day.Scans.Places)))],
        [.. alerts]);
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ScanAlertPageBody(IReadOnlyList<ScanAlertBody> Items, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Next);
