using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Cooperatives;

/// <summary>What is kept of one member, or of the cooperative itself, which has a bank change only.</summary>
/// <param name="Secret">Null where nothing was ever written.</param>
/// <param name="Change">The last change of the bank account, decided or not; null where none was asked for.</param>
public sealed record PersonalFile(MemberPrivate? Secret, BankChange? Change);

/// <summary>Personal data of members and the bank accounts that wait for a second person: a partition a cooperative, every row encrypted.</summary>
public sealed class PersonalFiles(StorageAccount storage, Protector protector)
{
    private const string Changes = "bank|";


    /// <summary>Others can beat us this often before the caller is asked to come back.</summary>
    private const int MaxAttempts = 10;

    private readonly TableClient table = storage.Table(TableNames.PersonalData);

    /// <summary>One point read.</summary>
    public async Task<MemberPrivate?> Secret(string coop, string member, CancellationToken cancel) =>
        (await Read<MemberPrivate>(coop, SecretKey(coop, member), cancel))?.Value;

    /// <param name="member">Null for the cooperative itself.</param>
    public async Task<PersonalFile> Load(string coop, string? member, CancellationToken cancel)
    {
        var (secret, change) = await Read(coop, member, cancel);
        return new PersonalFile(secret?.Value, change?.Value);
    }

    /// <summary>The last change of each account in the cooperative: one range read.</summary>
    public async Task<IReadOnlyList<BankChange>> AllChanges(string coop, CancellationToken cancel)
    {
        var changes = new List<BankChange>();
        var filter = TableReads.RangeOf(coop, Changes);
        await foreach (var row in table.QueryAsync<TableEntity>(filter, cancellationToken: cancel))
            changes.Add(row.Sealed<BankChange>(protector, TableNames.PersonalData));
        return changes;
    }

    /// <summary>Loads, decides and writes in one transaction over the versions that were read; begins again when another writer came first.</summary>
    /// <param name="decide">Gets the file as it is; gives what it shall be, or a refusal. The same instances back mean that nothing is to be written.</param>
    public async Task<Result<PersonalFile>> Change(string coop, string? member, Func<PersonalFile, Result<PersonalFile>> decide, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var (secret, change) = await Read(coop, member, cancel);
            if (!decide(new PersonalFile(secret?.Value, change?.Value)).Try(out var after, out var error)) return error;

            var actions = new List<TableTransactionAction>();
            if (!ReferenceEquals(after.Secret, secret?.Value) && member is not null) actions.Add(Write(coop, SecretKey(coop, member), after.Secret, secret?.Version));
            if (!ReferenceEquals(after.Change, change?.Value)) actions.Add(Write(coop, ChangeKey(member), after.Change, change?.Version));
            if (await Submit(actions, cancel)) return after;
        }

        return BankChangeErrors.Busy;
    }

    private async Task<(Versioned<MemberPrivate>? Secret, Versioned<BankChange>? Change)> Read(string coop, string? member, CancellationToken cancel)
    {
        var change = Read<BankChange>(coop, ChangeKey(member), cancel);
        return (member is null ? null : await Read<MemberPrivate>(coop, SecretKey(coop, member), cancel), await change);
    }

    private async Task<Versioned<T>?> Read<T>(string coop, string key, CancellationToken cancel)
        where T : class
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(coop, key, cancellationToken: cancel);
        return row.HasValue ? new Versioned<T>(row.Value!.Sealed<T>(protector, TableNames.PersonalData), row.Value!.ETag.ToString()) : null;
    }

    private TableTransactionAction Write<T>(string coop, string key, T value, string? over)
    {
        var row = new TableEntity(coop, key).WithSealed(protector, TableNames.PersonalData, value);
        return over is null
            ? new TableTransactionAction(TableTransactionActionType.Add, row)
            : new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, new ETag(over));
    }

    /// <returns>False when another writer came first.</returns>
    private async Task<bool> Submit(List<TableTransactionAction> actions, CancellationToken cancel)
    {
        if (actions.Count == 0) return true;
        try
        {
            await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsConflict() || failed.IsChanged() || failed.IsMissing())
        {
            return false;
        }
    }

    private static string SecretKey(string coop, string member) => CoopKeys.Member(coop, member).Row;

    private static string ChangeKey(string? member) => member is null ? Changes + "coop" : $"{Changes}member|{KeyText.Of(member)}";
}
