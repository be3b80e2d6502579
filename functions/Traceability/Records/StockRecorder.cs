using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Records counts and what was thrown away, together with the stock that they change.</summary>
public sealed class StockRecorder(KnownPlaces places, CoopStore coops, LotStore lots, EventRecorder recorder, EventMaker maker)
{
    internal async Task<Result<StoredEvent>> Record(RecordCall call, StockTaking taking, CancellationToken cancel)
    {
        if (!(await places.Place(call.Coop, taking.Place, cancel)).Try(out var place, out var error)) return error;
        var result = await recorder.Record(call.Coop, board => Change(call, taking, place, board, cancel), cancel);
        if (result.IsOk || !call.Record.IsFromKey) return result;

        // Counted again, the stock is another than it was: only what was recorded first can tell whether this is a repeat.
        if (await recorder.Find(call.Coop, call.Record.Text, cancel) is not { } first) return result;
        return taking.IsRepeatOf(first, place, call.Recorded, maker) ? first : TraceabilityErrors.KeyUsed;
    }

    private async Task<Result<StockChange>> Change(RecordCall call, StockTaking taking, Place place, Board board, CancellationToken cancel)
    {
        if ((board.Lots.GetValueOrDefault(taking.Lot.Key) ?? await SoldOut(call.Coop, taking.Lot, cancel)) is not { } lot) return TraceabilityErrors.NoSuchLot;
        var product = taking.OtherUnitThan(lot) ? await coops.Product(call.Coop, taking.Lot.Product, cancel) : null;
        return taking.Decide(call.By, lot, product, place, call.Recorded, maker)
            .Map(decided => new StockChange(board.After(decided.After), decided.Event, call.Record.Text));
    }

    /// <summary>A lot of the cooperative that is not on the board any more: nothing of it is left.</summary>
    private async Task<BoardLot?> SoldOut(string coop, LotId lot, CancellationToken cancel) =>
        await lots.Find(lot, cancel) is { } claim && claim.Coop == coop ? claim.ToBoardLotAgain() : null;
}
