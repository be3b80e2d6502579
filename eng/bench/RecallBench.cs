using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;
using AgriTrace.Local.Hosting;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Bench;

/// <summary>
/// Recalls over HTTP in a repository of 100,000 events and 10,000 lots that were split and merged: how long until every lot is blocked and
/// every buyer is named, and whether the answer is what a search over all edges finds.
/// </summary>
internal sealed class RecallBench : IAsyncDisposable
{
    /// <summary>The time in which Walmart found the farm of its mangoes.</summary>
    private const double Aim = 2_200;
    private const int Events = 100_000, MostAffected = 1_500, AtOnce = 16, Batch = 500;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly RecallWorld world;
    private readonly ServiceProvider house;
    private readonly CaptureBenchClient client;
    private readonly TableServiceClient tables;
    private readonly QueueServiceClient queues;

    private RecallBench(int seed, string storage, CaptureBenchClient client)
    {
        (world, this.client, tables, queues) = (new RecallWorld(seed), client, new TableServiceClient(storage), new QueueServiceClient(storage));
        var values = LocalSettings.Read(BenchHost.Root).Value.ToDictionary(one => one.Key, one => (string?)one.Value);
        values["AzureWebJobsStorage"] = storage;
        values["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        var settings = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        house = new ServiceCollection().AddLogging().AddAgriTraceInfra(settings).BuildServiceProvider();
    }

    public static async Task<int> Run(string[] options)
    {
        if (!Read(options, out var seed, out var recalls)) return Report.Fail("recall takes --seed N and --recalls N, from 3 to 300.");
        await using var azurite = await CaptureBenchHost.Azurite();
        await using var host = new CaptureBenchHost(BenchHost.FreePort(), azurite.ConnectionString);
        await host.Start();
        using var client = new CaptureBenchClient(host.Url);
        await client.Found();
        await using var bench = new RecallBench(seed, azurite.ConnectionString, client);
        return await bench.Measure(new Random(seed), recalls);
    }

    public async ValueTask DisposeAsync() => await house.DisposeAsync();

    private async Task<int> Measure(Random random, int recalls)
    {
        var filled = await Timed(Fill);
        var (drills, real, bare, until, missed, largest) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0, 0);
        var origins = world.Origins(recalls, MostAffected, random);
        await client.Post("recalls", Body(origins[^1], mock: true));
        foreach (var origin in origins)
        {
            var expected = world.Affected(origin);
            largest = Math.Max(largest, expected.Count);
            drills.Add(await Timed(async () => missed += Missed(await client.Post("recalls", Body(origin, mock: true)), expected)));
            bare.Add(await Timed(() => Bare(expected)));
            var begun = Stopwatch.GetTimestamp();
            JsonElement report = default;
            real.Add(await Timed(async () => missed += Missed(report = await client.Post("recalls", Body(origin, mock: false)), expected)));
            missed += await NotBlocked(expected);
            await Quiet();
            until.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            await client.Post($"recalls/{report.GetProperty("recallId").GetString()}/lift", """{"reason":"đo xong"}""");
            await Quiet();
        }

        var p95 = At(real, 0.95);
        return Report.Done("recall",
        [
            ("events", Events), ("lots", 10_000), ("recalls", real.Count), ("most lots in one", largest), ("filling, s", filled / 1_000),
            ("recall p50, ms", At(real, 0.5)), ("recall p95, ms, aim 2200", p95), ("recall max, ms", real.Max()),
            ("drill p50, ms", At(drills, 0.5)), ("drill p95, ms", At(drills, 0.95)),
            ("bare reads of as many documents p95, ms", At(bare, 0.95)), ("until every page and copy says so p95, ms", At(until, 0.95)),
            ("lots or orders missed or too many", missed),
        ], p95 / At(bare, 0.95), "p95 at most 2.2 s, nothing missed", p95 <= Aim && missed == 0);
    }

