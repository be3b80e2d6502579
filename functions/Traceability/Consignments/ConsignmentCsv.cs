using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Traceability.Consignments;

/// <summary>
/// A row an event: the key data elements of FSMA 204 (21 CFR 1.1325 to 1.1350) and the stages of Circular 02/2024/TT-BKHCN. Times are in
/// UTC, so that sorting them as text sorts them by time.
/// </summary>
internal static class ConsignmentCsv
{
    /// <summary>Between several lots of one event.</summary>
    private const string And = " | ";

    private static readonly string[] Columns =
    [
        "event_time_utc", "event_date_vietnam", "critical_tracking_event", "biz_step", "traceability_lot_code", "product_description", "quantity", "unit",
        "input_lot_code", "input_quantity", "input_unit", "place_code", "place_name", "place_address", "lot_code_source", "lot_code_source_address",
        "recipient", "reference_documents", "disposition", "recorded_time_utc", "event_id",
    ];

    public static Reply Of(ConsignmentSheet sheet) => Csv.Of(Columns, sheet.Events.Select(one => Row(sheet, one)), $"{sheet.Id}.csv");

    private static string[] Row(ConsignmentSheet sheet, SheetEvent one)
    {
        SheetShare[] lots = [.. one.Lots, .. one.Outputs];
        var producer = sheet.Lots.Count == 0 ? null : sheet.Lots[0].Producer;
        return
        [
            Utc(one.At),
            one.At.ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            Tracking(one),
            one.BizStep ?? string.Empty,
            Join(lots, lot => lot.Code),
            Join(lots, lot => lot.ProductName?.Vi),
            Join(lots, lot => Number(lot.Quantity)),
            Join(lots, lot => lot.Quantity?.Unit),
            Join(one.Inputs, lot => lot.Code),
            Join(one.Inputs, lot => Number(lot.Quantity)),
            Join(one.Inputs, lot => lot.Quantity?.Unit),
            one.PlaceCode ?? string.Empty,
            one.PlaceName ?? string.Empty,
            one.PlaceAddress ?? string.Empty,
            producer?.Name ?? string.Empty,
            producer?.Address ?? string.Empty,
            sheet.Recipient,
            string.Join(And, one.References),
            one.Disposition ?? string.Empty,
            Utc(one.RecordedAt),
            one.EventId,
        ];
    }

    /// <summary>In the words of FSMA 204; empty for what is no critical tracking event.</summary>
    private static string Tracking(SheetEvent one) => (one.BizStep, one.EventType) switch
    {
        ("packing" or "repackaging", _) => "initial packing",
        (_, "TransformationEvent") => "transformation",
        ("commissioning" or "creating_class_instance", _) => "harvesting",
        ("storing", _) when one.Type == "cool" => "cooling",
        ("shipping" or "departing", _) => "shipping",
        ("receiving" or "accepting", _) => "receiving",
        _ => string.Empty,
    };

    private static string Join(IReadOnlyList<SheetShare> lots, Func<SheetShare, string?> part) => string.Join(And, lots.Select(part));

    private static string? Number(Quantity? quantity) => quantity?.Value.ToString("0.###", CultureInfo.InvariantCulture);

    private static string Utc(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
