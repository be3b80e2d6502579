using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Conditions on the fields that every event may have: what, why, whose papers, and whether it was declared wrong.</summary>
internal static class EventConditions
{
    public static EventQuery EventType(EventQuery query, QueryParameter parameter)
    {
        List<string> types = [.. parameter.Values.Select(value => EventTerms.TypeOf(value, parameter.Prefixes)).OfType<string>()];
        if (types.Count < parameter.Values.Count)
            parameter.Fault("must be an event type of EPCIS 2.0, like ObjectEvent, or the URI of another.");
        return query.Marked(EventDimension.EventType, types, epcis => EventTerms.TypeOf(epcis) is { } type && types.Contains(type));
    }

    public static EventQuery Action(EventQuery query, QueryParameter parameter)
    {
        List<EpcisAction> actions = [];
        foreach (var value in parameter.Values)
        {
            if (value is "OBSERVE") actions.Add(EpcisAction.Observe);
            else if (value is "ADD") actions.Add(EpcisAction.Add);
            else if (value is "DELETE") actions.Add(EpcisAction.Delete);
            else parameter.Fault("must be OBSERVE, ADD or DELETE.");
        }

        return query.Where(epcis => epcis.Action is { } action && actions.Contains(action));
    }

    /// <summary>A word that days are marked with.</summary>
    public static ParameterReader Marked(EventDimension dimension, CbvVocabulary vocabulary, Func<EpcisEvent, string?> field) =>
        (query, parameter) =>
        {
            var words = parameter.Words(vocabulary);
            return query.Marked(dimension, words, epcis => field(epcis) is { } word && words.Contains(word));
        };

    /// <summary>A field that may hold many words.</summary>
    public static ParameterReader Words(CbvVocabulary vocabulary, Func<EpcisEvent, IReadOnlyList<string>?> field) => (query, parameter) =>
    {
        var words = parameter.Words(vocabulary);
        return query.Where(epcis => field(epcis) is { } given && given.Any(words.Contains));
    };

    public static ParameterReader Exists(Func<EpcisEvent, bool> test) => (query, parameter) => parameter.Asks() ? query.Where(test) : query;

    public static EventQuery DeclaredFrom(EventQuery query, QueryParameter parameter) =>
        parameter.Time() is { } from ? query.Where(epcis => epcis.ErrorDeclaration?.DeclarationTime >= from) : query;

    public static EventQuery DeclaredBefore(EventQuery query, QueryParameter parameter) =>
        parameter.Time() is { } before ? query.Where(epcis => epcis.ErrorDeclaration?.DeclarationTime < before) : query;

    public static EventQuery CorrectiveEventId(EventQuery query, QueryParameter parameter)
    {
        var ids = parameter.Uris();
        return query.Where(epcis =>
            epcis.ErrorDeclaration is { } declaration
            && declaration.CorrectiveEventIds.Any(id => ids.Contains(EpcisEvent.Canonical(id, epcis.Context))));
    }

    /// <summary>The name goes on with the type: a bare CBV word, a CURIE or a URI.</summary>
    public static EventQuery BizTransaction(EventQuery query, QueryParameter parameter, string rest)
    {
        if (TypeOf(parameter, rest, Cbv.BizTransactionType) is not { } type) return query;
        var ids = parameter.Uris();
        return query.Where(epcis => epcis.BizTransactionList.Any(one => one.Type == type && ids.Contains(one.Id)));
    }

    /// <inheritdoc cref="BizTransaction"/>
    public static FlexibleReader SourceOrDestination(Func<EpcisEvent, IReadOnlyList<SourceOrDestination>> field) => (query, parameter, rest) =>
    {
        if (TypeOf(parameter, rest, Cbv.SourceDestType) is not { } type) return query;
        var ids = parameter.Uris();
        return query.Where(epcis => field(epcis).Any(one => one.Type == type && ids.Contains(one.Id)));
    };

    private static string? TypeOf(QueryParameter parameter, string rest, CbvVocabulary vocabulary)
    {
        if (vocabulary.Allows(rest, parameter.Prefixes)) return vocabulary.Normal(rest, parameter.Prefixes);
        parameter.Fault($"must end in a {vocabulary.Name}, or in a URI outside of GS1's namespaces.");
        return null;
    }
}
