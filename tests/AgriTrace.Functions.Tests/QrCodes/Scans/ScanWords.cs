using System.Globalization;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Scans;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Infra.QrCodes.Scans;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes.Scans;

/// <summary>Short words for the tests of scans.</summary>
internal static class ScanWords
{
    private const string Browser = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static LotId Lot(this Given given, string lot = "L1") => new(new ProductId(given.Gtin), lot);

    /// <summary>A lot harvested yesterday, so that it has not expired, whose record is made.</summary>
    public static async Task<LotId> FreshLot(this Given given, string lot = "L1")
    {
        var harvested = given.Host.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-1).ToOffset(TimeSpan.FromHours(7)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        await given.Admin.PostLot(given, given.Harvest(lot, harvestedAt: harvested)).Json(201);
        await given.TraceRecord(lot);
        return given.Lot(lot);
    }

    /// <summary>The serial number of a label of ours.</summary>
    public static string Serial(this TestHost host, LotId lot, long counter) => host.Services.GetRequiredService<SerialCodec>().Write(lot, new ItemSerial(SerialKind.Random, counter));

    /// <summary>Opens the page as a phone does.</summary>
    public static Task<HttpResponseMessage> Look(this TestHost host, string path, int phone = 1, params (string, string)[] headers) =>
        host.Anyone.Send(HttpMethod.Get, "/trace" + path, null, Cancel, [("Accept", "text/html"), ("User-Agent", $"{Browser} Phone/{phone}"), .. headers]);

    public static Task Count(this TestHost host, params IEnumerable<Scan> scans) =>
        Task.WhenAll(scans.Select(scan => host.Services.GetRequiredService<ScanCounter>().Count(scan, Cancel)));

    /// <summary>A scan as the queue has it.</summary>
    public static Scan Of(LotId lot, ulong id, ulong client = 1, DateTimeOffset? at = null, string? serial = null, ScanKind? kind = null, string? place = null) =>
        new(id, lot, kind ?? (serial is null ? ScanKind.Lot : ScanKind.Item), serial, at ?? DateTimeOffset.UtcNow, client, place);

    public static Task<JsonNode> Scans(this Given given, string lot = "L1", string query = "") =>
        given.Admin.GetAsync($"/api/coops/{given.Coop}/scans?gtin={given.Gtin}&lot={Uri.EscapeDataString(lot)}{query}", Cancel).Json(200);

    public static async Task<JsonArray> Alerts(this Given given) => (await given.Admin.GetAsync($"/api/coops/{given.Coop}/scans/alerts", Cancel).Json(200))["items"]!.AsArray();

    public static int Number(this JsonNode node, string name) => node[name]!.GetValue<int>();
}
