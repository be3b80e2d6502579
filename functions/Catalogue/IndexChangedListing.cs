using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Catalogue;

/// <summary>Lets the pages of lots say that they are on sale, after a listing was made, changed or closed.</summary>
public sealed class IndexChangedListing(OfferedLots offered)
{
    /// <remarks>Reads the board as it is now. A crash in the middle leaves pages without a link to the shop; the queue brings the message back.</remarks>
    [Function("IndexChangedListing"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.ChangedListings)] string message, CancellationToken cancel) => offered.BringInLine(AgriTraceJson.Read<ChangedListing>(message), cancel);
}
