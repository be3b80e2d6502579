using System.Collections.Concurrent;
using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Records;
using AgriTrace.Infra.Traceability;

namespace AgriTrace.Functions.Traceability.Records;

/// <param name="Recorded">How many rows are recorded now, by this call or an earlier one.</param>
public sealed record ImportBody(int Recorded, IReadOnlyList<ImportedRow> Rows, IReadOnlyList<RefusedRow> Errors);

/// <param name="Line">Of the file, where the header is line 1.</param>
public sealed record ImportedRow(int Line, string EventId);

/// <param name="Code">As the same record alone would be refused with.</param>
/// <param name="Errors">Each bad field, where it is about fields.</param>
public sealed record RefusedRow(int Line, string Code, string Detail, IReadOnlyList<FieldFault>? Errors);

/// <summary>Records the rows of a file, each by itself: what is wrong with one keeps no other from being recorded.</summary>
public sealed class EventImport(EventRecords records, EventRecorder recorder, TimeProvider clock)
{
    private const int MaxParallel = 8;

    /// <summary>Of an earlier call with the same file there is a trace among its first rows, or there was none.</summary>
    private const int Sample = 20;

    /// <summary>Leaves time for rows that are under way within the time that a call has.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(20);

    /// <param name="key">Together with its line it names a row's record: a crash in the middle, or a lost answer, is made good by the same file with the same key.</param>
    internal async Task<ImportBody> Run(Caller by, string coop, string key, IReadOnlyList<ImportRow> rows, CancellationToken cancel)
    {
        var (until, done) = (clock.GetUtcNow() + Enough, new ConcurrentBag<(int Line, Result<StoredEvent> Result)>());
        // What is new comes first: a file that takes several calls must get further with each.
        var earlier = await Earlier(coop, key, rows, cancel);
        await Each(rows.Where(row => !earlier.Contains(row.Line)));
        await Each(rows.Where(row => earlier.Contains(row.Line)));

        var ordered = done.OrderBy(one => one.Line).ToArray();
        ImportedRow[] recorded = [.. ordered.Where(one => one.Result.IsOk).Select(one => new ImportedRow(one.Line, one.Result.Value.Hash))];
        return new ImportBody(recorded.Length, recorded, [.. ordered.Where(one => !one.Result.IsOk).Select(one => Refused(one.Line, one.Result.Error!))]);

        // What happens to one lot happens in the order of the file.
        Task Each(IEnumerable<ImportRow> some) => Parallel.ForEachAsync(some.GroupBy(Subject), Limit(cancel), async (group, stop) =>
        {
            foreach (var row in group) done.Add((row.Line, await Record(by, coop, RecordOf(coop, key, row), row, until, stop)));
        });
    }

    private async Task<Result<StoredEvent>> Record(Caller by, string coop, RecordId record, ImportRow row, DateTimeOffset until, CancellationToken cancel)
    {
        if (!row.Input.Try(out var input, out var error)) return error;
        return clock.GetUtcNow() > until ? ImportErrors.Unfinished : await records.Record(by, coop, input, record, cancel);
    }

    /// <summary>The lines that an earlier call has recorded. A file that comes for the first time pays for a few reads only.</summary>
    private async Task<IReadOnlySet<int>> Earlier(string coop, string key, IReadOnlyList<ImportRow> rows, CancellationToken cancel)
    {
        var found = new ConcurrentBag<int>();
        await Look(rows.Take(Sample));
        if (!found.IsEmpty) await Look(rows.Skip(Sample));
        return found.ToHashSet();

        Task Look(IEnumerable<ImportRow> some) => Parallel.ForEachAsync(some.Where(row => row.Input.IsOk), Limit(cancel), async (row, stop) =>
        {
            if (await recorder.Find(coop, RecordOf(coop, key, row).Text, stop) is not null) found.Add(row.Line);
        });
    }

    /// <summary>No key that a caller can send has a space in it.</summary>
    private static RecordId RecordOf(string coop, string key, ImportRow row) => RecordId.OfKey(coop, string.Create(CultureInfo.InvariantCulture, $"{key} line {row.Line}"));

    private static ParallelOptions Limit(CancellationToken cancel) => new() { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel };

    private static RefusedRow Refused(int line, Error error) => new(line, error.Code, error.Detail, error.Faults.Count > 0 ? error.Faults : null);

    /// <summary>By lot, else by plot; a number may be written with one product and another, which costs no more than a wait.</summary>
    private static string Subject(ImportRow row) => !row.Input.Try(out var input, out _) ? string.Empty
        : input.Lot is { } lot ? "lot " + lot
        : input.Type != RecordType.Harvest && input.Plot is { } plot ? "plot " + plot
        : string.Create(CultureInfo.InvariantCulture, $"line {row.Line}");
}
