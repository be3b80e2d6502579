using System.Globalization;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Identity;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Items, string? Next);

/// <summary>Who did what, a partition a cooperative and month (UTC). Rows are only ever added.</summary>
public sealed class AuditLog(StorageAccount storage)
{
    /// <summary>A page looks at this many entries at most, whoever is asked for; it may come out short, and says where to go on.</summary>
    private const int MaxLooked = 2_000;

    /// <summary>Of what no cooperative's log is the place for. No cooperative can have this id.</summary>
    private const string Platform = "~platform";

    private readonly TableClient table = storage.Table(TableNames.Audit);

    /// <summary>Writes an entry. Writing it again does nothing.</summary>
    public async Task Append(AuditEntry entry, CancellationToken cancel)
    {
        try
        {
            await table.AddEntityAsync(new TableEntity(PartitionOf(entry.Coop, entry.At), Mirror(entry.Id)).WithJson(entry), cancel);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            // The message that carries it came twice.
        }
    }

    /// <summary>The newest first: one query for each month that the page looks into.</summary>
    /// <param name="coop">Null for the platform's own log.</param>
    public async Task<AuditPage> Page(string? coop, AuditQuery query, CancellationToken cancel)
    {
        var (found, looked) = (new List<AuditEntry>(), 0);
        foreach (var filter in Filters(coop, query))
        {
            await foreach (var row in table.QueryAsync<TableEntity>(filter, query.Take + 1, cancellationToken: cancel))
            {
                var entry = row.Json<AuditEntry>();
                if (found.Count == query.Take) return new AuditPage(found, found[^1].Id);
                if (query.Fits(entry)) found.Add(entry);
                if (++looked == MaxLooked) return new AuditPage(found, entry.Id);
            }
        }

        return new AuditPage(found, Next: null);
    }

    private static IEnumerable<string> Filters(string? coop, AuditQuery query)
    {
        var (newest, end) = (Mirror(Stamp(query.Period.End.AddMilliseconds(-1))), Mirror(Stamp(query.Period.Start.AddMilliseconds(-1))));
        // A character more than the last id: just behind it.
        if (query.After is { } last && Mirror(last) + "0" is var next && string.CompareOrdinal(next, newest) > 0) newest = next;
        var (first, month) = (MonthOf(query.Period.Start), MonthOf(query.Period.End));
        for (; month >= first; month = month.AddMonths(-1))
            yield return TableClient.CreateQueryFilter($"PartitionKey eq {PartitionOf(coop, month)} and RowKey ge {newest} and RowKey lt {end}");
    }

    private static DateTimeOffset MonthOf(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static string PartitionOf(string? coop, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{coop ?? Platform}|{at.UtcDateTime:yyyy-MM}");

    /// <summary>The time as a UUIDv7 begins with it.</summary>
    private static string Stamp(DateTimeOffset time) => time.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);

    /// <summary>Turns the order of ids around, so that a range read finds the newest first; twice gives the id back.</summary>
    private static string Mirror(string id) => string.Create(id.Length, id, static (mirrored, text) =>
    {
        for (var index = 0; index < mirrored.Length; index++) mirrored[index] = "0123456789abcdef"[15 - Convert.ToInt32(text[index].ToString(), 16)];
    });
}
