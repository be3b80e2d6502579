using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using AgriTrace.Local.Hosting;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Bench;

/// <summary>
/// The scan page of a lot with 10 events and of one with 10,000, in turns on the same host, beside a loop of bare reads of the blob that the
/// page is drawn from.
/// </summary>
internal sealed class ScanBench : IAsyncDisposable
{
    private const int Few = 10, Many = 10_000, Batch = 100, Clients = 8, Rounds = 12;

    /// <summary>As many as a record tells, from either end; those between are rows of the index only, which is all that anybody reads of them.</summary>
    private const int First = 1_500, Last = 500;

    /// <summary>How much the two lots may differ.</summary>
    private const double Aim = 1.1;

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(3), Round = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Begin = new(2026, 10, 1, 6, 0, 0, TimeSpan.FromHours(7));
    private static readonly LotId Short = new(new ProductId(RecallWorld.Gtin), "NGAN"), Long = new(new ProductId(RecallWorld.Gtin), "DAI");

    /// <summary>One after another, no two in a row alike: as many lines on the page as it may have.</summary>
    private static readonly string[] Steps = ["storing", "inspecting", "loading", "shipping", "receiving"];

    private readonly StorageCalls calls = new();
    private readonly ServiceProvider house;
    private readonly BlobContainerClient documents;
    private readonly TableClient index;
    private readonly QueueClient scans;
    private int backlog;
    private TimeSpan counted;
    private readonly HttpClient http;

    private ScanBench(string storage, Uri url)
    {
        var values = LocalSettings.Read(BenchHost.Root).Value.ToDictionary(one => one.Key, one => (string?)one.Value);
        values["AzureWebJobsStorage"] = storage;
        values["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        house = new ServiceCollection().AddLogging().AddSingleton(new StorageSettings(storage) { Policies = [calls] })
            .AddAgriTraceInfra(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
        (documents, index, scans) = (new BlobContainerClient(storage, "documents"), new TableClient(storage, "EventKeys"), new QueueClient(storage, "scans"));
        http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = url };
        http.DefaultRequestHeaders.Add("Accept", "text/html");
        http.DefaultRequestHeaders.Add("Accept-Encoding", "br");
    }

    public static async Task<int> Run()
    {
        // In memory the emulator keeps a file of its own for each message, and every minute cleans them up in quadratic time: it answers nobody for half a minute.
        await using var azurite = await CaptureBenchHost.Azurite(inMemory: false);
        await using var host = new CaptureBenchHost(BenchHost.FreePort(), azurite.ConnectionString);
        await host.Start();
        using var client = new CaptureBenchClient(host.Url);
        await client.Found();
        await using var bench = new ScanBench(azurite.ConnectionString, host.Url);
        return await bench.Measure();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await house.DisposeAsync();
    }

    private async Task<int> Measure()
    {
        await house.GetRequiredService<CoopStore>().Put(
            RecallWorld.Coop, new Product(Short.Product, new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), "KGM", 365, [], null), CancellationToken.None);
        await Fill(Short, Few);
        await Fill(Long, Many);

        Loop shorts = new(() => View(Short)), longs = new(() => View(Long)), bareShorts = new(() => Bare(Short)), bareLongs = new(() => Bare(Long));
        Loop[] loops = [shorts, longs, bareShorts, bareLongs];
        foreach (var loop in loops) await Turn(loop, Warm, counts: false);
        for (var round = 0; round < Rounds; round++)
            // Each goes first and last as often as the others.
            foreach (var loop in round % 2 == 0 ? loops : loops.Reverse()) await Turn(loop, Round, counts: true);

        calls.Count = 0;
        await house.GetRequiredService<TraceDocuments>().Page(Long, CancellationToken.None);
        return Tell(shorts, longs, bareShorts, bareLongs, await SizeOf(Short), await SizeOf(Long));
    }

    /// <summary>A turn, and then quiet until its scans are counted: else each would pay for the one before.</summary>
    private async Task Turn(Loop loop, TimeSpan length, bool counts)
    {
        await loop.Turn(length, counts);
        var (begun, waiting) = (Stopwatch.GetTimestamp(), await Waiting());
        if (waiting == 0) return;
        while (await Waiting() > 0) await Task.Delay(50);
        backlog += waiting;
        counted += Stopwatch.GetElapsedTime(begun);
    }

    private async Task<int> Waiting() => (await scans.GetPropertiesAsync()).Value.ApproximateMessagesCount;

