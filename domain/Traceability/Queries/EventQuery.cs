using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>A SimpleEventQuery of EPCIS 2.0 (8.2.7.1), read and bounded.</summary>
/// <remarks>
/// <see cref="Matches"/> is the whole truth. The other members say what an index may use to look at fewer events: whatever they rule
/// out, <see cref="Matches"/> rules out too. A new one asks for every event, and <c>with</c> may narrow its times.
/// </remarks>
public sealed record EventQuery
{
    /// <summary>The most that <c>eventCountLimit</c> and <c>maxEventCount</c> may ask for.</summary>
    public const int MaxCount = 10_000;

    private IReadOnlyList<Func<EpcisEvent, bool>> tests = [];

    /// <summary>Inclusive, as is <see cref="RecordTimeFrom"/>.</summary>
    public DateTimeOffset? EventTimeFrom { get; init; }

    /// <summary>Exclusive, as is <see cref="RecordTimeBefore"/>.</summary>
    public DateTimeOffset? EventTimeBefore { get; init; }

    public DateTimeOffset? RecordTimeFrom { get; init; }

    public DateTimeOffset? RecordTimeBefore { get; init; }

    /// <summary>Given ids or event hashes, as canonical URIs; an event has one of them. Empty where the query asks for none.</summary>
    public IReadOnlyList<string> EventIds { get; internal init; } = [];

    /// <summary>An event names one of each entry, as <see cref="EventTerms.KeysOf"/> gives them.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Keys { get; internal init; } = [];

    /// <summary>An event has one value of each, as <see cref="EventTerms.MarksOf"/> gives them.</summary>
    public IReadOnlyList<EventCondition> Conditions { get; internal init; } = [];

    /// <summary>Whether something is asked that neither a time, nor an id, nor a key, nor a condition above bounds.</summary>
    public bool HasOtherConditions { get; internal init; }

    /// <summary>Null where the order is the repository's to choose.</summary>
    public EventOrder? OrderBy { get; init; }

    /// <summary>As <c>{namespace}local</c>, where <see cref="OrderBy"/> is an extension.</summary>
    public string? OrderByExtension { get; init; }

    /// <summary>The standard's default. Says nothing where no order is asked for.</summary>
    public bool Descending { get; init; } = true;

    /// <summary>Whether the answer begins with the last.</summary>
    public bool IsDescending => OrderBy is not null && Descending;

    /// <summary>The first so many are all that is wanted.</summary>
    public int? EventCountLimit { get; init; }

    /// <summary>More than so many are to be refused.</summary>
    public int? MaxEventCount { get; init; }

    /// <summary>Equal for queries that were given the same, in whatever order and with whatever prefixes. 32 hexadecimal digits.</summary>
    public string Fingerprint { get; internal init; } = "";

    /// <summary>Reads the parameters of a URL: values split at <c>|</c>, repeated names joined.</summary>
    /// <param name="parameters">Without <c>perPage</c> and <c>nextPageToken</c>, which are no part of a query.</param>
    /// <param name="prefixes">What the prefixes in names and values stand for.</param>
    /// <returns>
    /// <see cref="QueryErrors.InvalidParameters"/>. A parameter that is not known is an error too: to pass over it would answer with more
    /// than was asked for.
    /// </returns>
    public static Result<EventQuery> Read(IEnumerable<KeyValuePair<string, string>> parameters, EpcisContext prefixes)
    {
        var faults = new List<FieldFault>();
        return Read(QueryText.OfUrl(parameters, prefixes, faults), prefixes, faults);
    }

    /// <summary>Reads the <c>query</c> of a named query, which has an <c>@context</c> of its own.</summary>
    /// <inheritdoc cref="Read(IEnumerable{KeyValuePair{string, string}}, EpcisContext)"/>
    public static Result<EventQuery> Read(JsonElement query)
    {
        var faults = new List<FieldFault>();
        var parameters = QueryText.OfJson(query, out var prefixes, faults);
        return Read(parameters, prefixes, faults);
    }

    /// <summary>Whether the event fulfils every condition, those that an index bounds among them. Never throws.</summary>
    /// <param name="eventId">The id that the repository knows the event by: its hash.</param>
    public bool Matches(EpcisEvent epcis, DateTimeOffset recordTime, string eventId) =>
        IsWithin(recordTime, RecordTimeFrom, RecordTimeBefore)
        && IsWithin(epcis.EventTime, EventTimeFrom, EventTimeBefore)
        && (EventIds.Count == 0 || EventIds.Contains(eventId) || EventIds.Contains(EventTerms.EventIdOf(epcis)))
        && tests.All(test => test(epcis));

    /// <summary>What fulfils both.</summary>
    /// <param name="other">Asks for what events hold; its times, ids and order do not count.</param>
    public EventQuery And(EventQuery other) => this with
    {
        tests = [.. tests, .. other.tests],
        Keys = [.. Keys, .. other.Keys],
        Conditions = [.. Conditions, .. other.Conditions],
        HasOtherConditions = HasOtherConditions || other.HasOtherConditions,
        Fingerprint = Fingerprint + other.Fingerprint,
    };

    /// <summary>Adds what an index of marks bounds.</summary>
    internal EventQuery Marked(EventDimension dimension, IReadOnlyList<string> values, Func<EpcisEvent, bool> test) =>
        With(test) with { Conditions = [.. Conditions, new EventCondition(dimension, values)] };

    /// <summary>Adds what the index of EPCs and classes bounds.</summary>
    internal EventQuery Named(IReadOnlyList<string> keys, Func<EpcisEvent, bool> test) => With(test) with { Keys = [.. Keys, keys] };

    /// <summary>Adds what no index bounds.</summary>
    internal EventQuery Where(Func<EpcisEvent, bool> test) => With(test) with { HasOtherConditions = true };

    private static Result<EventQuery> Read(IReadOnlyList<QueryParameter> parameters, EpcisContext prefixes, List<FieldFault> faults)
    {
        var query = new EventQuery { Fingerprint = QueryText.Fingerprint(parameters, prefixes) };
        foreach (var parameter in parameters) query = QueryParameters.Read(query, parameter);
        QueryParameters.CheckTogether(query, parameters, faults);
        return faults.Count == 0 ? query : QueryErrors.InvalidParameters([.. faults.Distinct()]);
    }

    private static bool IsWithin(DateTimeOffset? time, DateTimeOffset? from, DateTimeOffset? before) =>
        (from is null || time >= from) && (before is null || time < before);

    private EventQuery With(Func<EpcisEvent, bool> test) => this with { tests = [.. tests, test] };
}
