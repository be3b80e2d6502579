using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.QrCodes.Scans;

/// <summary>Turns clients into numbers that tell them apart on one day in Viet Nam, and of which nobody finds the way back when it is over.</summary>
/// <remarks>
/// Addresses are few enough to try them all: without the salt a hash says nothing, and with it everything. So the salt of a day is random,
/// lies in storage for that day only, and is deleted soon after (<see cref="DeleteOld"/>).
/// </remarks>
public sealed class ScanSalts(StorageAccount storage)
{
    private const string Partition = "salts";
    private const string Column = "Salt";
    private const int Length = 32;

    private readonly TableClient table = storage.Table(TableNames.Scans);
    private DaySalt? known;

    /// <summary>Storage is asked once a day and process.</summary>
    /// <param name="client">Address and browser.</param>
    public async Task<ulong> HashOf(string client, DateTimeOffset now, CancellationToken cancel)
    {
        var day = Period.DayOf(now);
        if (known is not { } salt || salt.Day != day) known = salt = new DaySalt(day, await Load(day, cancel));
        return BinaryPrimitives.ReadUInt64BigEndian(HMACSHA256.HashData(salt.Salt, Encoding.UTF8.GetBytes(client)));
    }

    /// <summary>Deletes the salts of days that are over. A process whose clock is late may make one anew; the next run finds it.</summary>
    public async Task DeleteOld(DateTimeOffset now, CancellationToken cancel)
    {
        var today = Period.DayOf(now);
        if (known is { } salt && salt.Day < today) known = null;
        var old = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {RowOf(today)}");
        await foreach (var row in table.QueryAsync<TableEntity>(old, select: ["PartitionKey", "RowKey"], cancellationToken: cancel))
            await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancel);
    }

    /// <summary>Whoever comes first makes it; all others take that one.</summary>
    private async Task<byte[]> Load(DateOnly day, CancellationToken cancel)
    {
        var made = RandomNumberGenerator.GetBytes(Length);
        try
        {
            await table.AddEntityAsync(new TableEntity(Partition, RowOf(day)) { [Column] = made, ["V"] = 1 }, cancel);
            return made;
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            return (await table.GetEntityAsync<TableEntity>(Partition, RowOf(day), cancellationToken: cancel)).Value.GetBinary(Column);
        }
    }

    private static string RowOf(DateOnly day) => day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private sealed record DaySalt(DateOnly Day, byte[] Salt);
}
