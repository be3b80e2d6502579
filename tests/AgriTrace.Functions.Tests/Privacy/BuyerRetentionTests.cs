using AgriTrace.Functions.Privacy;
using AgriTrace.Functions.Tests.Orders;
using AgriTrace.Infra.Privacy;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Privacy;

/// <summary>Years pass here, so it has an Azurite and a host of its own.</summary>
public sealed class BuyerRetentionTests : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => azurite.InitializeAsync();

    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    [Fact]
    public async Task Buyers_and_what_they_reported_are_erased_when_they_are_older_than_the_setting_and_not_before()
    {
        var clock = new ShiftedClock();
        await using var host = await TestHost.Start(azurite.ConnectionString, change: options => options with
        {
            Settings = new Dictionary<string, string?>(options.Settings) { ["AgriTrace:PersonalData:BuyerRetentionDays"] = "60" },
            Services = options.Services + (services => services.AddSingleton<TimeProvider>(clock)),
        });
        var shop = await Shop.Open(host, Cancel, ("L1", 10, 200));
        var old = await Order(host, shop);
        var report = await Report(await Given.Cooperative(host, Cancel));
        clock.Ahead = TimeSpan.FromDays(59);
        var young = await Order(host, shop);
        var (timer, buyers) = (ActivatorUtilities.CreateInstance<EraseOldBuyers>(host.Services), host.Services.GetRequiredService<BuyerStore>());

        await timer.Run(new TimerInfo(), Cancel);
        (await buyers.Load(shop.Coop, old, Cancel)).ShouldNotBeNull();
        (await host.Anyone.GetAsync(report, Cancel).Json(200)).Text("what").ShouldBe("Hàng hư");

        clock.Ahead = TimeSpan.FromDays(61);
        await timer.Run(new TimerInfo(), Cancel);
        await timer.Run(new TimerInfo(), Cancel);

        (await buyers.Load(shop.Coop, old, Cancel)).ShouldBeNull();
        (await buyers.Load(shop.Coop, young, Cancel)).ShouldNotBeNull();
        await host.Anyone.GetAsync(report, Cancel).Problem(404, "no-such-report");
    }

    private static async Task<string> Report(Given given) => new Uri(
        (await given.Host.Anyone.Post("/api/reports", new { code = $"/p/{given.Coop}/{Given.OwnProduct}/L1", what = "Hàng hư" }, Cancel).Json(201)).Text("url")).PathAndQuery;

    private static async Task<string> Order(TestHost host, Shop shop) =>
        (await host.Anyone.Post("/api/orders", shop.Order(1), Cancel, ("Idempotency-Key", Guid.NewGuid().ToString())).Json(201))["id"]!.GetValue<string>();
}
