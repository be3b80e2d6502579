using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;

namespace AgriTrace.Bench;

/// <param name="Status">0 for no answer.</param>
/// <param name="Body">Of an order that was taken.</param>
internal sealed record OrderAnswer(int Status, double Milliseconds, byte[] Body);

/// <summary>What many buyers got who came at once.</summary>
internal sealed record Rush(double Milliseconds, IReadOnlyList<OrderAnswer> Answers)
{
    public int Taken => Answers.Count(answer => answer.Status == (int)HttpStatusCode.Created);

    public int Refused => Answers.Count(answer => answer.Status == (int)HttpStatusCode.Conflict);

    public int Other => Answers.Count - Taken - Refused;

    public double PerSecond => Taken / Milliseconds * 1000;
}

/// <summary>A cooperative with one listing, and lots behind it that expire one after another; its buyers order one unit each.</summary>
internal sealed class OrdersShop(string storage)
{
    private static readonly Guid Listing = Guid.Parse("01990000-0000-7000-8000-000000000001");

    private readonly TableClient table = new(storage, "Trade");
    private int orders;

    public string Coop { get; } = "bench-" + Guid.NewGuid().ToString("N")[..12];

    public static async Task<OrdersShop> Open(TradeStore trade, string storage, int lots, int unitsOfLot)
    {
        var (shop, product, now) = (new OrdersShop(storage), new ProductId(RecallWorld.Gtin), TimeProvider.System.GetUtcNow());
        var listing = new BoardListing(
            Listing, product, new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), null, [], new Money(10_000, "VND"), "H87", "H87", 1, 1, 1, now, "bench");
        var board = Enumerable.Range(0, lots).Aggregate(
            Board.Empty("Hợp tác xã Đo Lường", "Phường Bình Minh, Vĩnh Long").With(listing) with { Rules = ShopRules.Usual with { CashLimit = ShopRules.MaxCashLimit } },
            (soFar, lot) => soFar.With(new BoardLot(
                new LotId(product, string.Create(CultureInfo.InvariantCulture, $"L{lot:000}")), "ut", "H87", unitsOfLot * 1000L, 0, 0, now, DateOnly.FromDateTime(now.Date).AddDays(20 + lot))));
        await trade.Commit(new TradeBatch(shop.Coop).Board(board, version: null), CancellationToken.None);
        return shop;
    }

    /// <summary>So many buyers come at once, each over a connection of their own, taking hosts in turn, and order again as soon as they have their answer.</summary>
    /// <param name="each">How often each of them orders.</param>
    public async Task<Rush> Order(IReadOnlyList<HttpClient> hosts, int buyers, int each = 1)
    {
        var (bodies, answers) = (Enumerable.Range(0, buyers).Select(BodyOf).ToArray(), new OrderAnswer[buyers * each]);
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(bodies.Select(async (body, buyer) =>
        {
            for (var time = 0; time < each; time++)
                answers[(buyer * each) + time] = await Place(hosts[buyer % hosts.Count], body, $"{Coop}-{Interlocked.Increment(ref orders)}");
        }));
        return new Rush(Stopwatch.GetElapsedTime(begun).TotalMilliseconds, answers);
    }

    /// <summary>Compares board, orders and answers: units of each lot that are held, and which orders there are.</summary>
    /// <returns>How much of it does not agree.</returns>
    public async Task<int> Differences(TradeStore trade, IReadOnlyCollection<Rush> rushes)
    {
        var board = (await trade.Board(Coop, CancellationToken.None))!.Value;
        var stored = new List<Order>();
        await foreach (var row in Rows("order|")) stored.Add(AgriTraceJson.Read<Order>(row.GetString("Json0")));
        var answered = rushes.SelectMany(rush => rush.Answers).Where(answer => answer.Status == (int)HttpStatusCode.Created)
            .Select(answer => JsonElement.Parse(answer.Body).GetProperty("id").GetString()!).ToList();
        var held = stored.SelectMany(order => order.Allocations()).GroupBy(part => part.Lot.Key).ToDictionary(lot => lot.Key, lot => lot.Sum(part => part.Stock));
        var buyers = await Rows("buyer|").CountAsync();

        return Math.Abs(answered.Count - answered.Distinct().Count())
            + answered.Except(stored.Select(order => order.Id)).Count() + stored.Select(order => order.Id).Except(answered).Count()
            + Math.Abs(buyers - stored.Count)
            + board.Lots.Values.Count(lot => lot.Left < 0 || lot.Reserved != held.GetValueOrDefault(lot.Id.Key))
            + held.Keys.Count(lot => !board.Lots.ContainsKey(lot));
    }

    public async Task<long> Left(TradeStore trade) => (await trade.Board(Coop, CancellationToken.None))!.Value.Lots.Values.Sum(lot => lot.Left);

    /// <summary>The rows of an order as they lie: the order, its buyer, the board.</summary>
    public async Task<TableEntity[]> Sample() =>
        [await Rows("order|").FirstAsync(), await Rows("buyer|").FirstAsync(), (await table.GetEntityAsync<TableEntity>(Coop, "board")).Value];

    /// <summary>Whether messages wait to be sent.</summary>
    public async Task<bool> IsUnsent() => await Rows("outbox|").AnyAsync();

    private IAsyncEnumerable<TableEntity> Rows(string prefix) =>
        table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Coop} and RowKey ge {prefix} and RowKey lt {prefix[..^1] + "}"}"));

    private string BodyOf(int buyer) => JsonSerializer.Serialize(new
    {
        coop = Coop,
        lines = new[] { new { listing = Listing, quantity = 1 } },
        buyer = new { name = "Trần Thị Mai", phone = string.Create(CultureInfo.InvariantCulture, $"0912{buyer:000000}"), address = "12 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ" },
        payment = "cod",
    });

    private static async Task<OrderAnswer> Place(HttpClient host, string body, string key)
    {
        var begun = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", key);
        try
        {
            using var answer = await host.SendAsync(request);
            var said = await answer.Content.ReadAsByteArrayAsync();
            return new OrderAnswer((int)answer.StatusCode, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, said);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return new OrderAnswer(0, Stopwatch.GetElapsedTime(begun).TotalMilliseconds, []);
        }
    }
}
