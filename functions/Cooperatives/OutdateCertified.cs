using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Cooperatives;

/// <summary>Has the trace records that a changed certificate concerns made anew.</summary>
public sealed class OutdateCertified(CertifiedRecords records)
{
    /// <remarks>A crash in the middle leaves some records as they were; the queue brings the message back, and marking twice is the same as once.</remarks>
    [Function("OutdateCertified"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.ChangedCertificates)] string message, CancellationToken cancel) =>
        records.Outdate(AgriTraceJson.Read<ChangedCertificate>(message), cancel);
}
