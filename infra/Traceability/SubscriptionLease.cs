using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>The sole right of one worker to send to a subscriber. Every write names the version of the row that it was read in.</summary>
/// <remarks>
/// Who dies with it leaves a row that is free again after <see cref="Length"/>; what had been sent since the last write is sent again. Others who
/// come meanwhile leave a mark, and the holder, whose next write then fails, goes once more through what is new.
/// </remarks>
public sealed class SubscriptionLease
{
    /// <summary>Longer than the longest time between two writes: a page that is read, and a document that is sent in ever smaller parts.</summary>
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    private const string Until = "LeasedUntil", Holder = "Lease", Wanted = "Wanted";

    private readonly string holder = Guid.NewGuid().ToString("N");
    private readonly TableClient table;
    private readonly Protector protector;
    private readonly TimeProvider clock;
    private readonly string? request;
    private ETag version;
    private bool isWanted;

    internal SubscriptionLease(TableClient table, Protector protector, TimeProvider clock, TableEntity row, Subscription value)
    {
        (this.table, this.protector, this.clock, Value) = (table, protector, clock, value);
        (version, request) = (row.ETag, row.GetString(QueryRows.Request));
    }

    /// <summary>As it was last written.</summary>
    public Subscription Value { get; private set; }

    internal static DateTimeOffset? HeldUntil(TableEntity row) => row.GetDateTimeOffset(Until);

    /// <summary>Writes how far it is, and keeps the right.</summary>
    /// <returns>False when it is lost: another worker took over, or the subscription is gone. Then stop.</returns>
    public Task<bool> Keep(Subscription value, CancellationToken cancel) => Write(value, isHeld: true, cancel);

    /// <summary>Writes how far it is, and ends the right, whoever has asked for it.</summary>
    public Task<bool> End(Subscription value, CancellationToken cancel) => Write(value, isHeld: false, cancel);

    /// <summary>As <see cref="End"/>, but keeps the right where somebody has left a mark meanwhile.</summary>
    /// <returns>True when somebody has: look once more.</returns>
    public async Task<bool> EndUnlessWanted(Subscription value, CancellationToken cancel)
    {
        while (!isWanted)
        {
            if (await TryWrite(value, isHeld: false, cancel) || !await IsStillMine(cancel)) return false;
        }

        isWanted = false;
        return await Keep(value, cancel);
    }

    internal Task<bool> Take(CancellationToken cancel) => TryWrite(Value, isHeld: true, cancel);

    /// <summary>Leaves the mark.</summary>
    /// <returns>False when the row was written since it was read.</returns>
    internal async Task<bool> Ask(CancellationToken cancel)
    {
        try
        {
            await table.UpdateEntityAsync(new TableEntity(Value.At.Coop, QueryRows.KeyOf(Value.At)) { [Wanted] = true }, version, TableUpdateMode.Merge, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }

    private async Task<bool> Write(Subscription value, bool isHeld, CancellationToken cancel)
    {
        while (!await TryWrite(value, isHeld, cancel))
            if (!await IsStillMine(cancel)) return false;
        return true;
    }

    private async Task<bool> TryWrite(Subscription value, bool isHeld, CancellationToken cancel)
    {
        var row = QueryRows.RowOf(value, protector);
        row[QueryRows.Request] = request;
        if (isHeld) (row[Holder], row[Until]) = (holder, clock.GetUtcNow() + Length);
        try
        {
            version = (await table.UpdateEntityAsync(row, version, TableUpdateMode.Replace, cancel)).Headers.ETag ?? default;
            Value = value;
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }

    /// <summary>Reads the row again, and sees the mark.</summary>
    private async Task<bool> IsStillMine(CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(Value.At.Coop, QueryRows.KeyOf(Value.At), cancellationToken: cancel);
        if (!row.HasValue || row.Value!.GetString(Holder) != holder) return false;
        (version, isWanted) = (row.Value.ETag, isWanted || row.Value.GetBoolean(Wanted) == true);
        return true;
    }
}
