using AgriTrace.Domain;
using AgriTrace.Domain.QrCodes.Reports;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Reports;

/// <param name="Next">The cursor of the next page; null on the last.</param>
public sealed record ReportList(IReadOnlyList<BuyerReport> Items, string? Next);

/// <summary>What buyers reported to a cooperative: a row each, encrypted whole, since people write their names and numbers anywhere; and a row that says which report a key made.</summary>
public sealed class ReportStore(StorageAccount storage, Protector protector, PersonalPhotos photos)
{
    private const string Reports = "report|", Keys = "key|", Report = "Report", State = "State", KeyRow = "KeyRow";

    /// <summary>A page looks at this many reports at most, whatever their state; it may come out short, and says where to go on.</summary>
    private const int MaxLooked = 1_000;

    /// <summary>Others can change one report this often before the caller is asked to come back.</summary>
    private const int MaxAttempts = 10;

    /// <summary>What a run of the timer erases in one cooperative at most; the next run goes on.</summary>
    private const int MaxErased = 500;

    private readonly TableClient table = storage.Table(TableNames.Reports);

    /// <summary>Keeps a report once for its key: one transaction, and two reads where the key was there first.</summary>
    /// <returns>What is kept: this one, or that of an earlier try; <see cref="ReportErrors.KeyUsed"/> where another has the key.</returns>
    public async Task<Result<BuyerReport>> Add(BuyerReport report, string key, CancellationToken cancel)
    {
        var keyRow = new TableEntity(report.Coop, KeyOf(report.Coop, key)) { [Report] = report.Id, ["V"] = 1 };
        try
        {
            await table.SubmitTransactionAsync([new(TableTransactionActionType.Add, keyRow), new(TableTransactionActionType.Add, RowOf(report, keyRow.RowKey))], cancel);
            return report;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return await OfKey(report.Coop, keyRow.RowKey, cancel) is { } first && first.Content == report.Content ? first : ReportErrors.KeyUsed;
        }
    }

    /// <summary>One point read.</summary>
    public async Task<Versioned<BuyerReport>?> Find(string coop, string id, CancellationToken cancel) =>
        await Row(coop, Reports + id, cancel) is { } row ? new Versioned<BuyerReport>(Read(row), row.ETag.ToString()) : null;

    /// <summary>The newest first: a range read.</summary>
    /// <param name="state">Null for all.</param>
    /// <param name="after">The last report of the page before; null for the newest.</param>
    public async Task<ReportList> Page(string coop, ReportState? state, string? after, int take, CancellationToken cancel)
    {
        var (found, looked) = (new List<BuyerReport>(), 0);
        var filter = TableReads.RangeOf(coop, Reports);
        if (after is not null) filter += " and " + TableClient.CreateQueryFilter($"RowKey gt {Reports + after}");
        await foreach (var row in table.QueryAsync<TableEntity>(filter, MaxLooked, cancellationToken: cancel))
        {
            if (found.Count == take) return new ReportList(found, found[^1].Id);
            if (state is null || row.GetString(State) == state.ToString()) found.Add(Read(row));
            if (++looked == MaxLooked) return new ReportList(found, row.RowKey[Reports.Length..]);
        }

        return new ReportList(found, Next: null);
    }

    /// <summary>Changes a report, and decides again when another writer came first.</summary>
    /// <param name="decide">Gets the report as it is; the same instance back means that nothing is to be written.</param>
    public async Task<Result<BuyerReport>> Change(string coop, string id, Func<Versioned<BuyerReport>, Result<BuyerReport>> decide, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            if (await Row(coop, Reports + id, cancel) is not { } row) return ReportErrors.NoSuchReport;
            var known = Read(row);
            if (!decide(new Versioned<BuyerReport>(known, row.ETag.ToString())).Try(out var after, out var error)) return error;
            if (ReferenceEquals(after, known) || await Replace(after, row, cancel)) return after;
        }

        return ReportErrors.Busy;
    }

    /// <summary>Erases reports from before a time, with their photos: a bounded number, so that a run of the timer ends.</summary>
    /// <remarks>The photo goes first: a crash leaves a report without its photo, which the next run erases.</remarks>
    public async Task EraseOlder(string coop, DateTimeOffset than, CancellationToken cancel)
    {
        var filter = $"{TableReads.RangeOf(coop, Reports)} and {TableClient.CreateQueryFilter($"RowKey gt {Reports + TimedId.StartOf(than)}")}";
        var old = new List<TableEntity>();
        await foreach (var row in table.QueryAsync<TableEntity>(filter, MaxErased, cancellationToken: cancel))
        {
            old.Add(row);
            if (old.Count == MaxErased) break;
        }

        foreach (var row in old)
        {
            if (Read(row).Photo is { } photo) await photos.Erase(coop, photo, cancel);
            await table.DeleteEntityAsync(coop, row.GetString(KeyRow), ETag.All, cancel);
            await table.DeleteEntityAsync(coop, row.RowKey, ETag.All, cancel);
        }
    }

    private async Task<BuyerReport?> OfKey(string coop, string keyRow, CancellationToken cancel) =>
        await Row(coop, keyRow, cancel) is { } key && await Row(coop, Reports + key.GetString(Report), cancel) is { } row ? Read(row) : null;

    private async Task<bool> Replace(BuyerReport after, TableEntity over, CancellationToken cancel)
    {
        try
        {
            await table.UpdateEntityAsync(RowOf(after, over.GetString(KeyRow)), over.ETag, TableUpdateMode.Replace, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }

    private async Task<TableEntity?> Row(string coop, string key, CancellationToken cancel) =>
        await table.GetEntityIfExistsAsync<TableEntity>(coop, key, cancellationToken: cancel) is { HasValue: true, Value: { } row } ? row : null;

    private TableEntity RowOf(BuyerReport report, string key) =>
        new TableEntity(report.Coop, Reports + report.Id) { [State] = report.State.ToString(), [KeyRow] = key }.WithSealed(protector, TableNames.Reports, report);

    private BuyerReport Read(TableEntity row) => row.Sealed<BuyerReport>(protector, TableNames.Reports);

    private static string KeyOf(string coop, string key) => Keys + Convert.ToHexStringLower(Ids.Hash("report key", coop, key));
}
