using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>What an event is found by.</summary>
public static class EventTerms
{
    public static IReadOnlyList<string> KeysOf(EpcisEvent epcis) =>
        [.. epcis.EpcList.Concat(epcis.ChildEpcs).Concat(epcis.InputEpcList).Concat(epcis.OutputEpcList)
            .Concat(new[] { epcis.ParentId, epcis.TransformationId }.OfType<string>())
            .Concat(epcis.QuantityList.Concat(epcis.ChildQuantityList).Concat(epcis.InputQuantityList).Concat(epcis.OutputQuantityList).Select(one => one.EpcClass)).Distinct()];

    public static IReadOnlyList<(EventDimension Dimension, string Value)> MarksOf(EpcisEvent epcis) =>
        [.. new (EventDimension, string?)[] { (EventDimension.EventType, epcis.Type.ToString()), (EventDimension.BizStep, epcis.BizStep), (EventDimension.Disposition, epcis.Disposition), (EventDimension.BizLocation, epcis.BizLocation), (EventDimension.ReadPoint, epcis.ReadPoint) }
            .Where(one => one.Item2 is not null).Select(one => (one.Item1, one.Item2!))];
}
