using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>Which trace records are to be made anew soon: a row beside the lot, and one message for however many ask while it stands.</summary>
/// <remarks>
/// Whoever asks has stored its event before. The worker takes the row away first and reads the events then: who finds the row still there
/// is seen by that worker, and who finds it gone puts up another.
/// </remarks>
public sealed class WantedRebuilds(StorageAccount storage, TraceDocuments documents)
{
    private const string RowKey = "rebuild";
    private const string Sent = "Sent";

    /// <summary>What comes meanwhile is one rebuild: a sensor that reports each second, a thousand sensors at once.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(2);

    private readonly TableClient table = storage.Table(TableNames.Lots);

    /// <summary>Has the record made anew within seconds; two calls where that is wanted already.</summary>
    /// <remarks>
    /// A crash between row and message leaves a row that does not say that it was sent: the next one who asks sends the message then, and
    /// so does the repeat of the work that crashed. One message too many costs one rebuild.
    /// </remarks>
    public async Task Add(LotId lot, CancellationToken cancel)
    {
        if (await Put(lot, cancel) is not { } version) return;
        await storage.Queue(QueueNames.OutdatedRecords).SendMessageAsync(AgriTraceJson.Write(lot), Delay, cancellationToken: cancel);
        await MarkSent(lot, version, cancel);
    }

    /// <summary>Does what a message wants.</summary>
    /// <remarks>A crash after the row is gone brings the message back.</remarks>
    public async Task Apply(LotId lot, CancellationToken cancel)
    {
        await table.DeleteEntityAsync(KeyText.Of(lot.Key), RowKey, ETag.All, cancel);
        await documents.Rebuild(lot, cancel);
    }

    /// <returns>The version of a row whose message is still to be sent; null where somebody has sent it.</returns>
    private async Task<ETag?> Put(LotId lot, CancellationToken cancel)
    {
        try
        {
            return (await table.AddEntityAsync(new TableEntity(KeyText.Of(lot.Key), RowKey) { ["V"] = 1 }, cancel)).Headers.ETag;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            var row = await table.GetEntityIfExistsAsync<TableEntity>(KeyText.Of(lot.Key), RowKey, cancellationToken: cancel);
            // Gone meanwhile: the worker that took it away reads the events after that.
            return row.HasValue && row.Value!.GetBoolean(Sent) != true ? row.Value.ETag : null;
        }
    }

    private async Task MarkSent(LotId lot, ETag version, CancellationToken cancel)
    {
        try
        {
            await table.UpdateEntityAsync(new TableEntity(KeyText.Of(lot.Key), RowKey) { [Sent] = true }, version, TableUpdateMode.Merge, cancel);
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            // Another sender was faster, or the worker was: a row of now is another's.
        }
    }
}