    private int Tell(Loop shorts, Loop longs, Loop bareShorts, Loop bareLongs, long shortPage, long longPage)
    {
        var (rate, slow) = (shorts.PerSecond / longs.PerSecond, longs.P99 / shorts.P99);
        var differ = Math.Max(Math.Max(rate, 1 / rate), Math.Max(slow, 1 / slow));
        return Report.Done("scan",
        [
            ("10 events: pages a second", shorts.PerSecond), ("10,000 events: pages a second", longs.PerSecond),
            ("10 events: p50, ms", shorts.P50), ("10,000 events: p50, ms", longs.P50),
            ("10 events: p99, ms", shorts.P99), ("10,000 events: p99, ms", longs.P99),
            ("10 events: bare reads a second", bareShorts.PerSecond), ("10,000 events: bare reads a second", bareLongs.PerSecond),
            ("10 events: page to bare read, %", 100 * shorts.PerSecond / bareShorts.PerSecond), ("10,000 events: page to bare read, %", 100 * longs.PerSecond / bareLongs.PerSecond),
            ("10 events: bytes on the wire", shortPage), ("10,000 events: bytes on the wire", longPage),
            ("10,000 events to 10: pages a second, %", 100 / rate), ("10,000 events to 10: p99, %", 100 * slow),
            ("reads of storage for a page", calls.Count), ("pages", shorts.Count + longs.Count), ("scans counted a second, after a turn", backlog / counted.TotalSeconds),
        ], differ, "the two differ by at most 1.1, one read a page", differ <= Aim && calls.Count == 1);
    }

    private async Task Fill(LotId lot, int count)
    {
        var claim = new LotClaim(
            RecallWorld.Coop, lot, "ut", null, new(100, "KGM"), "KGM", 100_000, Begin, DateOnly.FromDateTime(DateTime.UtcNow.AddYears(1)), "r" + lot.Lot, "bench", null, "bench");
        await house.GetRequiredService<LotStore>().Claim(claim, CancellationToken.None);
        var store = house.GetRequiredService<EventStore>();
        foreach (var some in Enumerable.Range(0, count).Where(number => number < First || number >= count - Last).Chunk(Batch))
            await store.Add(
                RecallWorld.Coop,
                [.. some.Select(number => Capture.ReadOne(RecallWorld.Coop, Encoding.UTF8.GetBytes(Event(lot, number)), new Uri("http://localhost"), TimeProvider.System.GetUtcNow()).Value)],
                CancellationToken.None);
        await AddRows(lot, First, count - Last);
        await house.GetRequiredService<TraceDocuments>().Rebuild(lot, CancellationToken.None);
    }

    private async Task AddRows(LotId lot, int from, int before)
    {
        if (before <= from) return;
        var known = await index.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"Class eq {true} and Value eq {"https://id.gs1.org" + lot.Path}"), maxPerPage: 1).FirstAsync();
        foreach (var some in Enumerable.Range(from, before - from).Chunk(Batch))
            await index.SubmitTransactionAsync(some.Select(number => new TableTransactionAction(TableTransactionActionType.Add, new TableEntity(known)
            {
                RowKey = string.Create(CultureInfo.InvariantCulture, $"{At(number).UtcDateTime:yyyyMMddHHmmssfff}|{number:x64}"),
            })));
    }

    private static DateTimeOffset At(int number) => Begin.AddMinutes(7 * number);

    private static string Event(LotId lot, int number)
    {
        var at = At(number).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var (action, step) = number == 0 ? ("ADD", "commissioning") : ("OBSERVE", Steps[number % Steps.Length]);
        return $$"""{"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"ObjectEvent","eventTime":"{{at}}","eventTimeZoneOffset":"+07:00","action":"{{action}}","bizStep":"{{step}}","readPoint":{"id":"https://id.gs1.org/414/9521141111116"},"quantityList":[{"epcClass":"https://id.gs1.org{{lot.Path}}","quantity":100,"uom":"KGM"}]}""";
    }

    private async Task View(LotId lot)
    {
        using var answer = await http.GetAsync(new Uri("/trace" + lot.Path, UriKind.Relative));
        if (answer.StatusCode != HttpStatusCode.OK) throw new InvalidOperationException($"The page answered {(int)answer.StatusCode}.");
        await answer.Content.ReadAsByteArrayAsync();
    }

    private Task Bare(LotId lot) => documents.GetBlobClient($"page/{lot.Product.Key}/{lot.Lot}.jws").DownloadContentAsync();

    private async Task<long> SizeOf(LotId lot) => (await http.GetByteArrayAsync(new Uri("/trace" + lot.Path, UriKind.Relative))).Length;

    /// <summary>A few clients that each ask again as soon as they have their answer.</summary>
    private sealed class Loop(Func<Task> ask)
    {
        private readonly ConcurrentBag<double> times = [];
        private readonly List<double> rates = [];

        public int Count => times.Count;

        public double PerSecond => Report.Median(rates);

        public double P50 => At(0.5);

        public double P99 => At(0.99);

        public async Task Turn(TimeSpan length, bool counts)
        {
            var (begun, done) = (Stopwatch.GetTimestamp(), 0);
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
            {
                while (Stopwatch.GetElapsedTime(begun) < length)
                {
                    var asked = Stopwatch.GetTimestamp();
                    await ask();
                    Interlocked.Increment(ref done);
                    if (counts) times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
                }
            }));
            if (counts) rates.Add(done / Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        private double At(double share) => times.Order().ElementAt((int)Math.Ceiling(times.Count * share) - 1);
    }

    private sealed class StorageCalls : HttpPipelineSynchronousPolicy
    {
        private int count;

        public int Count
        {
            get => count;
            set => count = value;
        }

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref count);
    }
}
