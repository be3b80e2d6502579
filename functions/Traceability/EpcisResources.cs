using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability;

/// <summary>A kind of value that events are listed under (EPCIS 2.0, 12.6): which values there are, and the events of each.</summary>
/// <param name="Name">In the address.</param>
/// <param name="Dimension">Null for EPCs and EPC classes.</param>
/// <param name="Standard">The values that are there whether an event has them or not.</param>
/// <param name="Normal">The form to compare, of a value as an address has it.</param>
internal sealed record EpcisResource(string Name, EventDimension? Dimension, IReadOnlyCollection<string> Standard, Func<string, string> Normal)
{
    private static readonly string[] EventTypes = ["ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent"];

    public static readonly IReadOnlyList<EpcisResource> All =
    [
        new("eventTypes", EventDimension.EventType, EventTypes, type => type),
        new("epcs", null, [], EpcisEvent.CanonicalUri),
        Words("bizSteps", EventDimension.BizStep, Cbv.BizStep),
        new("bizLocations", EventDimension.BizLocation, [], EpcisEvent.CanonicalUri),
        new("readPoints", EventDimension.ReadPoint, [], EpcisEvent.CanonicalUri),
        Words("dispositions", EventDimension.Disposition, Cbv.Disposition),
    ];

    public static EpcisResource? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>The parameter of a query for the events that have a value; null where there is no such value.</summary>
    public async Task<string?> ParameterFor(EventIndex index, string coop, string value, CancellationToken cancel)
    {
        if (Dimension is { } dimension)
            return Standard.Contains(Normal(value)) || await index.Has(coop, dimension, Normal(value), cancel) ? ParameterOf(dimension) : null;
        return await index.IsClass(coop, Normal(value), cancel) is { } isClass ? isClass ? "MATCH_anyEPCClass" : "MATCH_anyEPC" : null;
    }

    /// <summary>The standard's values first, all on the first page.</summary>
    public async Task<ValuePage> Values(EventIndex index, string coop, int count, string? after, CancellationToken cancel)
    {
        var seen = await (Dimension is { } dimension ? index.Values(coop, dimension, count, after, cancel) : index.Epcs(coop, count, after, cancel));
        return seen with { Values = [.. after is null ? Standard : [], .. seen.Values.Except(Standard)] };
    }

    private static string ParameterOf(EventDimension dimension) => dimension switch
    {
        EventDimension.EventType => "eventType",
        EventDimension.BizStep => "EQ_bizStep",
        EventDimension.BizLocation => "EQ_bizLocation",
        EventDimension.ReadPoint => "EQ_readPoint",
        EventDimension.Disposition => "EQ_disposition",
        _ => throw new ArgumentOutOfRangeException(nameof(dimension), dimension, "A dimension that is no resource."),
    };

    private static EpcisResource Words(string name, EventDimension dimension, CbvVocabulary vocabulary) =>
        new(name, dimension, vocabulary.Words.Order(StringComparer.Ordinal).ToArray(), word => vocabulary.Normal(word, EpcisContext.Standard));
}
