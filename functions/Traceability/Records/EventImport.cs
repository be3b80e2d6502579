using System.Collections.Concurrent;
using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Functions.Traceability.Records;

/// <param name="Recorded">How many rows are recorded now, by this call or an earlier one.</param>
public sealed record ImportBody(int Recorded, IReadOnlyList<ImportedRow> Rows, IReadOnlyList<RefusedRow> Errors);

/// <param name="Line">Of the file, where the header is line 1.</param>
public sealed record ImportedRow(int Line, string EventId);

/// <param name="Code">As the same record alone would be refused with.</param>
/// <param name="Errors">Each bad field, where it is about fields.</param>
public sealed record RefusedRow(int Line, string Code, string Detail, IReadOnlyList<FieldFault>? Errors);

/// <summary>Records the rows of a file, each by itself: what is wrong with one keeps no other from being recorded.</summary>
public sealed class EventImport(EventRecords records, TimeProvider clock)
{
    private const int MaxParallel = 8;

    /// <summary>Leaves time for rows that are under way within the time that a call has.</summary>
    private static readonly TimeSpan Enough = TimeSpan.FromSeconds(22);

    /// <param name="key">Together with its line it names a row's record: a crash in the middle, or a lost answer, is made good by the same file with the same key.</param>
    internal async Task<ImportBody> Run(Caller by, string coop, string key, IReadOnlyList<ImportRow> rows, CancellationToken cancel)
    {
        var (until, done) = (clock.GetUtcNow() + Enough, new ConcurrentBag<(int Line, Result<StoredEvent> Result)>());
        // What happens to one lot happens in the order of the file.
        await Parallel.ForEachAsync(
            rows.GroupBy(Subject),
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallel, CancellationToken = cancel },
            async (group, stop) =>
            {
                foreach (var row in group) done.Add((row.Line, await Record(by, coop, key, row, until, stop)));
            });

        var ordered = done.OrderBy(one => one.Line).ToArray();
        ImportedRow[] recorded = [.. ordered.Where(one => one.Result.IsOk).Select(one => new ImportedRow(one.Line, one.Result.Value.Hash))];
        return new ImportBody(recorded.Length, recorded, [.. ordered.Where(one => !one.Result.IsOk).Select(one => Refused(one.Line, one.Result.Error!))]);
    }

    private async Task<Result<StoredEvent>> Record(Caller by, string coop, string key, ImportRow row, DateTimeOffset until, CancellationToken cancel)
    {
        if (!row.Input.Try(out var input, out var error)) return error;
        if (clock.GetUtcNow() > until) return ImportErrors.Unfinished;
        // No key that a caller can send has a space in it.
        var record = RecordId.OfKey(coop, string.Create(CultureInfo.InvariantCulture, $"{key} line {row.Line}"));
        return await records.Record(by, coop, input, record, cancel);
    }

    private static RefusedRow Refused(int line, Error error) => new(line, error.Code, error.Detail, error.Faults.Count > 0 ? error.Faults : null);

    /// <summary>By lot, else by plot; a number may be written with one product and another, which costs no more than a wait.</summary>
    private static string Subject(ImportRow row) => !row.Input.Try(out var input, out _) ? string.Empty
        : input.Lot is { } lot ? "lot " + lot
        : input.Type != Domain.Traceability.Records.RecordType.Harvest && input.Plot is { } plot ? "plot " + plot
        : string.Create(CultureInfo.InvariantCulture, $"line {row.Line}");
}
