using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Domain.Traceability;

/// <summary>An event to store, with all that it will be found by.</summary>
/// <param name="GivenId">The <c>eventID</c> of its sender, in canonical form; null where there is none, or where it is the hash.</param>
/// <param name="Keys">What it names, and whether that is an EPC class; null where it is neither an EPC nor a class, but the id of a transformation.</param>
/// <param name="Marks">The values that are marked on its day.</param>
public sealed record IndexedEvent(StoredEvent Stored, string? GivenId, IReadOnlyList<(string Key, bool? IsClass)> Keys, IReadOnlyList<(EventDimension Dimension, string Value)> Marks)
{
    /// <summary>Empty for an event that makes and joins nothing.</summary>
    public IReadOnlyList<LineageEvent> Lineage { get; init; } = [];

    public string Key => Stored.Key;

    /// <summary>What it measured; null for an event that is about more than that.</summary>
    public Reading? Reading { get; init; }

    /// <summary>The given id that no other event may have. A declaration has that of the event that it declares wrong.</summary>
    public string? ClaimedId => Stored.Declaration is null ? GivenId : null;

    /// <summary>In characters, of anything that an event is found by: no parameter of a query holds more.</summary>
    public const int MaxTerm = 1_000;

    /// <summary>Whether something that it would be found by is longer than any identifier.</summary>
    public bool HasLongTerm => GivenId?.Length > MaxTerm || Keys.Any(key => key.Key.Length > MaxTerm) || Marks.Any(mark => mark.Value.Length > MaxTerm);

    public static IndexedEvent Of(StoredEvent stored) => Of(stored, stored.Open());

    /// <param name="epcis">The same event, open already.</param>
    public static IndexedEvent Of(StoredEvent stored, EpcisEvent epcis) => new(
        stored, EventTerms.EventIdOf(epcis) is { } id && id != stored.Hash ? id : null, KeysOf(epcis), EventTerms.MarksOf(epcis))
    {
        Lineage = LineageEvent.Of(stored, epcis),
        Reading = Reading.Of(epcis),
    };

    private static (string, bool?)[] KeysOf(EpcisEvent epcis)
    {
        var (epcs, classes) = (EventTerms.EpcsOf(epcis).ToHashSet(), EventTerms.ClassesOf(epcis).ToHashSet());
        return [.. EventTerms.KeysOf(epcis).Select(key => (key, epcs.Contains(key) ? false : classes.Contains(key) ? true : (bool?)null))];
    }
}
