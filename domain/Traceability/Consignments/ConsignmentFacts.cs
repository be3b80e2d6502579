using System.Text.Json;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Domain.Traceability.Holds;

namespace AgriTrace.Domain.Traceability.Consignments;

/// <summary>All that a sheet is made from; the sheet is a pure function of it.</summary>
/// <param name="Records">Of the lots of the consignment.</param>
/// <param name="Lots">They and those they come from, each once.</param>
/// <param name="Events">All that happened to them, oldest first, each once.</param>
/// <param name="Plots">By id, with their diaries.</param>
/// <param name="Places">By id.</param>
/// <param name="Products">By id.</param>
/// <param name="Holds">Of the cooperative, standing or not.</param>
public sealed record ConsignmentFacts(
    Consignment Consignment,
    IReadOnlyList<TraceRecord> Records,
    IReadOnlyList<LotClaim> Lots,
    IReadOnlyList<StoredEvent> Events,
    IReadOnlyDictionary<string, (Plot Plot, IReadOnlyList<DiaryEntry> Diary)> Plots,
    IReadOnlyDictionary<string, Place> Places,
    IReadOnlyDictionary<ProductId, Product> Products,
    IReadOnlyList<Hold> Holds)
{
    private const string GlnStart = Gs1Key.CanonicalDomain + "/414/";

    public ConsignmentSheet ToSheet(Uri site)
    {
        var opened = Events.Select(stored => (stored, epcis: stored.Open())).ToArray();
        return new ConsignmentSheet(
            Consignment.Id,
            Consignment.Recipient,
            Consignment.Purpose,
            Consignment.MadeAt,
            Consignment.ExpiresAt,
            Records,
            [.. HoldsHere()],
            [.. Plots.Values.Select(PlotOf)],
            [.. Lots.SelectMany(lot => opened.SelectMany(one => StepsTo(lot.Id, one.stored, one.epcis, site)))],
            [.. opened.Where(one => one.epcis.BizStep == "inspecting").Select(one => InspectionOf(one.stored, one.epcis, site))],
            [.. opened.Select(one => EventOf(one.stored, one.epcis, site))]);
    }

    /// <summary>Of a hold on many lots, only what it says of these: the others are nobody else's business.</summary>
    private IEnumerable<SheetHold> HoldsHere()
    {
        foreach (var hold in Holds.Where(hold => hold.Released is null))
            if (hold.Lots.Intersect(Lots.Select(lot => lot.Id)).Select(lot => lot.Path).ToArray() is { Length: > 0 } lots)
                yield return new SheetHold(hold.Reason, hold.Detail, hold.PlacedAt, lots);
    }

    private SheetPlot PlotOf((Plot Plot, IReadOnlyList<DiaryEntry> Diary) one)
    {
        var known = Lots.Select(lot => lot.Id).ToHashSet();
        return new SheetPlot(
            one.Plot.Id, one.Plot.Name, one.Plot.AreaCode, one.Plot.Hectares, GeoJson.Centre(one.Plot.Geometry),
            [.. one.Diary.Where(entry => entry.Lot is not { } lot || known.Contains(lot)).Select(WorkOf)]);
    }

    private static SheetWork WorkOf(DiaryEntry entry) => new(
        entry.At, entry.Activity, entry.Material, entry.ActiveIngredient, entry.Dose, entry.Target, entry.Quantity, entry.IntervalDays,
        entry.Note, entry.Lot?.Path, entry.RecordedAt, entry.EventId);

    private static IEnumerable<SheetStep> StepsTo(LotId lot, StoredEvent stored, EpcisEvent epcis, Uri site) =>
        LotUri.SourcesOf(epcis, lot, site).Select(source => new SheetStep(
            source.Path, lot.Path, epcis.EventTime ?? stored.EventTime,
            epcis.InputQuantityList.Where(input => LotUri.Read(input.EpcClass, site) == source).Select(AmountOf).FirstOrDefault(), stored.Hash));

    private SheetInspection InspectionOf(StoredEvent stored, EpcisEvent epcis, Uri site) => new(
        epcis.EventTime ?? stored.EventTime,
        [.. LotUri.LotsOf(epcis, site).Select(lot => lot.Path)],
        Word(epcis, "result") ?? ResultOf(epcis.Disposition),
        WhereOf(epcis, site).Name,
        stored.Hash,
        [.. epcis.BizTransactionList.Where(document => document.Type == "testres").Select(document => DocumentOf(document.Id, site))]);

    /// <summary>An event names a document by the address at which members read it; the link has one of its own.</summary>
    private string DocumentOf(string uri, Uri site) =>
        LotUri.DocumentOf(uri, Consignment.Coop, site) is { } document ? ConsignmentSheet.PathOf(Consignment, document) : uri;

    private static string? ResultOf(string? disposition) => disposition switch
    {
        "conformant" => "pass",
        "non_conformant" => "fail",
        _ => null,
    };

    private SheetEvent EventOf(StoredEvent stored, EpcisEvent epcis, Uri site)
    {
        var (name, code, address) = WhereOf(epcis, site);
        return new SheetEvent(
            epcis.EventTime ?? stored.EventTime, epcis.Type.ToString(), epcis.BizStep, Word(epcis, "type"), epcis.Disposition, name, code, address,
            Shares([.. epcis.QuantityList, .. epcis.ChildQuantityList], [.. epcis.EpcList, .. epcis.ChildEpcs, .. epcis.ParentId is { } parent ? [parent] : Array.Empty<string>()], site),
            Shares(epcis.InputQuantityList, epcis.InputEpcList, site),
            Shares(epcis.OutputQuantityList, epcis.OutputEpcList, site),
            [.. epcis.BizTransactionList.Select(document => $"{document.Type} {document.Id}".Trim())],
            stored.RecordTime,
            stored.Hash);
    }

    private SheetShare[] Shares(IEnumerable<QuantityElement> classes, IEnumerable<string> epcs, Uri site) =>
    [
        .. classes.Select(element => new SheetShare(
            element.EpcClass, LotUri.Read(element.EpcClass, site) is { } lot ? Products.GetValueOrDefault(lot.Product)?.Name : null, AmountOf(element))),
        .. epcs.Select(epc => new SheetShare(epc, null, null)),
    ];

    private static Quantity? AmountOf(QuantityElement element) => element.Quantity is { } value ? new Quantity(value, element.Uom ?? Quantity.Piece) : null;

    private (string? Name, string? Code, string? Address) WhereOf(EpcisEvent epcis, Uri site)
    {
        var code = epcis.ReadPoint;
        if (TraceFacts.PlaceOf(epcis, Consignment.Coop, site) is { } id && Places.TryGetValue(id, out var place)) return (place.Name, place.Gln ?? place.Code ?? code, place.Address);
        if (code is not null && LotUri.PlotOf(code, Consignment.Coop, site) is { } field && Plots.TryGetValue(field, out var grown)) return (grown.Plot.Name, grown.Plot.AreaCode ?? code, null);
        return (null, code?.StartsWith(GlnStart, StringComparison.Ordinal) == true ? code[GlnStart.Length..] : code, null);
    }

    private static string? Word(EpcisEvent epcis, string name) =>
        epcis.Extension(EventMaker.Namespace, name) is { ValueKind: JsonValueKind.String } word ? word.GetString() : null;
}
