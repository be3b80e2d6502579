using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>Puts a recorded event into the EPCIS repository, and brings the trace records of its lots up to date.</summary>
public sealed class IndexRecordedEvent(RecordedEventIndex index, AuditLog audit)
{
    /// <remarks>
    /// A crash at its worst moment leaves index rows that lead nowhere yet, or a record that does not show the event yet. The queue brings
    /// the message back, and every step is one that does nothing where it was done before.
    /// </remarks>
    [Function("IndexRecordedEvent"), Allow(Permission.Host)]
    public async Task Run([QueueTrigger(QueueNames.RecordedEvents)] string message, CancellationToken cancel)
    {
        var recorded = AgriTraceJson.Read<RecordedEventMessage>(message);
        // First, because who did it must be known even of an event that cannot be indexed.
        if (recorded.Audit is { } entry) await audit.Append(entry, cancel);
        await index.Apply(recorded, cancel);
    }
}
