using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Ledger;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Trade;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Orders;

/// <summary>A cooperative of a test's own with a product, lots on its board and a listing made over HTTP.</summary>
public sealed class Shop
{
    public const string Gtin = "09521234543213";

    /// <summary>For a product without a GTIN.</summary>
    public const string Own = "lua";

    /// <summary>The id of who brings the orders.</summary>
    public const string Driver = "hai";

    private readonly TestHost host;

    private Shop(TestHost host, string coop) => (this.host, Coop) = (host, coop);

    public string Coop { get; }

    public Guid Listing { get; private set; }

    public HttpClient Admin => host.As(Role.Admin, Coop);

    /// <param name="lots">Lot number, what there is in kg, and in how many days it expires.</param>
    public static async Task<Shop> Open(TestHost host, CancellationToken cancel, params (string Lot, decimal Kilograms, int Days)[] lots)
    {
        var shop = new Shop(host, "shop-" + Guid.NewGuid().ToString("N")[..12]);
        var (coops, trade) = (host.Services.GetRequiredService<CoopStore>(), host.Services.GetRequiredService<TradeStore>());
        var product = new Product(new ProductId(Gtin), new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), "KGM", 10, [new Conversion("H87", 1.2m)], null);
        await coops.Put(new Cooperative(shop.Coop, "HTX Mỹ Hòa", "ấp Mỹ An, xã Mỹ Hòa", null, "Vĩnh Long", "+84912345678", null, null, null), cancel);
        await coops.Put(shop.Coop, product, cancel);
        await coops.Put(shop.Coop, new Member("m1", "Nguyễn Văn Ba", Role.Farmer), new MemberPrivate(null, null, null), cancel);
        await coops.Put(shop.Coop, new Member(Driver, "Lê Văn Hai", Role.Driver), new MemberPrivate(null, null, null), cancel);

        var board = lots.Aggregate(
            Domain.Orders.Board.Empty("HTX Mỹ Hòa", "xã Mỹ Hòa, Vĩnh Long") with { Rules = ShopRules.Usual with { CashLimit = ShopRules.MaxCashLimit } }, (soFar, lot) => soFar.With(LotOf(new LotId(product.Id, lot.Lot), lot.Kilograms, lot.Days)));
        await trade.Commit(new TradeBatch(shop.Coop).Board(board, null), cancel);

        var listing = await shop.Admin.Post($"/api/coops/{shop.Coop}/listings", new { gtin = Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 0.5, step = 0.5 }, cancel).Json(201);
        shop.Listing = listing["id"]!.GetValue<Guid>();
        return shop;
    }

    /// <summary>Puts a lot of an own product, in kg, on the board.</summary>
    public async Task AddLot(string product, string lot, decimal kilograms, CancellationToken cancel)
    {
        var id = new LotId(new ProductId($"{Coop}/{product}"), lot);
        await host.Services.GetRequiredService<TradeStore>().Change(Coop, board => Task.FromResult<Domain.Result<(TradeBatch, int)>>(
            (new TradeBatch(Coop).Board(board.Value.With(LotOf(id, kilograms, 30)), board.Version), 0)), cancel);
    }

    private static BoardLot LotOf(LotId id, decimal kilograms, int days) => new(
        id, "m1", "KGM", (long)(kilograms * 1000), 0, 0,
        DateTimeOffset.UtcNow.AddDays(days - 30), DateOnly.FromDateTime(DateTime.UtcNow).AddDays(days));

    public object Order(decimal quantity, string payment = "cod", string name = "Trần Thị Mai") => new
    {
        coop = Coop,
        lines = new[] { new { listing = Listing, quantity } },
        buyer = new { name, phone = "0912345678", address = "12 Nguyễn Trãi, phường Ninh Kiều, Cần Thơ" },
        payment,
    };

    /// <summary>The board as it lies in storage.</summary>
    public async Task<Board> Board(CancellationToken cancel) =>
        (await host.Services.GetRequiredService<TradeStore>().Board(Coop, cancel))!.Value;

    public Task Limit(long cash, CancellationToken cancel) => host.Services.GetRequiredService<TradeStore>().Change(Coop, board => Task.FromResult<Domain.Result<(TradeBatch, int)>>(
        (new TradeBatch(Coop).Board(board.Value with { Rules = board.Value.Shop with { CashLimit = cash } }, board.Version), 0)), cancel);

    /// <summary>The books as they lie in storage.</summary>
    public async Task<IReadOnlyList<Transfer>> Transfers(CancellationToken cancel)
    {
        var found = new List<Transfer>();
        await foreach (var row in new TableClient(host.Services.GetRequiredService<Microsoft.Extensions.Configuration.IConfiguration>()["AzureWebJobsStorage"], "Trade").QueryAsync<TableEntity>($"PartitionKey eq '{Coop}' and RowKey ge 'ledger|' and RowKey lt 'ledger}}'", cancellationToken: cancel))
            found.Add(Domain.AgriTraceJson.Read<Transfer>(string.Concat(Enumerable.Range(0, 14).Select(column => row.GetString($"Json{column}")))));
        return found;
    }

    /// <summary>Holds for every lot at every moment.</summary>
    public async Task CheckStock(CancellationToken cancel)
    {
        foreach (var lot in (await Board(cancel)).Lots.Values)
        {
            lot.Left.ShouldBe(lot.Received - lot.Reserved - lot.Sold);
            lot.Left.ShouldBeGreaterThanOrEqualTo(0, $"lot {lot.Id} is oversold");
            lot.Reserved.ShouldBeGreaterThanOrEqualTo(0);
            lot.Sold.ShouldBeGreaterThanOrEqualTo(0);
        }
    }
}