    /// <summary>By the stores themselves: what is measured is the recall, not how the events came in.</summary>
    private async Task Fill()
    {
        await house.GetRequiredService<LotStore>().ClaimAll();
        var trade = house.GetRequiredService<TradeStore>();
        var stocked = await trade.Change(RecallWorld.Coop, board => Task.FromResult<Result<(TradeBatch, int)>>(
            (new TradeBatch(RecallWorld.Coop).Board(world.OnBoard.Aggregate(board.Value, (next, lot) => next.With(RecallWorld.BoardLot(lot))), board.Version), 0)), CancellationToken.None);
        if (stocked.Error is { } error) throw new InvalidOperationException(error.Detail);
        foreach (var some in Enumerable.Range(0, world.OrderLots.Count).Chunk(50))
            await trade.Commit(some.Aggregate(new TradeBatch(RecallWorld.Coop), (batch, index) => batch.Insert("order|" + world.Order(index).Id, world.Order(index))), CancellationToken.None);

        var (store, lineage, clock) = (house.GetRequiredService<EventStore>(), house.GetRequiredService<LineageStore>(), TimeProvider.System);
        foreach (var some in world.Events(Events).Chunk(Batch))
        {
            IndexedEvent[] events = [.. some.Select(json => Capture.ReadOne(RecallWorld.Coop, Encoding.UTF8.GetBytes(json), new Uri("http://localhost"), clock.GetUtcNow()).Value)];
            await lineage.Add([.. events.SelectMany(one => one.Lineage)], CancellationToken.None);
            await store.Add(RecallWorld.Coop, events, CancellationToken.None);
        }
    }

    /// <summary>How many lots and orders are in the answer and should not be, or the other way round.</summary>
    private int Missed(JsonElement report, HashSet<int> expected)
    {
        var lots = report.GetProperty("lots").EnumerateArray().Select(lot => lot.GetProperty("lot").GetString()!).ToHashSet();
        var orders = report.GetProperty("orders").EnumerateArray().Select(order => order.GetProperty("id").GetString()!).ToHashSet();
        lots.SymmetricExceptWith(expected.Select(lot => RecallWorld.LotOf(lot).Lot));
        orders.SymmetricExceptWith(Enumerable.Range(0, world.OrderLots.Count).Where(index => expected.Contains(world.OrderLots[index])).Select(index => world.Order(index).Id));
        return lots.Count + orders.Count;
    }

    private async Task<int> NotBlocked(HashSet<int> expected)
    {
        var board = (await house.GetRequiredService<TradeStore>().Board(RecallWorld.Coop, CancellationToken.None))!.Value;
        return world.OnBoard.Count(lot => board.Lots[RecallWorld.LotOf(lot).Key].Held != expected.Contains(lot));
    }

    /// <summary>As many point reads of the same documents, as many at once, with the bare SDK; then one range over the orders.</summary>
    private async Task Bare(HashSet<int> lots)
    {
        var lineage = house.GetRequiredService<LineageStore>();
        var table = tables.GetTableClient("Lineage");
        await Parallel.ForEachAsync(lots, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (lot, cancel) =>
            await table.GetEntityIfExistsAsync<TableEntity>(LineageRows.PartitionOf(lineage.IdOf(RecallWorld.LotOf(lot))), "head", cancellationToken: cancel));
        await foreach (var _ in tables.GetTableClient("Trade").QueryAsync<TableEntity>($"PartitionKey eq '{RecallWorld.Coop}' and RowKey ge 'order|' and RowKey lt 'order}}'"))
        {
        }
    }

    /// <summary>Until no message is left: the hold has reached everything, and every page is told.</summary>
    private async Task Quiet()
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience; await Task.Delay(50))
        {
            var left = 0;
            foreach (var queue in (string[])[QueueNames.SpreadingHolds, QueueNames.RecordedEvents])
                left += (await queues.GetQueueClient(queue).GetPropertiesAsync()).Value.ApproximateMessagesCount;
            if (left == 0) return;
        }

        throw new TimeoutException("The queues did not become empty.");
    }

    private static string Body(int lot, bool mock) => JsonSerializer.Serialize(new { gtin = RecallWorld.Gtin, lot = RecallWorld.LotOf(lot).Lot, reason = "Dư lượng thuốc bảo vệ thực vật", severity = "high", mock });

    private static async Task<double> Timed(Func<Task> work)
    {
        var begun = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static double At(List<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(values.Count * share) - 1);

    private static bool Read(string[] options, out int seed, out int recalls)
    {
        (seed, recalls) = (2026, 24);
        for (var index = 0; index < options.Length; index += 2)
        {
            if (index + 1 == options.Length || !int.TryParse(options[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            if (options[index] == "--seed") seed = number;
            else if (options[index] == "--recalls" && number is >= 3 and <= 300) recalls = number;
            else return false;
        }

        return true;
    }
}

internal static class RecallFilling
{
    private const int AtOnce = 16;

    public static Task ClaimAll(this LotStore lots) =>
        Parallel.ForEachAsync(Enumerable.Range(0, 10_000), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (lot, cancel) => await lots.Claim(RecallWorld.Claim(lot), cancel));
}
