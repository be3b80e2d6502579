using AgriTrace.Infra;
using AgriTrace.Infra.Trade;
using AgriTrace.Local.Hosting;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Bench;

/// <summary>
/// Buyers who come at once over HTTP: whether exactly what is there is sold, by one host and by three on one store; and how many orders a
/// second one host takes, in turns with as many bare transactions of the same rows.
/// </summary>
internal sealed class OrdersBench : IAsyncDisposable
{
    private const int Buyers = 200, Units = 50, Hosts = 3, Writers = 8, Plenty = 100_000;
    private const int FreshRounds = 7, FullRounds = 5, LongRounds = 3;

    /// <summary>So many rows that each full round ends with some 5,000, after those before it.</summary>
    private const int FullRows = 4_200;

    private const double AimFresh = 1.5, AimFull = 1.0;

    private readonly string storage;
    private readonly ServiceProvider house;
    private readonly TradeStore trade;
    private readonly OrdersBenchHost[] hosts;
    private readonly HttpClient[] clients;
    private readonly TableServiceClient tables;
    private readonly QueueClient changed;
    private readonly List<(string Name, double Value)> rows = [];
    private int wrong;

    private OrdersBench(string storage)
    {
        this.storage = storage;
        var values = LocalSettings.Read(BenchHost.Root).Value.ToDictionary(one => one.Key, one => (string?)one.Value);
        values["AzureWebJobsStorage"] = storage;
        values["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        house = new ServiceCollection().AddLogging().AddAgriTraceInfra(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
        trade = house.GetRequiredService<TradeStore>();
        hosts = [.. Enumerable.Range(0, Hosts).Select(_ => new OrdersBenchHost(BenchHost.FreePort(), storage))];
        clients = [.. hosts.Select(host => new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Buyers }) { BaseAddress = host.Url, Timeout = TimeSpan.FromSeconds(60) })];
        (tables, changed) = (new TableServiceClient(storage), new QueueClient(storage, "changed-orders"));
    }

    public static async Task<int> Run()
    {
        await using var azurite = await CaptureBenchHost.Azurite();
        await using var bench = new OrdersBench(azurite.ConnectionString);
        return await bench.Measure();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        foreach (var host in hosts) await host.DisposeAsync();
        await house.DisposeAsync();
    }

    private async Task<int> Measure()
    {
        await hosts[0].Start();
        await tables.GetTableClient("BareTrade").CreateIfNotExistsAsync();
        await Warm(1);
        var fresh = await Rate("fresh", FreshRounds, rowsBefore: 0);
        var full = await Rate("5,000 rows", FullRounds, FullRows);
        await Rate("each five times", LongRounds, rowsBefore: 0, each: 5);
        await Sell("one lot", 1, lots: 1);
        await Sell("50 lots", 1, lots: Units);

        foreach (var host in hosts[1..]) await host.Start();
        await Warm(Hosts);
        await Sell("3 hosts, one lot", Hosts, lots: 1);
        await Sell("3 hosts, 50 lots", Hosts, lots: Units);
        await Together();
        rows.Add(("what does not agree, aim 0", wrong));
        return Report.Done("orders", rows, fresh, "at least 1.5 of bare transactions, 1.0 at 5,000 rows, exactly what is there, no 5xx", fresh >= AimFresh && full >= AimFull && wrong == 0);
    }

    /// <summary>What a process does for the first time, and opening connections, is no part of an order.</summary>
    private async Task Warm(int count)
    {
        for (var round = 0; round < 5; round++) await (await OrdersShop.Open(trade, storage, 1, Plenty)).Order(clients[..count], Buyers);
        await Quiet();
    }

    /// <summary>A rush and its bare transactions in turns, each on a partition that grows alike. A fresh one is fresh each round.</summary>
    /// <param name="each">How often each buyer orders; above once, the lists of the books are fed meanwhile, on the same cores.</param>
    private async Task<double> Rate(string name, int rounds, int rowsBefore, int each = 1)
    {
        var (ours, bare, parallel, waits, conflicts, orders) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), 0, Buyers * each);
        var before = await hosts[0].Count();
        (OrdersShop Shop, BareOrders Bare, BareOrders Parallel)? on = null;
        for (var round = 0; round < rounds; round++)
        {
            if (on is null || rowsBefore == 0) on = await Place(rowsBefore);
            var (shop, alone, eight) = on.Value;
            var rush = await shop.Order(clients[..1], Buyers, each);
            await Quiet();
            ours.Add(rush.PerSecond);
            waits.AddRange(rush.Answers.Select(answer => answer.Milliseconds));
            bare.Add(orders / await alone.OneAfterAnother(orders) * 1000);
            wrong += rush.Other + orders - rush.Taken;
            if (rowsBefore > 0) continue;
            parallel.Add(orders / await eight.InParallel(orders, Writers) * 1000);
            conflicts += eight.Conflicts;
            wrong += await shop.Differences(trade, [rush]);
        }

        var (made, ratio) = (await hosts[0].Count() - before, Report.Median(ours) / Report.Median(bare));
        rows.AddRange([
            ($"{name}: orders a second", Report.Median(ours)), ($"{name}: bare, one after another", Report.Median(bare)), ($"{name}: ratio", ratio),
            ($"{name}: answer p50, ms", At(waits, 0.5)), ($"{name}: answer p99, ms", At(waits, 0.99)),
            ($"{name}: orders a transaction", (double)rounds * orders / made.Transactions), ($"{name}: conflicts per order", (double)made.Conflicts / rounds / orders)]);
        if (parallel.Count > 0) rows.AddRange([($"{name}: bare, 8 at once", Report.Median(parallel)), ($"{name}: its conflicts per order", (double)conflicts / rounds / orders)]);
        return ratio;
    }

    private async Task<(OrdersShop, BareOrders, BareOrders)> Place(int rowsBefore)
    {
        var (shop, model) = (await OrdersShop.Open(trade, storage, 1, Plenty), await OrdersShop.Open(trade, storage, 1, Plenty));
        // Rows of the size that they have: a board with as many marks of buyers as it will have.
        await model.Order(clients[..1], Buyers / 2);
        await Quiet();
        var (sample, table) = (await model.Sample(), tables.GetTableClient("BareTrade"));
        var (alone, eight) = (new BareOrders(table, sample), new BareOrders(table, sample));
        if (rowsBefore > 0) await BareOrders.Fill(tables.GetTableClient("Trade"), shop.Coop, sample, rowsBefore);
        await alone.Begin(rowsBefore);
        if (rowsBefore == 0) await eight.Begin(0);
        return (shop, alone, eight);
    }

    /// <summary>200 buyers, 50 units: one lot of 50, or 50 lots of one, all behind one listing.</summary>
    private async Task Sell(string name, int count, int lots)
    {
        var (shop, before) = (await OrdersShop.Open(trade, storage, lots, Units / lots), await Counts(count));
        var rush = await shop.Order(clients[..count], Buyers);
        var made = await Counts(count) - before;
        await Quiet();
        var differences = rush.Other + Math.Abs(rush.Taken - Units) + (int)await shop.Left(trade) + await shop.Differences(trade, [rush]);
        wrong += differences;
        rows.AddRange([
            ($"{name}: sold", rush.Taken), ($"{name}: told that there is no more", rush.Refused), ($"{name}: any other answer", rush.Other),
            ($"{name}: answers a second", Buyers / rush.Milliseconds * 1000), ($"{name}: conflicts per order", (double)made.Conflicts / rush.Taken)]);
    }

    /// <summary>What three hosts take together, where nothing runs short.</summary>
    private async Task Together()
    {
        var (rates, taken, before) = (new List<double>(), 0, await Counts(Hosts));
        for (var round = 0; round < FreshRounds; round++)
        {
            var shop = await OrdersShop.Open(trade, storage, 1, Plenty);
            var rush = await shop.Order(clients, Buyers);
            await Quiet();
            rates.Add(rush.PerSecond);
            taken += rush.Taken;
            wrong += rush.Other + Buyers - rush.Taken + await shop.Differences(trade, [rush]);
        }

        var made = await Counts(Hosts) - before;
        rows.AddRange([("3 hosts: orders a second", Report.Median(rates)), ("3 hosts: conflicts per order", (double)made.Conflicts / taken)]);
    }

    private async Task<TransactionCount> Counts(int count)
    {
        var all = new TransactionCount(0, 0);
        foreach (var host in hosts[..count])
        {
            var one = await host.Count();
            all = new TransactionCount(all.Transactions + one.Transactions, all.Conflicts + one.Conflicts);
        }

        return all;
    }

    /// <summary>Until the lists of the books are fed: else each round would pay for the one before.</summary>
    private async Task Quiet()
    {
        while ((await changed.GetPropertiesAsync()).Value.ApproximateMessagesCount > 0) await Task.Delay(50);
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)Math.Ceiling(times.Count * share) - 1);
}
