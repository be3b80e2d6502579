using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Lineage;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>The adjacency documents as rows: one for most, and further pages where a lot went into very many.</summary>
public sealed class LineageRows(StorageAccount storage, LotStore lots, SiteSettings site)
{
    private const string Head = "head";
    private const string Pages = "Pages";

    /// <summary>In characters; a row holds some 450,000, and one link as many as 100,000 and what surrounds them.</summary>
    private const int MaxHead = 250_000;

    /// <summary>Others can beat us this often: many boxes may be made of one lot at once.</summary>
    private const int MaxTries = 40;

    private readonly TableClient table = storage.Table(TableNames.Lineage);

    /// <summary>One point read; more only for a lot that went into thousands. An empty document where nothing is known.</summary>
    public async Task<LotLineage> Find(string id, CancellationToken cancel) => await Claimed((await Read(id, cancel)).Whole, cancel);

    /// <summary>Changes a document over the version that was read; begins again when another writer came first.</summary>
    /// <param name="change">Gets all of it; gives the same instance where nothing is to be written.</param>
    /// <returns>As it is afterwards.</returns>
    public async Task<LotLineage> Change(string id, Func<LotLineage, LotLineage> change, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var sheet = await Read(id, cancel);
            var known = await Claimed(sheet.Whole, cancel);
            var after = change(known);
            if (ReferenceEquals(after, sheet.Whole)) return after;
            if (await Write(sheet, after, cancel)) return after;
            await Task.Delay(Random.Shared.Next(10 * attempt), cancel);
        }

        throw new InvalidOperationException($"The lineage of {id} was overtaken {MaxTries} times.");
    }

    /// <summary>With what its claim says, which a lot may get after others named it.</summary>
    private async Task<LotLineage> Claimed(LotLineage lineage, CancellationToken cancel) =>
        lineage.Owner is null && LotUri.Read(lineage.Id, site.PublicUrl) is { } lot && await lots.Find(lot, cancel) is { } claim
            ? lineage with { Owner = claim.Coop, Made = Quantity.OfThousandths(claim.Stock, claim.Unit) }
            : lineage;

    private async Task<Sheet> Read(string id, CancellationToken cancel)
    {
        var row = await table.GetEntityIfExistsAsync<TableEntity>(PartitionOf(id), Head, cancellationToken: cancel);
        if (!row.HasValue) return new Sheet(LotLineage.Empty(id), [], 0, null);
        var (head, pages) = (row.Value!.Json<LotLineage>(), row.Value!.GetInt32(Pages) ?? 0);
        var older = await Task.WhenAll(Enumerable.Range(1, pages).Select(async page =>
            (await table.GetEntityAsync<TableEntity>(PartitionOf(id), PageKey(page), cancellationToken: cancel)).Value.Json<LineageLink[]>()));
        return new Sheet(head with { Links = [.. older.SelectMany(links => links), .. head.Links] }, head.Links, pages, row.Value!.ETag);
    }

    /// <remarks>Links are only ever added, at the end: what is new goes into the head, and a head that is full becomes a page.</remarks>
    private async Task<bool> Write(Sheet sheet, LotLineage after, CancellationToken cancel)
    {
        var (head, pages, actions) = (sheet.Head.ToList(), sheet.Pages, new List<TableTransactionAction>());
        foreach (var link in after.Links.Skip(sheet.Whole.Links.Count))
        {
            if (head.Count > 0 && AgriTraceJson.Write(head).Length > MaxHead)
            {
                actions.Add(new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(PartitionOf(after.Id), PageKey(++pages)).WithJson(head)));
                head.Clear();
            }

            head.Add(link);
        }

        var row = new TableEntity(PartitionOf(after.Id), Head) { [Pages] = pages }.WithJson(after with { Links = head });
        actions.Add(sheet.Version is { } version ? new TableTransactionAction(TableTransactionActionType.UpdateReplace, row, version) : new TableTransactionAction(TableTransactionActionType.Add, row));
        try
        {
            if (actions is [{ ActionType: TableTransactionActionType.Add }]) await table.AddEntityAsync(row, cancel);
            else if (actions.Count == 1) await table.UpdateEntityAsync(row, sheet.Version!.Value, TableUpdateMode.Replace, cancel);
            else await table.SubmitTransactionAsync(actions, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsConflict() || failed.IsChanged())
        {
            return false;
        }
    }

    /// <summary>Where the document of a thing lies.</summary>
    public static string PartitionOf(string id) => Convert.ToHexStringLower(Ids.Hash("lineage", id))[..32];

    private static string PageKey(int page) => page.ToString("D6", System.Globalization.CultureInfo.InvariantCulture);

    /// <param name="Head">The links in the head row.</param>
    /// <param name="Version">Null where there is no row yet.</param>
    private sealed record Sheet(LotLineage Whole, IReadOnlyList<LineageLink> Head, int Pages, ETag? Version);
}
