using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace AgriTrace.Bench;

/// <summary>
/// The yardstick of capture: the storage calls that keep a document, and nothing else: no reading, no validation, no hash, no order among
/// them. The constants say what the stores of the house do; who changes a store, changes them too.
/// </summary>
internal sealed class BareCapture(BareTables tables)
{
    /// <summary>Calls in flight.</summary>
    private const int AtOnce = 8;

    /// <summary>The job of a document is inserted once.</summary>
    private const int JobWrites = 1;

    /// <summary>Rows of a day that one transaction adds.</summary>
    private const int EventsOfTransaction = 100;

    private const string Owner = "bare";

    private readonly ConcurrentDictionary<string, bool> marked = new();
    private int calls;

    /// <summary>Made so far.</summary>
    public int Calls => calls;

    /// <summary>Keeps all of the documents.</summary>
    /// <returns>Milliseconds, without the time that it takes to make the rows.</returns>
    public async Task<double> Store(IEnumerable<BenchDocument> documents)
    {
        var work = documents.SelectMany(CallsOf).ToList();
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(work, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (call, _) => await call());
        calls += work.Count;
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private IEnumerable<Func<Task>> CallsOf(BenchDocument document)
    {
        for (var write = 0; write < JobWrites; write++)
            yield return Add(tables.Jobs, [new TableEntity(Owner, Guid.NewGuid().ToString("N")) { ["V"] = 1, ["Events"] = document.Events.Count, ["Json"] = new string('x', 400) }]);

        var rows = document.Events.Select(one => (one, key: BareTables.KeyOf(one))).ToArray();
        foreach (var day in rows.GroupBy(row => BareTables.DayOf(row.one)))
        {
            foreach (var chunk in day.Chunk(EventsOfTransaction))
                yield return Add(tables.Events, [.. chunk.Select(row => EventRow(day.Key, row.key, row.one))]);
            var marks = day.SelectMany(row => row.one.Marks).Distinct().Where(mark => marked.TryAdd(mark + "|" + day.Key, true));
            foreach (var mark in marks) yield return Add(tables.Days, [new TableEntity(BareTables.MarkPartition(mark), day.Key) { ["V"] = 1 }]);
        }

        foreach (var bucket in rows.SelectMany(row => row.one.Keys.Select(key => (key, row.key))).GroupBy(entry => BareTables.Bucket(entry.Item1)))
            foreach (var chunk in bucket.DistinctBy(entry => BareTables.IndexKey(entry.Item1, entry.Item2)).Chunk(EventsOfTransaction))
                yield return Add(tables.Keys, [.. chunk.Select(entry => new TableEntity(bucket.Key, BareTables.IndexKey(entry.Item1, entry.Item2)) { ["V"] = 1, ["At"] = entry.Item2 })]);
    }

    private static Func<Task> Add(TableClient table, TableEntity[] rows) => rows.Length == 1
        ? () => table.AddEntityAsync(rows[0])
        : () => table.SubmitTransactionAsync(rows.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)));

    private static TableEntity EventRow(string day, string key, BenchEvent one) => new(day, key)
    {
        ["V"] = 1,
        ["Hash"] = key,
        ["EventTime"] = one.Time,
        ["RecordTime"] = one.Time,
        ["BizStep"] = one.BizStep,
        ["Json"] = one.Json,
    };
}

/// <summary>Tables as a repository would lay them, beside those of the house and never read by it.</summary>
internal sealed record BareTables(TableClient Jobs, TableClient Events, TableClient Keys, TableClient Days)
{
    public static async Task<BareTables> Create(string storage)
    {
        var service = new TableServiceClient(storage);
        var tables = new BareTables(service.GetTableClient("BareJobs"), service.GetTableClient("BareEvents"), service.GetTableClient("BareKeys"), service.GetTableClient("BareDays"));
        foreach (var table in (TableClient[])[tables.Jobs, tables.Events, tables.Keys, tables.Days]) await table.CreateIfNotExistsAsync();
        return tables;
    }

    public static string DayOf(BenchEvent one) => one.Time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>As long as a key of the house: the time, then 64 digits.</summary>
    public static string KeyOf(BenchEvent one) => one.Time.UtcDateTime.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture) + "|" + Digits(one.Json, 64);

    /// <summary>One of 256.</summary>
    public static string Bucket(string key) => "keys|" + Digits(key, 2);

    public static string IndexKey(string key, string at) => Start(key) + at;

    /// <summary>What the index rows of a key begin with.</summary>
    public static string Start(string key) => Digits(key, 32) + "|";

    public static string MarkPartition(string mark) => mark;

    private static string Digits(string text, int count) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..count];
}
