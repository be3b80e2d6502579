using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Conditions on what an event names: single things, classes, and transformations.</summary>
internal static class EpcConditions
{
    public static ParameterReader Epcs(Func<EpcisEvent, IEnumerable<string>> field) => Matching(field, isClass: false);

    public static ParameterReader Classes(Func<EpcisEvent, IEnumerable<QuantityElement>> field) =>
        Matching(epcis => field(epcis).Select(element => element.EpcClass), isClass: true);

    public static EventQuery Transformation(EventQuery query, QueryParameter parameter)
    {
        var ids = parameter.Uris();
        return query.Named(ids, epcis => epcis.TransformationId is { } id && ids.Contains(id));
    }

    private static ParameterReader Matching(Func<EpcisEvent, IEnumerable<string>> field, bool isClass) => (query, parameter) =>
    {
        var matches = parameter.Values.Select(value => EpcMatch.Read(value, parameter.Prefixes, isClass)).OfType<EpcMatch>().ToList();
        if (matches.Count < parameter.Values.Count)
            parameter.Fault("must be a URI, or a pattern (urn:epc:idpat:…) of a GS1 key with its stars at the end.");

        bool Test(EpcisEvent epcis) => field(epcis).Any(given => matches.Exists(match => match.Fits(given)));
        if (matches.TrueForAll(match => match.Key is not null)) return query.Named([.. matches.Select(match => match.Key!)], Test);
        return matches.TrueForAll(match => match.Product is not null)
            ? query.Marked(EventDimension.Product, [.. matches.Select(match => match.Product!).Distinct()], Test)
            : query.Where(Test);
    };
}
