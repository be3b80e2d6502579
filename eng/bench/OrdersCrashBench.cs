using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra;
using AgriTrace.Infra.Traceability;
using AgriTrace.Infra.Trade;
using AgriTrace.Local.Hosting;
using AgriTrace.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Bench;

/// <summary>
/// Orders that are placed, packed with other weights, delivered, returned and cancelled while the host is killed again and again; then the
/// whole state is looked at. Not a measure: the aim is that stock, orders and books agree to the unit and to the đồng.
/// </summary>
internal sealed class OrdersCrashBench : IAsyncDisposable
{
    private const int Orders = 1_000, Kills = 20, Callers = 8, Lots = 20, MaxShown = 20, DefaultSeed = 1;
    private const long UnitsOfLot = 400_000;

    private static readonly Guid Listing = Guid.Parse("01990000-0000-7000-8000-000000000002");
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50), Patience = TimeSpan.FromMinutes(3);

    /// <param name="Id">Empty where it was refused.</param>
    private sealed record Answer(string Id, long Total);

    private readonly string storage;
    private readonly CaptureBenchHost host;
    private readonly CaptureBenchClient client;
    private readonly HttpClient anyone;
    private readonly ServiceProvider house;
    private readonly int seed;
    private readonly List<string> findings = [];
    private readonly SemaphoreSlim room = new(0);
    private int repeats, kills, steps;

    private OrdersCrashBench(string storage, CaptureBenchHost host, CaptureBenchClient client, int seed)
    {
        (this.storage, this.host, this.client, this.seed) = (storage, host, client, seed);
        anyone = new HttpClient { BaseAddress = host.Url, Timeout = TimeSpan.FromSeconds(60) };
        var values = LocalSettings.Read(BenchHost.Root).Value.ToDictionary(one => one.Key, one => (string?)one.Value);
        values["AzureWebJobsStorage"] = storage;
        values["AZURE_FUNCTIONS_ENVIRONMENT"] = "Development";
        house = new ServiceCollection().AddLogging().AddAgriTraceInfra(new ConfigurationBuilder().AddInMemoryCollection(values).Build()).BuildServiceProvider();
    }

    public static async Task<int> Run(string[] options)
    {
        var seed = DefaultSeed;
        if (options is not [] and not ["--seed", _] || (options is [_, var word] && !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out seed)))
            return Report.Fail("orders-crash takes --seed N.");
        await using var azurite = await CaptureBenchHost.Azurite();
        await using var host = new CaptureBenchHost(BenchHost.FreePort(), azurite.ConnectionString);
        await host.Start();
        using var client = new CaptureBenchClient(host.Url);
        await client.Found();
        await client.Put("members/tai-xe", """{"name":"Lê Văn Hai","role":"driver"}""");
        await using var bench = new OrdersCrashBench(azurite.ConnectionString, host, client, seed);
        return await bench.Judge();
    }

    public async ValueTask DisposeAsync()
    {
        room.Dispose();
        anyone.Dispose();
        await house.DisposeAsync();
    }

    private async Task<int> Judge()
    {
        await Stock();
        var killing = KillAgainAndAgain();
        var placed = new Answer[Orders];
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (index, cancel) =>
        {
            await room.WaitAsync(cancel);
            placed[index] = await Live(index);
        });
        await killing;

        // Each buyer asks again, and is told of the order that they have.
        await Parallel.ForAsync(0, Orders, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (index, _) =>
        {
            if (await Place(index) is var again && again.Id != placed[index].Id) Find($"order {index} was first {placed[index].Id}, and asked again {again.Id}");
        });
        var received = Enumerable.Range(0, Lots).ToDictionary(NameOf, _ => UnitsOfLot);
        var wrong = await new TradeChecker(storage).Check(CaptureBenchClient.Coop, CancellationToken.None, received);
        foreach (var finding in findings.Concat(wrong).Take(MaxShown)) Console.WriteLine("  " + finding);
        var bad = findings.Count + wrong.Count;
        return Report.Done("orders-crash",
        [
            ("seed", seed), ("orders", Orders), ("steps of orders", steps), ("times killed", kills), ("calls repeated", repeats), ("answers that were wrong", findings.Count), ("what does not agree", wrong.Count),
        ], bad, "stock, orders and books agree, each order its first answer", bad == 0 && kills >= Kills);
    }

    private async Task Stock()
    {
        var (product, now) = (new ProductId(RecallWorld.Gtin), TimeProvider.System.GetUtcNow());
        var board = Board.Empty("Hợp tác xã Đo Lường", "Phường Bình Minh, Vĩnh Long").With(
            new BoardListing(Listing, product, new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), null, [], new Money(37_300, "VND"), "KGM", "KGM", 1, 0.5m, 0.5m, now, "bench") { MaxOver = 20 })
            with
        { Rules = new ShopRules(Commission: 1_250, DeliveryFee: 15_000, ShopRules.MaxCashLimit) };
        for (var lot = 0; lot < Lots; lot++)
        {
            var claim = new LotClaim(
                CaptureBenchClient.Coop, new LotId(product, NameOf(lot)), lot % 2 == 0 ? "ut" : "ba", null, new Quantity(UnitsOfLot / 1000, "KGM"), "KGM", UnitsOfLot, now, DateOnly.FromDateTime(now.UtcDateTime).AddDays(20 + lot),
                "r" + lot, "bench", null, "bench");
            await house.GetRequiredService<LotStore>().Claim(claim, CancellationToken.None);
            board = board.With(claim.ToBoardLot());
        }

        var stocked = await house.GetRequiredService<TradeStore>().Change<int>(
            CaptureBenchClient.Coop, old => Task.FromResult<Result<(TradeBatch, int)>>((new TradeBatch(CaptureBenchClient.Coop).Board(board, old.Version), 0)), CancellationToken.None);
        if (stocked is not { IsOk: true, Value.Outcome: TradeOutcome.Committed }) throw new InvalidOperationException("The shop could not be stocked.");
    }

    private static string NameOf(int lot) => string.Create(CultureInfo.InvariantCulture, $"L{lot:000}");

    /// <summary>Each life of the host is given some orders, so that the last kill still meets work.</summary>
    private async Task KillAgainAndAgain()
    {
        var (random, left) = (new Random(seed), Orders);
        for (; kills < Kills; kills++)
        {
            var share = left / (Kills + 1 - kills);
            room.Release(share);
            left -= share;
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 2_000)));
            await host.Kill();
            await host.Start();
        }

        room.Release(left);
    }

    /// <summary>An order from its beginning to one of its ends.</summary>
    private async Task<Answer> Live(int index)
    {
        var random = new Random(HashCode.Combine(seed, index));
        var placed = await Place(index);
        if (placed.Id.Length == 0) return placed;
        var id = placed.Id;
        if (IsPaidAhead(index)) await Step(id, "payments", new { rail = "transfer", amount = new { amount = placed.Total, currency = Money.Vnd } }, key: id + "-paid");
        // So many buyers on one day are called back before anything is held for them.
        else await Step(id, "confirm", new { });
        if (random.Next(6) == 0) await Cancel(id, "Khách đổi ý");
        else if (await Step(id, "pack", new { lines = new[] { new { line = 1, quantity = Math.Round(QuantityOf(index) * random.Next(80, 119) / 100, 3) } } }) is not { } packed || random.Next(10) == 0) await Cancel(id, "Hết hàng đẹp");
        else await Bring(id, packed, random);
        return placed;
    }

    private async Task Cancel(string id, string reason) => await SendBack(id, await Step(id, "cancel", new { reason }));

    private async Task Bring(string id, JsonElement packed, Random random)
    {
        await SendBack(id, packed);
        await Step(id, "ship", new { by = "tai-xe" });
        if (random.Next(5) == 0) await Refuse(id, packed, random);
        else await Deliver(id, packed, random);
    }

    private async Task Refuse(string id, JsonElement packed, Random random)
    {
        await Step(id, "fail-delivery", new { reason = "Không có nhà" });
        await SendBack(id, await Step(id, "returns", new { reason = "Trả về", goods = GoodsOf(packed, part => part, random) }, key: id + "-back"));
    }

    private async Task Deliver(string id, JsonElement packed, Random random)
    {
        var owed = packed.GetProperty("openInCash").GetProperty("amount").GetInt64();
        await Step(id, "deliver", new { collected = owed <= 0 || random.Next(4) == 0 ? 0 : owed });
        if (random.Next(3) == 0) await SendBack(id, await Step(id, "returns", new { reason = "Dập", goods = GoodsOf(packed, part => Math.Round(part / 2, 3), random)[..1] }, key: id + "-part"));
    }

    /// <summary>Some are left due.</summary>
    private async Task SendBack(string id, JsonElement? order)
    {
        foreach (var refund in order?.GetProperty("refunds").EnumerateArray().ToArray() ?? [])
            if (refund.GetProperty("state").GetString() == "due" && refund.GetProperty("amount").GetProperty("amount").GetInt64() % 3 > 0)
                await Step(id, $"refunds/{refund.GetProperty("id").GetString()}/sent", new { from = "bank" });
    }

    private static object[] GoodsOf(JsonElement packed, Func<decimal, decimal> part, Random random) =>
        [.. packed.GetProperty("lines")[0].GetProperty("lots").EnumerateArray().Select(lot => (object)new { line = 1, lot = lot.GetProperty("lot").GetString(), quantity = part(lot.GetProperty("quantity").GetDecimal()), restock = random.Next(2) == 0 })];

    private static decimal QuantityOf(int index) => 0.5m * ((index % 9) + 1);

    /// <summary>Every third.</summary>
    private static bool IsPaidAhead(int index) => index % 3 == 0;

    private async Task<Answer> Place(int index)
    {
        var body = JsonSerializer.Serialize(new
        {
            coop = CaptureBenchClient.Coop,
            lines = new[] { new { listing = Listing, quantity = QuantityOf(index) } },
            payment = IsPaidAhead(index) ? "transfer" : "cod",
            buyer = new { name = "Trần Thị Mai", phone = string.Create(CultureInfo.InvariantCulture, $"0912{index:000000}"), address = "12 Nguyễn Trãi, Ninh Kiều" },
        });
        var answer = await Ask(() => Send(anyone, "/api/orders", body, $"buyer-{index}"));
        if (answer.Status == (int)HttpStatusCode.Created && answer.Json is { } order) return new Answer(order.GetProperty("id").GetString()!, order.GetProperty("total").GetProperty("amount").GetInt64());
        Find($"order {index} was refused: {answer.Status} {answer.Json}");
        return new Answer(string.Empty, 0);
    }

    /// <returns>The order; null where it was refused.</returns>
    private async Task<JsonElement?> Step(string id, string step, object body, string? key = null)
    {
        Interlocked.Increment(ref steps);
        var answer = await Ask(() => Send(client.Http, $"/api/coops/{CaptureBenchClient.Coop}/orders/{id}/{step}", JsonSerializer.Serialize(body), key));
        if (answer.Status == (int)HttpStatusCode.OK) return answer.Json;
        // A box may weigh more than its lot has left.
        if (answer.Json?.GetProperty("code").GetString() != "lot-short") Find($"{step} of {id}: {answer.Status} {answer.Json}");
        return null;
    }

    private static async Task<(int Status, JsonElement? Json)> Send(HttpClient http, string path, string body, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsByteArrayAsync();
        return ((int)answer.StatusCode, text.Length > 0 ? JsonElement.Parse(text) : null);
    }

    /// <summary>Asks until there is an answer: what was not answered for, may have been done.</summary>
    private async Task<(int Status, JsonElement? Json)> Ask(Func<Task<(int Status, JsonElement? Json)>> send)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience; Interlocked.Increment(ref repeats))
        {
            try
            {
                var answer = await send();
                if (answer.Status is < 500 and not 429) return answer;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // The host was killed.
            }

            await Task.Delay(Pause);
        }

        throw new TimeoutException("A call was not answered.");
    }

    private void Find(string finding)
    {
        lock (findings) findings.Add(finding);
    }
}
