using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Ledger;

/// <summary>Says that an id was posted, and to which day: a repeat may name none, and come on another.</summary>
internal sealed record Posted(DateOnly Day, string Fingerprint);

/// <summary>The ids that people posted under. Those of long ago lie with the closed books: no id is ever forgotten.</summary>
public sealed class PostedKeys(StorageAccount storage)
{
    internal const string Prefix = "posted|";

    private readonly TableClient trade = storage.Table(TableNames.Trade);
    private readonly TableClient closed = storage.Table(TableNames.Ledger);

    internal static string KeyOf(string id) => Prefix + KeyText.Of(id);

    /// <summary>A point read; another one where the open trade does not have it, since what moves is copied before it leaves there.</summary>
    internal async Task<Posted?> Find(string coop, string id, CancellationToken cancel) =>
        (await trade.Find<Posted>(coop, KeyOf(id), cancel) ?? await closed.Find<Posted>(coop, KeyOf(id), cancel))?.Value;
}
