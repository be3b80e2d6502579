using System.Globalization;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>How scans lie in their table: a partition a lot with a row a day, and a partition an item, so that none grows hot.</summary>
internal static class ScanRows
{
    public const string ItemPrefix = "item|", LotPrefix = "lot|", ItemRow = "item";

    private const int MaxTries = 10;

    public static string Partition(LotId lot) => LotPrefix + KeyText.Of(lot.Key);

    /// <param name="key">See <see cref="ItemId.Key"/>.</param>
    public static string OfItem(string key) => ItemPrefix + KeyText.Of(key);

    public static string RowOf(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static DateOnly DayOf(string row) => DateOnly.ParseExact(row, "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>Reads a row, changes it, and writes it, again where another writer came first. Two calls where none does.</summary>
    /// <param name="change">Gets the row as it is, or null; gives the row as it shall be, or null to leave it.</param>
    /// <exception cref="InvalidOperationException">Others were faster each time; whoever asked must ask again.</exception>
    public static async Task Change(this TableClient table, string partition, string row, Func<TableEntity?, Task<TableEntity?>> change, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel);
            if (await change(found.HasValue ? found.Value : null) is not { } next) return;
            try
            {
                if (found.HasValue) await table.UpdateEntityAsync(next, found.Value!.ETag, TableUpdateMode.Replace, cancel);
                else await table.AddEntityAsync(next, cancel);
                return;
            }
            catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsConflict() || failed.IsMissing())
            {
                await Task.Delay(Random.Shared.Next(20 * attempt), cancel);
            }
        }

        throw new InvalidOperationException($"The row {row} of {partition} was overtaken {MaxTries} times.");
    }
}
