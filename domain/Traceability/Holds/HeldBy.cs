using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>Reads from the events of a lot which holds it may be under.</summary>
public static class HeldBy
{
    /// <summary>So many are looked up one by one.</summary>
    public const int MaxHolds = 50;

    /// <summary>
    /// The ids of holds that its events tell of. Anybody who exchanges events can write one, so these are only where to look: what stands
    /// is what the cooperative's rows say.
    /// </summary>
    public static IReadOnlyList<string> IdsIn(IEnumerable<EpcisEvent> events) =>
        [.. events.Where(epcis => epcis.PersistentDisposition is not null).Select(IdOf).OfType<string>().Where(id => id.Length <= MaxId).Distinct().Take(MaxHolds + 1)];

    /// <summary>Whether an event speaks of a hold, and so of lots that have nothing else to do with each other.</summary>
    public static bool Tells(EpcisEvent epcis) => epcis.PersistentDisposition is not null && IdOf(epcis) is not null;

    private const int MaxId = 40;

    private static string? IdOf(EpcisEvent epcis) =>
        epcis.Extension(EventMaker.Namespace, "hold") is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
