using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Domain.Traceability.Gs1;
using AgriTrace.Infra.Cooperatives;
using AgriTrace.Infra.Trade;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Testing;

/// <summary>A cooperative of its own for one test: two farmers with a plot each, an admin, a helper, a packing house, a store, two products, an empty board.</summary>
/// <param name="Coop">Its id, new each time.</param>
/// <param name="Gtin">Of the pomelo, new each time: a lot is claimed on the whole platform.</param>
public sealed record Given(TestHost Host, string Coop, string Gtin)
{
    /// <summary>A helper of the community digital team.</summary>
    public const string Bay = "bay";

    public const string Ut = "ut", Ba = "ba", Sau = "chu-nhiem", UtsPlot = "vuon-ut", BasPlot = "vuon-ba", PackingHouse = "nha-dong-goi", Store = "kho-lanh";

    /// <summary>A product without a GTIN.</summary>
    public const string OwnProduct = "mut-buoi";

    public const string StoreGln = "9521141111116";

    public HttpClient Admin { get; } = Host.As(Role.Admin, Coop, Sau);

    public HttpClient Helper { get; } = Host.As(Role.Helper, Coop, Bay);

    public HttpClient FarmerUt { get; } = Host.As(Role.Farmer, Coop, Ut);

    public HttpClient FarmerBa { get; } = Host.As(Role.Farmer, Coop, Ba);

    public static async Task<Given> Cooperative(TestHost host, CancellationToken cancel)
    {
        var number = RandomNumberGenerator.GetInt32(1_000_000_000).ToString("D9", CultureInfo.InvariantCulture);
        var digits = "0952" + number;
        var given = new Given(host, "htx-" + number, digits + CheckDigit.For(digits));
        var coops = host.Services.GetRequiredService<CoopStore>();
        await coops.Put(new Cooperative(given.Coop, "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long", "29557", "Vĩnh Long", "0270 123 4567", "952", null, null), cancel);
        await coops.Put(given.Coop, new Member(Ut, "Nguyễn Văn Út", Role.Farmer), new MemberPrivate(null, null, null), cancel);
        await coops.Put(given.Coop, new Member(Ba, "Trần Thị Ba", Role.Farmer), new MemberPrivate(null, null, null), cancel);
        await coops.Put(given.Coop, new Member(Bay, "Lê Thị Bảy", Role.Helper), new MemberPrivate(null, null, null), cancel);
        await coops.Put(given.Coop, new Member(Sau, "Phạm Văn Sáu", Role.Admin), new MemberPrivate(null, null, null), cancel);
        await coops.Put(given.Coop, new Plot(UtsPlot, "Vườn ven sông Hậu", PlotKind.Plot, Ut, "VN-VLOR-0123", 0.8m, Field), cancel);
        await coops.Put(given.Coop, new Plot(BasPlot, "Vườn sau nhà", PlotKind.Plot, Ba, null, 0.5m, Field), cancel);
        await coops.Put(given.Coop, new Place(PackingHouse, "Nhà đóng gói Mỹ Hòa", PlaceKind.PackingHouse, "Khóm Mỹ Hòa", null, null, null), cancel);
        await coops.Put(given.Coop, new Place(Store, "Kho lạnh Cái Vồn", PlaceKind.Store, "Phường Cái Vồn", null, StoreGln, null), cancel);
        await coops.Put(given.Coop, new Product(new ProductId(given.Gtin), new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), "KGM", 30, [new Conversion("H87", 1.2m)], null), cancel);
        await coops.Put(given.Coop, new Product(new ProductId($"{given.Coop}/{OwnProduct}"), new LocalText("Mứt bưởi", "Candied pomelo"), "KGM", 180, [], null), cancel);
        await host.Services.GetRequiredService<TradeStore>().Commit(
            new TradeBatch(given.Coop).Board(Domain.Orders.Board.Empty("Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Phường Bình Minh, Vĩnh Long"), version: null), cancel);
        return given;
    }

    /// <summary>What the cooperative has in stock now.</summary>
    public async Task<Board> Board(CancellationToken cancel) =>
        (await Host.Services.GetRequiredService<TradeStore>().Board(Coop, cancel))!.Value;

    private static JsonElement Field { get; } = JsonElement.Parse(
        """{"type":"Polygon","coordinates":[[[105.82,10.04],[105.83,10.04],[105.83,10.05],[105.82,10.05],[105.82,10.04]]]}""");
}

/// <summary>Single things of a cooperative, for tests that need one more.</summary>
public static class GivenThings
{
    /// <summary>A pomelo under a GTIN of one's choice.</summary>
    public static Task PutProduct(this TestHost host, string coop, string gtin, CancellationToken cancel) =>
        host.Services.GetRequiredService<CoopStore>().Put(
            coop, new Product(new ProductId(gtin), new LocalText("Bưởi Năm Roi", "Nam Roi pomelo"), "KGM", 30, [], null), cancel);
}
