using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>Conditions on where an event happened, and where its objects are since.</summary>
internal static class PlaceConditions
{
    public static ParameterReader Is(EventDimension dimension, Func<EpcisEvent, string?> field) => (query, parameter) =>
    {
        var places = parameter.Uris();
        return query.Marked(dimension, places, epcis => field(epcis) is { } place && places.Contains(place));
    };

    /// <summary>The place, or one within it.</summary>
    // The standard has master data say what lies within what. There is none here, so what the ids show must do: below a GLN lie its
    // extensions (/414/{gln}/254/{extension}), and below any other web address what its path goes on to, such as a store below its site.
    public static ParameterReader IsWithin(Func<EpcisEvent, string?> field) => (query, parameter) =>
    {
        var places = parameter.Uris();
        return query.Where(epcis => field(epcis) is { } given && places.Any(place => IsWithin(given, place)));
    };

    private static bool IsWithin(string given, string place) =>
        given == place
        || (place.StartsWith("http", StringComparison.Ordinal)
            && given.StartsWith(place, StringComparison.Ordinal)
            && (place.EndsWith('/') || given[place.Length] == '/'));
}
