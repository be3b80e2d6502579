using System.Security.Cryptography;
using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Reconciliation;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.ColdChain;
using AgriTrace.Domain.Traceability.Holds;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Infra.Traceability;

/// <summary>A trace record as it lies in its document.</summary>
/// <param name="Json">UTF-8.</param>
/// <param name="Version">Changes with the content; without quotes.</param>
public sealed record TraceDocument(TraceRecord Record, byte[] Json, string Version);

/// <summary>What a scan page is drawn from, as it lies in its document.</summary>
/// <param name="Summary">Null where the signature is wrong: what somebody else wrote is not shown.</param>
/// <param name="Version">See <see cref="TraceDocument"/>.</param>
public sealed record TracePageDocument(TraceSummary? Summary, SignatureState Signature, string Version);

/// <summary>
/// The ready-made trace records of lots, two blobs each: the whole record for programs, and what its page shows, which is read at once
/// however long the history is. The page is signed, and believed by its signature only.
/// </summary>
public sealed class TraceDocuments(
    StorageAccount storage, SiteSettings site, CoopStore coops, LotStore lots, EventStore events, EventIndex index, EventRecorder recorder, HoldStore holds, ShownMembers members,
    TradeStore trade, SignedDocuments signatures, BulkCalls calls, TimeProvider clock, ILogger<TraceDocuments> log)
{
    /// <summary>A record shows this many lots that its own was made from; more would be a flood of stages that nobody reads.</summary>
    private const int MaxSources = 50;
    private const int MaxTries = 10;

    /// <summary>Of the way in which records are made. A document of an older way is made anew when somebody asks for it.</summary>
    private const string Made = "8";
    private static readonly byte[] PageMade = [.. "1\n"u8];

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
        await Read(lot, cancel) ?? (await MakeKnown(lot, cancel))?.Record;

    /// <summary>What its page shows; else as <see cref="Find"/>.</summary>
    public async Task<TracePageDocument?> Page(LotId lot, CancellationToken cancel) =>
        await ReadPage(lot, cancel) ?? (await MakeKnown(lot, cancel))?.Page;

    /// <summary>Whether its page says that it is on sale; null where there is none, or none that is believed, which the next reader gets made anew.</summary>
    public async Task<bool?> SaysOffered(LotId lot, CancellationToken cancel) => (await ReadPage(lot, cancel))?.Summary?.IsOffered;

    /// <summary>Makes the documents anew from the events that are there now.</summary>
    /// <returns>False for a lot that nobody has recorded.</returns>
    public async Task<bool> Rebuild(LotId lot, CancellationToken cancel) => await Make(lot, cancel) is not null;

    /// <summary>
    /// Puts a mark in the place of every record that is about this member, so that the next reader gets one made anew.
    /// </summary>
    public async Task Forget(string coop, string member, CancellationToken cancel) =>
        await calls.Each(await members.LotsOf(coop, member, cancel), Outdate, cancel);

    /// <summary>Puts that mark in the place of one record, and of its page.</summary>
    public Task Outdate(LotId lot, CancellationToken cancel) => Task.WhenAll(PageOf(lot).Outdate(cancel), RecordOf(lot).Outdate(cancel));

    /// <summary>For whoever asks: of lots that nobody claimed there are many, and a forger's codes shall cost little.</summary>
    private async Task<(TraceDocument Record, TracePageDocument Page)?> MakeKnown(LotId lot, CancellationToken cancel) =>
        await lots.Find(lot, cancel) is null ? null : await Make(lot, cancel);

    /// <remarks>
    /// Both fences are asked for before the events are read: whoever saw more of them and wrote one of the two meanwhile wins, and we look
    /// again. A crash between the writes leaves a page that is newer than its record; whatever wanted them made anew comes again.
    /// </remarks>
    private async Task<(TraceDocument Record, TracePageDocument Page)?> Make(LotId lot, CancellationToken cancel)
    {
        for (var attempt = 1; attempt <= MaxTries; attempt++)
        {
            var fences = await Task.WhenAll(PageOf(lot).Fence(cancel), RecordOf(lot).Fence(cancel));
            if (await Facts(lot, cancel) is not { } facts) return null;
            var record = facts.ToRecord(site.PublicUrl);
            var json = Utf8(record);
            var summary = TraceSummary.Of(record, Convert.ToHexStringLower(SHA256.HashData(json)), await IsOffered(facts.Coop.Id, lot, cancel), clock.GetUtcNow());
            if (await WritePage(lot, summary, fences[0], cancel) is { } page
                && await RecordOf(lot).Write(json, "application/json", new() { ["v"] = Made }, fences[1], cancel) is { } version)
                return (new TraceDocument(record, json, version), page);
            await Task.Delay(Random.Shared.Next(20 * attempt), cancel);
        }

        throw new InvalidOperationException($"The trace record of {lot} was overtaken {MaxTries} times.");
    }

    private async Task<TraceDocument?> Read(LotId lot, CancellationToken cancel)
    {
        if (await RecordOf(lot).Read(cancel) is not var (json, metadata, version) || !metadata.TryGetValue("v", out var made) || made != Made) return null;
        return new TraceDocument(JsonSerializer.Deserialize<TraceRecord>(json, AgriTraceJson.Options)!, json, version);
    }

    /// <remarks>A good signature is not enough: the page of one lot, laid in the place of another's, has one too.</remarks>
    private async Task<TracePageDocument?> ReadPage(LotId lot, CancellationToken cancel)
    {
        if (await PageOf(lot).Read(cancel) is not var (jws, _, version)) return null;
        var (state, document) = signatures.Open(jws, SignedType.Page);
        if (state == SignatureState.Outdated) return null;
        if (state != SignatureState.Wrong)
        {
            if (!document.AsSpan().StartsWith(PageMade)) return null;
            var content = JsonSerializer.Deserialize<PageContent>(document.AsSpan(PageMade.Length), AgriTraceJson.Options)!;
            if (content.Lot == lot) return new TracePageDocument(content.Summary, state, version);
        }

        log.LogError("The page of lot {Lot} was changed in storage by somebody else; delete the blob, and it is made anew.", lot);
        return new TracePageDocument(null, SignatureState.Wrong, version);
    }

    private async Task<TracePageDocument?> WritePage(LotId lot, TraceSummary summary, ETag? fence, CancellationToken cancel)
    {
        var jws = signatures.Seal([.. PageMade, .. Utf8(new PageContent(lot, summary))], SignedType.Page);
        return await PageOf(lot).Write(jws, "application/jose", [], fence, cancel) is { } version
            ? new TracePageDocument(summary, signatures.Open(jws, SignedType.Page).State, version)
            : null;
    }

    private async Task<bool> IsOffered(string coop, LotId lot, CancellationToken cancel) =>
        (await trade.Board(coop, cancel))?.Value.Offers(lot, Period.DayOf(clock.GetUtcNow())) == true;

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
            Holds = await HoldsOf(claim.Coop, HeldBy.IdsIn(history.Events.Select(stored => stored.Open())), cancel),
        };
    }

    /// <summary>A read each of those that events tell of; all of the cooperative where these are more than anybody placed.</summary>
    private async Task<IReadOnlyList<Hold>> HoldsOf(string coop, IReadOnlyList<string> ids, CancellationToken cancel) => ids.Count > HeldBy.MaxHolds
        ? await holds.All(coop, cancel)
        : [.. (await Task.WhenAll(ids.Select(id => holds.Find(coop, id, cancel)))).OfType<Versioned<Hold>>().Select(hold => hold.Value)];

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
        var (keys, last, readings, rows, leftOut) = (new List<string>(), new Queue<string>(), new List<KeyedReading>(), 0, 0);
        await foreach (var (key, reading) in index.Measuring(claim.Coop, claim.Id.EpcClass(site.PublicUrl), cancel))
        {
            if (reading is not null) readings.Add(new KeyedReading(key, reading));
            else if (keys.Count < MaxFirst) keys.Add(key);
            else last.Enqueue(key);
            if (last.Count > MaxLast)
            {
                last.Dequeue();
                leftOut++;
            }

            if (++rows == MaxRows) break;
        }

        return new LotHistory(claim, await events.Find(claim.Coop, [.. keys, .. last], cancel)) { Readings = readings, LeftOut = leftOut };
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

    private ReadyDocument RecordOf(LotId lot) => new(container.GetBlobClient($"trace/{KeyText.Of(lot.Product.Key)}/{KeyText.Of(lot.Lot)}.json"));

    private ReadyDocument PageOf(LotId lot) => new(container.GetBlobClient($"page/{KeyText.Of(lot.Product.Key)}/{KeyText.Of(lot.Lot)}.jws"));

    private static byte[] Utf8<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, AgriTraceJson.Options);

    /// <summary>What is signed, after <see cref="PageMade"/>: one of an older making may have another shape.</summary>
    private sealed record PageContent(LotId Lot, TraceSummary Summary);
}
