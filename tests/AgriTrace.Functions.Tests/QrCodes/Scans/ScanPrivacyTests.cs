using AgriTrace.Functions.Tests.Privacy;
using AgriTrace.Infra.QrCodes.Scans;
using AgriTrace.Infra.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes.Scans;

/// <summary>What nobody learns from scans. Behind a front door of its own that says where clients are, with a clock that goes on to the next day.</summary>
public sealed class ScanPrivacyTests : IAsyncLifetime
{
    private const string Address = "203.0.113.77", Agent = "Mozilla/5.0 OnlyOnePhoneHasThis/1";
    private readonly PrivateAzurite azurite = new();
    private readonly ShiftedClock clock = new();
    private TestHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        host = await TestHost.Start(azurite.ConnectionString, change: options => options with
        {
            Settings = new Dictionary<string, string?>(options.Settings) { ["AgriTrace:Proxies"] = "1", ["AgriTrace:Scans:PlaceHeader"] = "X-Client-Region" }!,
            Services = options.Services + (services => services.AddSingleton<TimeProvider>(clock)),
        });
    }

    [Fact]
    public async Task Neither_an_address_nor_a_browser_is_kept_and_the_salt_is_gone_when_its_day_is_over()
    {
        var given = await Given.Cooperative(host, Cancel);
        var lot = await given.FreshLot();
        await Look(lot.Path, ("X-Forwarded-For", Address));
        await Eventually.Holds(async () => (await given.Scans()).Number("scans") == 1, "it is counted", Cancel);
        (await Salts()).ShouldBe(1);

        clock.Ahead = TimeSpan.FromDays(1);
        await host.Services.GetRequiredService<ScanSalts>().DeleteOld(clock.GetUtcNow(), Cancel);
        (await Salts()).ShouldBe(0);
        // Their tokens ended with the day.
        given = new Given(host, given.Coop, given.Gtin);

        await Look(lot.Path, ("X-Forwarded-For", Address));
        await Eventually.Holds(async () => (await given.Scans()).Number("scans") == 2, "the next day is counted", Cancel);
        (await given.Scans())["days"]!.AsArray().Count.ShouldBe(2);
        var kept = await RawStorage.Read(azurite.ConnectionString, Cancel);
        kept.ShouldNotContain(text => text.Contains(Address, StringComparison.Ordinal) || text.Contains("OnlyOnePhone", StringComparison.Ordinal));
        host.Logs.Has(Address).ShouldBeFalse();
    }

    [Fact]
    public async Task One_client_is_another_number_on_each_day()
    {
        var (salts, now) = (host.Services.GetRequiredService<ScanSalts>(), clock.GetUtcNow());

        var (first, again, other) = (await salts.HashOf(Address, now, Cancel), await salts.HashOf(Address, now, Cancel), await salts.HashOf("203.0.113.78", now, Cancel));
        var tomorrow = await salts.HashOf(Address, now.AddDays(1), Cancel);

        again.ShouldBe(first);
        other.ShouldNotBe(first);
        tomorrow.ShouldNotBe(first);
        // Another process finds the same salt in storage.
        (await new ScanSalts(host.Services.GetRequiredService<StorageAccount>()).HashOf(Address, now, Cancel)).ShouldBe(first);
    }

    [Fact]
    public async Task A_province_is_what_the_front_door_says_and_no_more_is_kept_of_a_place()
    {
        var given = await Given.Cooperative(host, Cancel);
        var lot = await given.FreshLot();

        // Tra Vinh went into Vinh Long; a street is no province; two values are not those of our front door alone.
        await Look(lot.Path, ("X-Client-Region", "VN-51"));
        await Look(lot.Path, ("X-Client-Region", "vn-49"));
        await Look(lot.Path, ("X-Client-Region", "12 Nguyen Hue, Vinh Long"));
        await Look(lot.Path, ("X-Client-Region", "VN-49"), ("X-Client-Region", "VN-SG"));
        await Look(lot.Path);

        await Eventually.Holds(async () => (await given.Scans()).Number("scans") == 5, "all are counted", Cancel);
        (await given.Scans())["places"]!.AsArray().Select(place => (place!["code"]?.GetValue<string>(), place["name"]?.GetValue<string>(), place.Number("scans")))
            .ShouldBe([(null, null, 3), ("VN-49", "Vĩnh Long", 2)]);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await azurite.DisposeAsync();
    }

    private Task<HttpResponseMessage> Look(string path, params (string, string)[] headers) =>
        host.Anyone.Send(HttpMethod.Get, "/trace" + path, null, Cancel, [("Accept", "text/html"), ("User-Agent", Agent), .. headers]);

    private async Task<int> Salts() => (await RawStorage.Read(azurite.ConnectionString, Cancel)).Count(text => text.StartsWith("Scans: ", StringComparison.Ordinal) && text.Contains("Salt=", StringComparison.Ordinal));
}
