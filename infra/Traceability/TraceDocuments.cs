using System.Collections.Concurrent;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AgriTrace.Infra.Traceability;

/// <summary>A trace record as it lies in its document.</summary>
/// <param name="Json">UTF-8.</param>
/// <param name="Version">Changes with the content; without quotes.</param>
public sealed record TraceDocument(TraceRecord Record, byte[] Json, string Version);

/// <summary>The ready-made trace records of lots: a blob each, read at once however long the history is.</summary>
public sealed class TraceDocuments(StorageAccount storage, SiteSettings site, CoopStore coops, LotStore lots, EventStore events, EventIndex index, EventRecorder recorder, ShownMembers members, BulkCalls calls)
{
    /// <summary>A record shows this many lots that its own was made from; more would be a flood of stages that nobody reads.</summary>
    private const int MaxSources = 50;
    private const int MaxTries = 10;

    /// <summary>Of the way in which records are made. A document of an older way is made anew when somebody asks for it.</summary>
    private const string Made = "7";
    private const string Outdated = "outdated";

    /// <summary>Of a lot, the earliest: where it came from. Each is a point read.</summary>
    private const int MaxFirst = 1_500;

    /// <summary>Of a lot, the latest: a recall comes last, and must not be hidden by what came before.</summary>
    private const int MaxLast = 500;

    /// <summary>Of a lot, events and measurements together; the earliest count. A thousand come with one read.</summary>
    private const int MaxRows = 50_000;

    private readonly BlobContainerClient container = storage.Blobs.GetBlobContainerClient(ContainerNames.Documents);

    /// <summary>One read. Where the document is not there yet, or of an older making, and the lot is, it is made now, so that a lot shows at once.</summary>
    /// <returns>Null for a lot that nobody has recorded.</returns>
    public async Task<TraceDocument?> Find(LotId lot, CancellationToken cancel) =>
        await Read(lot, cancel) ?? (await Rebuild(lot, cancel) ? await Read(lot, cancel) : null);

    /// <summary>Makes the document anew from the events that are there now.</summary>
    /// <returns>False for a lot that nobody has recorded.</returns>
    /// <remarks>The version is read before the events: whoever saw more of them and wrote meanwhile wins, and we look again.</remarks>
    public async Task<bool> Rebuild(LotId lot, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var version = await Version(lot, cancel);
            if (await Facts(lot, cancel) is not { } facts) return false;
            if (await Write(lot, facts.ToRecord(site.PublicUrl), version, cancel)) return true;
            await Task.Delay(Random.Shared.Next(20 * attempt), cancel);
        }

