using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Diary;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>The diaries of plots (nhật ký đồng ruộng): a partition a plot, in the order of what happened. Fed from recorded events.</summary>
public sealed class PlotDiary(StorageAccount storage)
{
    private readonly TableClient table = storage.Table(TableNames.Diary);

    /// <summary>What happened on a plot, oldest first: one range read.</summary>
    /// <param name="from">Inclusive.</param>
    /// <param name="before">Exclusive.</param>
    /// <param name="most">The first so many.</param>
    public async Task<IReadOnlyList<DiaryEntry>> Read(
        string coop, string plot, DateTimeOffset from, DateTimeOffset before, CancellationToken cancel, int most = int.MaxValue)
    {
        var found = new List<DiaryEntry>();
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {PartitionOf(coop, plot)} and RowKey ge {StoredEvent.Stamp(from)} and RowKey lt {StoredEvent.Stamp(before)}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
        {
            found.Add(row.Json<DiaryEntry>());
            if (found.Count == most) break;
        }

        return found;
    }

    /// <summary>Writes an entry; twice is the same as once.</summary>
    internal Task Put(string coop, string plot, DiaryEntry entry, CancellationToken cancel) => table.UpsertEntityAsync(
        new TableEntity(PartitionOf(coop, plot), $"{StoredEvent.Stamp(entry.At)}|{KeyText.Of(entry.RecordId)}").WithJson(entry), TableUpdateMode.Replace, cancel);

    private static string PartitionOf(string coop, string plot) => $"{coop}|{plot}";
}
