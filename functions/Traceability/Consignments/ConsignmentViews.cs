using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Functions.Http;
using AgriTrace.Web.Traceability;
using AgriTrace.Web.Traceability.Consignments;

namespace AgriTrace.Functions.Traceability.Consignments;

/// <summary>A consignment in the words of its page.</summary>
internal static class ConsignmentViews
{
    /// <param name="path">Of the page, with its key.</param>
    public static ConsignmentView Of(ConsignmentSheet sheet, string path) => new(
        path,
        sheet,
        [.. sheet.Events.Select(KindOf)],
        [("csv", path + "&format=csv"), ("epcis", path + "&format=epcis"), ("json", path + "&format=json"), (Jose.Format, $"{path}&format={Jose.Format}")]);

    private static StageKind KindOf(SheetEvent one) => TraceViews.KindOf(
        new RecordStage(one.BizStep, one.EventType, one.At, one.PlaceName, one.PlaceCode, Actor: null, ProductCode: string.Empty, one.EventId));
}
