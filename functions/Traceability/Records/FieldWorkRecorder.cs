using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Records work on plots, ponds and barns.</summary>
public sealed class FieldWorkRecorder(KnownPlaces places, EventRecorder recorder, EventMaker maker)
{
    internal async Task<Result<StoredEvent>> Record(RecordCall call, FieldWork work, CancellationToken cancel)
    {
        if (!(await places.Plot(call.Coop, work.Plot, cancel)).Try(out var plot, out var error)) return error;
        return await work.Decide(call.By, plot, call.Recorded, maker).Then(stored => recorder.Record(stored, call.Record.Text, cancel));
    }
}
