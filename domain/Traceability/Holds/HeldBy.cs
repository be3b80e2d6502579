using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>Reads from the events of a lot what holds it: what an event of ours set and none has unset.</summary>
public static class HeldBy
{
    /// <summary>In characters, as we make them.</summary>
    private const int RecordLength = 32;

    /// <summary>Whether an event speaks of a hold, in our words.</summary>
    internal static bool Tells(EpcisEvent epcis) => epcis.PersistentDisposition is not null && Text(epcis, "hold") is not null;

    /// <summary>Whether an event speaks of a hold, and the record that it then says to be of ours; anybody who captures events can say so.</summary>
    /// <param name="record">Null where it names none that could be.</param>
    public static bool Tells(StoredEvent stored, out string? record)
    {
        var epcis = stored.Open();
        record = Text(epcis, "recordId") is { Length: RecordLength } id && id.All(char.IsAsciiHexDigitLower) ? id : null;
        return Tells(epcis);
    }

    internal static IReadOnlyList<RecordHold> In(IEnumerable<EpcisEvent> events)
    {
        var told = events.Where(Tells).ToArray();
        var released = told.Where(epcis => epcis.PersistentDisposition!.Unset.Count > 0).Select(epcis => Text(epcis, "hold")).ToHashSet();
        return
        [
            .. told.Where(epcis => epcis.PersistentDisposition!.Set.Count > 0 && !released.Contains(Text(epcis, "hold")))
                .Select(Read).OfType<RecordHold>().DistinctBy(hold => hold.Id).OrderBy(hold => hold.Since),
        ];
    }

    private static RecordHold? Read(EpcisEvent epcis) =>
        ReasonOf(Text(epcis, "holdReason")) is { } reason && epcis.EventTime is { } since
            ? new RecordHold(
                Text(epcis, "hold")!, reason, since, Text(epcis, "reason"),
                DateOnly.TryParse(Text(epcis, "earliestHarvest"), System.Globalization.CultureInfo.InvariantCulture, out var earliest) ? earliest : null)
            : null;

    private static HoldReason? ReasonOf(string? word) =>
        Enum.GetValues<HoldReason>().Select(reason => (HoldReason?)reason).FirstOrDefault(reason => AgriTraceJson.Write(reason).Trim('"') == word);

    private static string? Text(EpcisEvent epcis, string name) =>
        epcis.Extension(EventMaker.Namespace, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
}
