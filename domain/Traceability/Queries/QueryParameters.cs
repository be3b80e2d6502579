using System.Collections.Frozen;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Adds to a query what a parameter asks; what is wrong with it goes to the parameter's faults.</summary>
internal delegate EventQuery ParameterReader(EventQuery query, QueryParameter parameter);

/// <summary>The same, for a parameter whose name goes on behind a fixed start.</summary>
/// <param name="rest">What follows the start.</param>
internal delegate EventQuery FlexibleReader(EventQuery query, QueryParameter parameter, string rest);

/// <summary>The parameters of SimpleEventQuery, as tables of names and readers.</summary>
internal static class QueryParameters
{
    private static readonly FrozenDictionary<string, ParameterReader> Fixed = new Dictionary<string, ParameterReader>
    {
        ["eventType"] = EventConditions.EventType,
        ["GE_eventTime"] = (query, parameter) => query with { EventTimeFrom = parameter.Time() },
        ["LT_eventTime"] = (query, parameter) => query with { EventTimeBefore = parameter.Time() },
        ["GE_recordTime"] = (query, parameter) => query with { RecordTimeFrom = parameter.Time() },
        ["LT_recordTime"] = (query, parameter) => query with { RecordTimeBefore = parameter.Time() },
        ["EQ_action"] = EventConditions.Action,
        ["EQ_bizStep"] = EventConditions.Marked(EventDimension.BizStep, Cbv.BizStep, epcis => epcis.BizStep),
        ["EQ_disposition"] = EventConditions.Marked(EventDimension.Disposition, Cbv.Disposition, epcis => epcis.Disposition),
        ["EQ_persistentDisposition_set"] = EventConditions.Words(Cbv.Disposition, epcis => epcis.PersistentDisposition?.Set),
        ["EQ_persistentDisposition_unset"] = EventConditions.Words(Cbv.Disposition, epcis => epcis.PersistentDisposition?.Unset),
        ["EQ_readPoint"] = PlaceConditions.Is(EventDimension.ReadPoint, epcis => epcis.ReadPoint),
        ["WD_readPoint"] = PlaceConditions.IsWithin(epcis => epcis.ReadPoint),
        ["EQ_bizLocation"] = PlaceConditions.Is(EventDimension.BizLocation, epcis => epcis.BizLocation),
        ["WD_bizLocation"] = PlaceConditions.IsWithin(epcis => epcis.BizLocation),
        ["EQ_transformationID"] = EpcConditions.Transformation,
        ["MATCH_epc"] = EpcConditions.Epcs(epcis => epcis.EpcList.Concat(epcis.ChildEpcs)),
        ["MATCH_parentID"] = EpcConditions.Epcs(epcis => EventTerms.Present(epcis.ParentId)),
        ["MATCH_inputEPC"] = EpcConditions.Epcs(epcis => epcis.InputEpcList),
        ["MATCH_outputEPC"] = EpcConditions.Epcs(epcis => epcis.OutputEpcList),
        ["MATCH_anyEPC"] = EpcConditions.Epcs(EventTerms.EpcsOf),
        ["MATCH_epcClass"] = EpcConditions.Classes(epcis => epcis.QuantityList.Concat(epcis.ChildQuantityList)),
        ["MATCH_inputEPCClass"] = EpcConditions.Classes(epcis => epcis.InputQuantityList),
        ["MATCH_outputEPCClass"] = EpcConditions.Classes(epcis => epcis.OutputQuantityList),
        ["MATCH_anyEPCClass"] = EpcConditions.Classes(EventTerms.QuantitiesOf),
        ["EQ_eventID"] = (query, parameter) => query with { EventIds = parameter.Uris() },
        ["EXISTS_errorDeclaration"] = EventConditions.Exists(epcis => epcis.ErrorDeclaration is not null),
        ["GE_errorDeclarationTime"] = EventConditions.DeclaredFrom,
        ["LT_errorDeclarationTime"] = EventConditions.DeclaredBefore,

        // As query-schema.json spells them, unlike the standard's text and its OpenAPI.
        ["GE_errorDeclaration_Time"] = EventConditions.DeclaredFrom,
        ["LT_errorDeclaration_Time"] = EventConditions.DeclaredBefore,
        ["EQ_errorReason"] = EventConditions.Words(Cbv.ErrorReason, epcis => [.. EventTerms.Present(epcis.ErrorDeclaration?.Reason)]),
        ["EQ_correctiveEventID"] = EventConditions.CorrectiveEventId,
        ["EXISTS_sensorElementList"] = EventConditions.Exists(epcis => epcis.SensorElementList.Count > 0),
        ["orderBy"] = OrderParameters.OrderBy,
        ["orderDirection"] = (query, parameter) => query with { Descending = parameter.Word("ASC", "DESC") != "ASC" },
        ["eventCountLimit"] = (query, parameter) => query with { EventCountLimit = parameter.Count(EventQuery.MaxCount) },
        ["maxEventCount"] = (query, parameter) => query with { MaxEventCount = parameter.Count(EventQuery.MaxCount) },
    }.Concat(QuantityConditions.Fixed).Concat(SensorConditions.Fixed).ToFrozenDictionary(StringComparer.Ordinal);

    // The first that fits is taken: extensions, whose names begin with nothing but the comparison, come last.
    private static readonly IReadOnlyList<(string Start, FlexibleReader Read)> Flexible =
    [
        ("EQ_bizTransaction_", EventConditions.BizTransaction),
        ("EQ_source_", EventConditions.SourceOrDestination(epcis => epcis.SourceList)),
        ("EQ_destination_", EventConditions.SourceOrDestination(epcis => epcis.DestinationList)),
        ("HASATTR_", AttributeConditions.Has),
        ("EQ_ATTR_", AttributeConditions.Is),
        .. QuantityConditions.Flexible,
        .. SensorConditions.Flexible,
        .. ExtensionConditions.Flexible,
    ];

    // One condition under two names.
    private static readonly (string One, string Other)[] Exclusive =
    [
        ("eventCountLimit", "maxEventCount"),
        ("GE_errorDeclarationTime", "GE_errorDeclaration_Time"),
        ("LT_errorDeclarationTime", "LT_errorDeclaration_Time"),
    ];

    public static EventQuery Read(EventQuery query, QueryParameter parameter)
    {
        if (Fixed.TryGetValue(parameter.Name, out var read)) return read(query, parameter);
        foreach (var (start, readRest) in Flexible)
        {
            if (parameter.Name.Length > start.Length && parameter.Name.StartsWith(start, StringComparison.Ordinal))
                return readRest(query, parameter, parameter.Name[start.Length..]);
        }

        parameter.Fault("is no parameter of SimpleEventQuery.");
        return query;
    }

    /// <summary>What is wrong with parameters only beside one another.</summary>
    public static void CheckTogether(EventQuery query, IReadOnlyList<QueryParameter> parameters, List<FieldFault> faults)
    {
        var names = parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (one, other) in Exclusive)
        {
            if (!names.Contains(one) || !names.Contains(other)) continue;
            faults.Add(new(one, $"must not be given together with {other}."));
            faults.Add(new(other, $"must not be given together with {one}."));
        }

        if (query.EventCountLimit is not null && !names.Contains("orderBy"))
            faults.Add(new("eventCountLimit", "must have an orderBy beside it, or nothing says which come first."));
    }
}
