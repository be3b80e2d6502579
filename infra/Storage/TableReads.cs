using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Storage;

/// <summary>How rows are read: one by its keys, or all whose keys begin alike.</summary>
internal static class TableReads
{
    /// <summary>One point read of a row that holds JSON.</summary>
    public static async Task<Versioned<T>?> Find<T>(this TableClient table, string partition, string row, CancellationToken cancel)
        where T : class
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancel);
        return found.HasValue ? new Versioned<T>(found.Value!.Json<T>(), found.Value!.ETag.ToString()) : null;
    }

    /// <summary>The filter of a seek, not of a scan.</summary>
    /// <param name="prefix">Ends in <c>|</c>, which no id in a key holds: so the next character ends the range.</param>
    public static string RangeOf(string partition, string prefix)
    {
        var end = prefix[..^1] + (char)(prefix[^1] + 1);
        return TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {end}");
    }
}
