namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>The events that say that lots are held or let go; several where there are many lots.</summary>
public static class HoldEvents
{
    /// <summary>Names that an event of ours carries at most, so that one row holds it and one message indexes it.</summary>
    private const int LotsOfEvent = 200;

    /// <summary>Each with its record id.</summary>
    /// <param name="lots">Of the hold: all, or those that were added now.</param>
    public static IReadOnlyList<(StoredEvent Event, string RecordId)> Placed(Hold hold, IReadOnlyList<LotId> lots, DateTimeOffset now, EventMaker maker) =>
        Make(hold, "set", lots, (some, recordId) => maker.Hold(hold, some, new Recorded(hold.Coop, recordId, hold.PlacedBy, null, now)));

    /// <inheritdoc cref="Placed"/>
    /// <param name="hold">Released.</param>
    public static IReadOnlyList<(StoredEvent Event, string RecordId)> Released(Hold hold, EventMaker maker) =>
        Make(hold, "unset", hold.Lots, (some, recordId) => maker.Release(hold, some, new Recorded(hold.Coop, recordId, hold.Released!.By, null, hold.Released.At)));

    private static (StoredEvent, string)[] Make(Hold hold, string what, IReadOnlyList<LotId> lots, Func<IReadOnlyList<LotId>, string, StoredEvent> make) =>
    [
        .. lots.Chunk(LotsOfEvent).Select(some =>
        {
            var recordId = Convert.ToHexStringLower(Ids.Hash(["hold event", hold.Coop, hold.Id, what, .. some.Select(lot => lot.Key)]))[..32];
            return (make(some, recordId), recordId);
        }),
    ];
}
