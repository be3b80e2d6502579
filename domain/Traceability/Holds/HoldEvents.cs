using System.Globalization;

namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>The events that say that lots are held or let go; several where there are many lots.</summary>
public static class HoldEvents
{
    /// <summary>Names that an event of ours carries at most, so that one row holds it and one message indexes it.</summary>
    private const int LotsOfEvent = 200;

    /// <summary>Each with its record id.</summary>
    public static IReadOnlyList<(StoredEvent Event, string RecordId)> Placed(Hold hold, EventMaker maker) =>
        Make(hold, "set", (lots, recordId) => maker.Hold(hold, lots, new Recorded(hold.Coop, recordId, hold.PlacedBy, null, hold.PlacedAt)));

    /// <inheritdoc cref="Placed"/>
    /// <param name="hold">Released.</param>
    public static IReadOnlyList<(StoredEvent Event, string RecordId)> Released(Hold hold, EventMaker maker) =>
        Make(hold, "unset", (lots, recordId) => maker.Release(hold, lots, new Recorded(hold.Coop, recordId, hold.Released!.By, null, hold.Released.At)));

    private static (StoredEvent, string)[] Make(Hold hold, string what, Func<IReadOnlyList<LotId>, string, StoredEvent> make) =>
    [
        .. hold.Lots.Chunk(LotsOfEvent).Select((lots, index) =>
        {
            var recordId = Convert.ToHexStringLower(Ids.Hash("hold event", hold.Coop, hold.Id, what, index.ToString(CultureInfo.InvariantCulture)))[..32];
            return (make(lots, recordId), recordId);
        }),
    ];
}
