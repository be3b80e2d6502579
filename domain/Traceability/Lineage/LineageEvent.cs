using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Traceability.Lineage;

/// <param name="Id">A canonical URI; see <see cref="LineageNode.Id"/>.</param>
/// <param name="Quantity">Null where the event says "some", or where it is a thing with a serial.</param>
public sealed record LineagePart(string Id, Quantity? Quantity);

/// <summary>What one event says of how things come from one another.</summary>
public sealed record LineageEvent(
    string EventId, DateTimeOffset At, string Coop, LineageKind Kind, IReadOnlyList<LineagePart> Inputs, IReadOnlyList<LineagePart> Outputs)
{
    /// <summary>Twenty lots into twenty others. More are joined by their event in the middle, or every one would have to name all on the other side.</summary>
    private const int MaxPairs = 400;

    private const string Gs1Start = "https://id.gs1.org/";

    /// <returns>None for an event that makes and joins nothing, and for an error declaration, which repeats the event that it is about.</returns>
    public static IReadOnlyList<LineageEvent> Of(StoredEvent stored, EpcisEvent epcis)
    {
        if (stored.Declaration is not null) return [];
        var (kind, inputs, outputs) = epcis switch
        {
            { Type: EpcisEventType.TransformationEvent } => (LineageKind.Transformation, PartsOf(epcis.InputEpcList, epcis.InputQuantityList), PartsOf(epcis.OutputEpcList, epcis.OutputQuantityList)),
            { Type: EpcisEventType.AggregationEvent or EpcisEventType.AssociationEvent, Action: not EpcisAction.Delete } =>
                (LineageKind.Aggregation, PartsOf(epcis.ChildEpcs, epcis.ChildQuantityList), PartsOf(EventTerms.Present(epcis.ParentId), [])),
            _ => (LineageKind.Transformation, [], []),
        };
        // EPCIS 2.0, 7.4.6: one transformation may be told by several events, of which each knows some inputs or outputs.
        if (epcis.TransformationId is { } transformation && kind == LineageKind.Transformation) return Through(transformation);
        if (inputs.Count == 0 || outputs.Count == 0) return [];
        return (long)inputs.Count * outputs.Count > MaxPairs ? Through(stored.Hash) : [Make(inputs, outputs)];

        IReadOnlyList<LineageEvent> Through(string id) =>
        [
            .. inputs.Count > 0 ? [Make(inputs, [new LineagePart(id, null)])] : Array.Empty<LineageEvent>(),
            .. outputs.Count > 0 ? [Make([new LineagePart(id, null)], outputs)] : Array.Empty<LineageEvent>(),
        ];

        LineageEvent Make(IReadOnlyList<LineagePart> from, IReadOnlyList<LineagePart> to) => new(stored.Hash, stored.EventTime, stored.Coop, kind, from, to);
    }

    /// <summary>What went in and came out at once: no event can say that of one lot.</summary>
    public string? OwnSource => Kind == LineageKind.Transformation ? Inputs.Select(part => part.Id).Intersect(Outputs.Select(part => part.Id)).FirstOrDefault() : null;

    private static List<LineagePart> PartsOf(IEnumerable<string> epcs, IEnumerable<QuantityElement> classes)
    {
        var parts = epcs.Distinct(StringComparer.Ordinal).Select(epc => new LineagePart(epc, null)).ToList();
        parts.AddRange(classes.Where(element => IsLot(element.EpcClass)).GroupBy(element => element.EpcClass, StringComparer.Ordinal).Select(group => new LineagePart(group.Key, Sum([.. group]))));
        return parts;
    }

    /// <summary>Flour comes from grain and grain from nothing made of flour, but "some flour" of any lot could come from anything: a product is no lot.</summary>
    private static bool IsLot(string epcClass) => epcClass.StartsWith(Gs1Start, StringComparison.Ordinal)
        ? epcClass.Contains("/10/", StringComparison.Ordinal) || epcClass.Contains("/21/", StringComparison.Ordinal)
        : !epcClass.StartsWith("urn:epc:idpat:", StringComparison.Ordinal);

    /// <summary>A lot that stands twice in one list is so much of it together; null where one does not say how much, or says it in another unit.</summary>
    private static Quantity? Sum(QuantityElement[] elements) =>
        elements.All(element => element.Quantity is not null) && elements.Select(element => element.Uom).Distinct().Count() == 1
            ? new Quantity(elements.Sum(element => element.Quantity!.Value), elements[0].Uom ?? Quantity.Piece)
            : null;
}
