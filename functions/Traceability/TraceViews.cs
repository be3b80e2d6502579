using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Functions.Http;
using AgriTrace.Web;
using AgriTrace.Web.Catalogue;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Functions.Traceability;

/// <summary>The trace record in the words of its page.</summary>
internal static class TraceViews
{
    /// <param name="isSigned">Whether a good signature of ours stands behind the summary.</param>
    /// <param name="today">In Viet Nam.</param>
    public static TraceView Of(TraceSummary summary, bool isSigned, TraceItem? item, Uri site, DateOnly today)
    {
        var (record, hashes) = (summary.Record, summary.Record.Hashes);
        var json = $"{ScannedCode.PageOf(record.Path)}?format=json";
        var isExpired = record.ExpiresOn < today;
        return new TraceView(
            ScannedCode.PageOf(item?.Path ?? record.Path),
            new ProductName(record.ProductName.Vi, record.ProductName.En),
            ProduceKinds.Named(record.ProductName.Vi),
            record.Lot,
            new TraceProducer(record.Producer.Name, AddressOf(record.Producer)))
        {
            Item = item,
            LotPath = ScannedCode.PageOf(record.Path),
            Site = site,
            Proof = new TraceProof(hashes.Checked, hashes.Differing, hashes.LeftOut, isSigned, summary.RecordHash, summary.MadeAt),
            BuyPath = summary.IsOffered && !isExpired && record.Holds.Count == 0 ? $"/?coop={record.Producer.Id}" : null,
            ReportPath = "/report" + (item?.Path ?? record.Path),
            ImagePath = record.ProductImage,
            Gtin = record.Gtin,
            TraceabilityCode = record.TraceabilityCode,
            Missing = record.Missing,
            Grower = record.Grower is { } grower
                ? new TraceGrower(
                    grower.Name, grower.Plot, grower.AreaCode,
                    grower.Location is { } at ? new GeoPoint(at.Latitude, at.Longitude) : null, grower.Commune, grower.Province, grower.Photo)
                : null,
            Warning = WarningOf(record),
            HarvestedAt = record.HarvestedAt,
            PackedAt = record.PackedAt,
            ExpiresOn = record.ExpiresOn,
            IsExpired = isExpired,
            Quantity = new Amount(record.Quantity.Value, record.Quantity.Unit),
            Standards = [.. record.Certificates.Select(one => new AppliedStandard(one.Scheme, one.Number, one.Issuer, one.ValidTo, one.ValidTo < today))],
            Sources = [.. record.Sources.Select(source => new LotLink(source.Lot, source.Path))],
            MoreSources = summary.Sources - record.Sources.Count,
            Stages = [.. summary.Runs.Select(run => Stage(run, json))],
            QrPath = $"/qr{record.Path}.svg",
            JsonPath = json,
            SignedPath = $"{ScannedCode.PageOf(record.Path)}?format={Jose.Format}",
            ColdChain = record.ColdChain is { } measured ? ColdChainOf(measured) : null,
        };
    }

    /// <summary>A recall comes before any hold, whichever was there first: it is what harms a buyer.</summary>
    private static LotWarning? WarningOf(TraceRecord record) =>
        record.Holds.OrderByDescending(one => one.Reason == HoldReason.Recall).FirstOrDefault() is { } hold
            ? new LotWarning(hold.Reason == HoldReason.Recall ? WarningKind.Recalled : WarningKind.Held, hold.Since, hold.Detail)
            : null;

    /// <summary>With its province, which most write into the address themselves.</summary>
    private static string AddressOf(RecordProducer producer) =>
        producer.Address.Length == 0 || producer.Address.Contains(producer.Province, StringComparison.OrdinalIgnoreCase)
            ? producer.Address
            : $"{producer.Address}, {producer.Province}";

    private static TraceColdChain ColdChainOf(RecordColdChain measured) => new(
        measured.Measurements,
        new MeasuredRange(measured.MinTemperature, measured.MaxTemperature),
        new MeasuredRange(measured.Limits?.MinTemperature, measured.Limits?.MaxTemperature),
        new MeasuredRange(measured.MinHumidity, measured.MaxHumidity),
        new MeasuredRange(measured.Limits?.MinHumidity, measured.Limits?.MaxHumidity),
        measured.FirstAt,
        measured.LastAt,
        measured.OutOfRange,
        measured.FirstOutOfRangeAt,
        measured.LastOutOfRangeAt);

    private static TraceStage Stage(StageRun run, string json)
    {
        var told = run.Stage is { } stage
            ? new TraceStage(KindOf(stage), stage.At, stage.PlaceName, stage.Actor, stage.ProductCode, stage.PlaceCode, stage.EventId, json)
            : new TraceStage(StageKind.Several, run.FirstAt, null, null, null, null, string.Empty, json);
        return told with { Count = run.Count, LastAt = run.Count > 1 ? run.LastAt : null };
    }

    internal static StageKind KindOf(RecordStage stage) => stage.BizStep switch
    {
        "commissioning" or "creating_class_instance" => stage.EventType == "TransformationEvent" ? StageKind.Processed : StageKind.Harvested,
        "packing" or "repackaging" => StageKind.Packed,
        "shipping" or "departing" or "transporting" => StageKind.Shipped,
        "receiving" or "accepting" => StageKind.Received,
        "arriving" => StageKind.Arrived,
        "loading" => StageKind.Loaded,
        "storing" or "stocking" or "staging_outbound" => StageKind.Stored,
        "inspecting" or "sampling" => StageKind.Inspected,
        "sensor_reporting" => StageKind.Measured,
        "holding" => StageKind.Held,
        "destroying" => StageKind.Destroyed,
        "retail_selling" => StageKind.Sold,
        _ => stage.EventType == "TransformationEvent" ? StageKind.Processed : StageKind.Other,
    };
}
