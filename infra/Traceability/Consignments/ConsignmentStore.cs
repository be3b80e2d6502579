using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability.Consignments;

/// <summary>A consignment that is kept, and what its link ends in.</summary>
public sealed record KeptConsignment(Consignment Consignment, string Secret);

/// <summary>The consignments of cooperatives, a row each. No row holds a secret: it follows from the id and a key of the server.</summary>
public sealed class ConsignmentStore(StorageAccount storage, Protector protector)
{
    private const string Prefix = "consignment|";
    private const string Revoked = "RevokedAt";
    private const int SecretLength = 26;

    private readonly TableClient table = storage.Table(TableNames.Identity);

    /// <summary>Keeps a consignment under its id, once.</summary>
    /// <returns>What is kept: this one, or that of an earlier try; <see cref="TraceabilityErrors.KeyUsed"/> where another has the id.</returns>
    public async Task<Result<KeptConsignment>> Add(Consignment consignment, CancellationToken cancel)
    {
        var secrets = SecretsOf(consignment);
        var made = consignment with { SecretHash = Consignment.HashOf(secrets[0]) };
        try
        {
            await table.AddEntityAsync(new TableEntity(made.Coop, RowOf(made.Id)).WithJson(made), cancel);
            return new KeptConsignment(made, secrets[0]);
        }
        catch (RequestFailedException failed) when (failed.IsConflict())
        {
            // A key that has left the settings since took its secrets along: whoever has such a link still opens it, and nobody learns it anew.
            return await Find(made.Coop, made.Id, cancel) is { } first && made.IsRepeatOf(first) && secrets.FirstOrDefault(first.IsFor) is { } secret
                ? new KeptConsignment(first, secret)
                : TraceabilityErrors.KeyUsed;
        }
    }

    /// <summary>One point read.</summary>
    public async Task<Consignment?> Find(string coop, string id, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(coop, RowOf(id), cancellationToken: cancel);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>Every consignment that the cooperative ever made, the newest first: one range.</summary>
    public async Task<IReadOnlyList<Consignment>> All(string coop, CancellationToken cancel)
    {
        var found = new List<Consignment>();
        await foreach (var row in table.QueryAsync<TableEntity>(TableReads.RangeOf(coop, Prefix), cancellationToken: cancel)) found.Add(Read(row));
        return [.. found.OrderByDescending(one => one.MadeAt)];
    }

    /// <summary>Ends it from now on.</summary>
    public Task Revoke(string coop, string id, DateTimeOffset now, CancellationToken cancel) =>
        table.UpdateEntityAsync(new TableEntity(coop, RowOf(id)) { [Revoked] = now }, ETag.All, TableUpdateMode.Merge, cancel);

    /// <summary>Under each key of the server, that of today first.</summary>
    private string[] SecretsOf(Consignment consignment) =>
        [.. protector.Macs("consignment", consignment.Coop, consignment.Id).Select(mac => Ids.Base32(Ids.Hash("consignment secret", mac), SecretLength).ToLowerInvariant())];

    private static Consignment Read(TableEntity row) => row.Json<Consignment>() with { RevokedAt = row.GetDateTimeOffset(Revoked) };

    private static string RowOf(string id) => Prefix + KeyText.Of(id);
}
