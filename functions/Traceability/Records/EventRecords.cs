using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Records;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Who records, and which record it is.</summary>
internal sealed record RecordCall(Caller By, RecordId Record, Recorded Recorded)
{
    public string Coop => Recorded.Coop;
}

/// <summary>Records events of every type of the simple API, for programs, imports and pages alike.</summary>
public sealed class EventRecords(
    FieldWorkRecorder fields, Harvests harvests, ObservationRecorder seen, StockRecorder stock, MakingRecorder makings, UnitRecorder units, TimeProvider clock)
{
    /// <returns>The event as it was recorded first: the same record again succeeds and changes nothing.</returns>
    public async Task<Result<StoredEvent>> Record(Caller by, string coop, EventInput input, RecordId record, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        if (!EventRecord.Read(coop, input, now).Try(out var read, out var error)) return error;
        var call = new RecordCall(by, record, new Recorded(coop, record.Text, by.Name, by.OnBehalfOf, now));
        return read switch
        {
            FieldWork work => await fields.Record(call, work, cancel),
            Harvesting harvesting => (await harvests.Record(by, harvesting.Harvest, record, cancel)).Map(recorded => recorded.Event),
            StockTaking taking => await stock.Record(call, taking, cancel),
            Making making => await makings.Record(call, making, cancel),
            Unitising unitising => await units.Record(call, unitising, cancel),
            Observation observation => await seen.Record(call, observation, cancel),
            _ => throw new InvalidOperationException($"Nothing records {read.GetType().Name}."),
        };
    }
}