        throw new InvalidOperationException($"The trace record of {lot} was overtaken {MaxTries} times.");
    }

    /// <summary>
    /// Puts a mark in the place of every record that is about this member, so that the next reader gets one made anew. A mark and no gap:
    /// who is making one from what was true before must find that it changed meanwhile.
    /// </summary>
    public async Task Forget(string coop, string member, CancellationToken cancel) =>
        await calls.Each(await members.LotsOf(coop, member, cancel), Outdate, cancel);

    /// <summary>Puts that mark in the place of one record.</summary>
    public Task Outdate(LotId lot, CancellationToken cancel) =>
        Blob(lot).UploadAsync(BinaryData.FromString("{}"), new BlobUploadOptions { Metadata = new Dictionary<string, string> { ["v"] = Outdated } }, cancel);

    private async Task<TraceDocument?> Read(LotId lot, CancellationToken cancel)
    {
        try
        {
            var blob = (await Blob(lot).DownloadContentAsync(cancel)).Value;
            if (!blob.Details.Metadata.TryGetValue("v", out var made) || made != Made) return null;
            return new TraceDocument(blob.Content.ToObjectFromJson<TraceRecord>(AgriTraceJson.Options)!, blob.Content.ToArray(), blob.Details.ETag.ToString("G").Trim('"'));
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    private async Task<ETag?> Version(LotId lot, CancellationToken cancel)
    {
        try
        {
            return (await Blob(lot).GetPropertiesAsync(cancellationToken: cancel)).Value.ETag;
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    private async Task<bool> Write(LotId lot, TraceRecord record, ETag? version, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/json" },
            Metadata = new Dictionary<string, string> { ["v"] = Made },
            Conditions = version is { } read ? new BlobRequestConditions { IfMatch = read } : new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            await Blob(lot).UploadAsync(BinaryData.FromString(AgriTraceJson.Write(record)), options, cancel);
            return true;
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsConflict())
        {
            return false;
        }
    }

    /// <summary>A lot with all that happened to it, and after it the lots of its cooperative that it was made from, near and far; empty for one that nobody has recorded.</summary>
    public async Task<LotHistory[]> Histories(LotId lot, CancellationToken cancel) =>
        await lots.Find(lot, cancel) is { } claim && await History(claim, cancel) is { Events.Count: > 0 } history ? [history, .. await Sources(history, cancel)] : [];

    private async Task<TraceFacts?> Facts(LotId lot, CancellationToken cancel)
    {
        if (await Histories(lot, cancel) is not [var history, .. var sources] all) return null;
        var claim = history.Lot;
        var coop = await coops.Cooperative(claim.Coop, cancel) ?? throw new InvalidOperationException($"{claim.Coop} has lots and is no cooperative.");
        var product = await coops.Product(claim.Coop, lot.Product, cancel) ?? throw new InvalidOperationException($"{lot} has no product.");
        var concerned = all.Select(one => one.Lot.Member).Where(member => member.Length > 0).ToHashSet();
        await members.Note(lot, claim.Coop, concerned, cancel);
        var places = all.SelectMany(one => one.Events).Select(stored => TraceFacts.PlaceOf(stored.Open(), claim.Coop, site.PublicUrl));
        return new TraceFacts(
            coop,
            product,
            history,
            sources,
            await Load(all.Select(one => one.Lot.Plot), id => coops.Plot(claim.Coop, id, cancel)),
            await Load(places, id => coops.Place(claim.Coop, id, cancel)),
            await Load(concerned, id => members.Find(claim.Coop, id, cancel)!))
        {
            // Of what was left out nobody can say that it was covered.
            Certificates = sources.Length < MaxSources ? await coops.Certificates(claim.Coop, cancel) : [],
            Pretended = await Pretended(history, cancel),
        };
    }

    /// <summary>A read for each event that speaks of a hold: only what stands among the trade is a word of ours.</summary>
    private async Task<IReadOnlySet<string>> Pretended(LotHistory history, CancellationToken cancel)
    {
        var found = new ConcurrentBag<string>();
        await calls.Each(history.Events, async (stored, stop) =>
        {
            if (!HeldBy.Tells(stored, out var record)) return;
            if (record is null || (await recorder.Find(stored.Coop, record, stop))?.Hash != stored.Hash) found.Add(stored.Key);
        }, cancel);
        return found.ToHashSet();
    }

    /// <summary>A lot was recorded once its first event is committed; a claim alone is only a number that is taken.</summary>
    private async Task<LotHistory> History(LotClaim claim, CancellationToken cancel)
    {
        var known = await EventsOf(claim, cancel);
        // The index follows the commit by a queue message; until then the first event stands among the trade only.
        return known.Events.Count == 0 && await recorder.Find(claim.Coop, claim.RecordId, cancel) is { } first ? known with { Events = [first] } : known;
    }

    /// <summary>What only measured costs no read of its own: its row in the index says all that a record tells of it.</summary>
    private async Task<LotHistory> EventsOf(LotClaim claim, CancellationToken cancel)
    {
        var (keys, last, readings, rows) = (new List<string>(), new Queue<string>(), new List<KeyedReading>(), 0);
        await foreach (var (key, reading) in index.Measuring(claim.Coop, claim.Id.EpcClass(site.PublicUrl), cancel))
        {
            if (reading is not null) readings.Add(new KeyedReading(key, reading));
            else if (keys.Count < MaxFirst) keys.Add(key);
            else last.Enqueue(key);
            if (last.Count > MaxLast) last.Dequeue();
            if (++rows == MaxRows) break;
        }

        return new LotHistory(claim, await events.Find(claim.Coop, [.. keys, .. last], cancel)) { Readings = readings };
    }

    /// <summary>Breadth first, a level of lots at a time.</summary>
    private async Task<IReadOnlyList<LotHistory>> Sources(LotHistory lot, CancellationToken cancel)
    {
        var (seen, found, level) = (new HashSet<LotId> { lot.Lot.Id }, new List<LotHistory>(), new List<LotHistory> { lot });
        while (level.Count > 0 && found.Count < MaxSources)
        {
            var next = level.SelectMany(one => one.Events.SelectMany(stored => LotUri.SourcesOf(stored.Open(), one.Lot.Id, site.PublicUrl)))
                .Where(seen.Add).Take(MaxSources - found.Count).ToArray();
            var histories = await Task.WhenAll(next.Select(async id => await lots.Find(id, cancel) is { } claim ? await History(claim, cancel) : null));
            level = [.. histories.OfType<LotHistory>().Where(one => one.Lot.Coop == lot.Lot.Coop && one.Events.Count > 0)];
            found.AddRange(level);
        }

        return found;
    }

    private static async Task<IReadOnlyDictionary<string, T>> Load<T>(IEnumerable<string?> ids, Func<string, Task<T?>> load)
        where T : class
    {
        var loaded = await Task.WhenAll(ids.OfType<string>().Distinct().Select(async id => (id, value: await load(id))));
        return loaded.Where(one => one.value is not null).ToDictionary(one => one.id, one => one.value!);
    }

    private BlobClient Blob(LotId lot) => container.GetBlobClient($"trace/{KeyText.Of(lot.Product.Key)}/{KeyText.Of(lot.Lot)}.json");
}
