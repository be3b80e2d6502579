using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>Reads from the events of a lot what holds it: what an event of ours set and none has unset.</summary>
internal static class HeldBy
{
    public static IReadOnlyList<RecordHold> In(IEnumerable<EpcisEvent> events)
    {
        var told = events.Where(epcis => epcis.PersistentDisposition is not null && Text(epcis, "hold") is not null).ToArray();
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
