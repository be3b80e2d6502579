using System.IO.Compression;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.Traceability;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes.Labels;

/// <summary>Short words for ordering labels.</summary>
internal static class LabelWords
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string PrintRuns(this Given given) => $"/api/coops/{given.Coop}/qr-batches";

    public static object Order(this Given given, int count = 30, string serials = "random", string format = "pdf", string layout = "a4-24", string lot = "L1", object? netWeight = null) => netWeight is null
        ? new { gtin = given.Gtin, lot, count, serials, format, layout }
        : new { gtin = given.Gtin, lot, count, serials, format, layout, netWeight };

    public static Task<HttpResponseMessage> OrderLabels(this Given given, object order, string key = "k") =>
        given.Admin.Post(given.PrintRuns(), order, Cancel, ("Idempotency-Key", key));

    public static Task<JsonNode> PrintRun(this Given given, string id) => given.Admin.GetAsync($"{given.PrintRuns()}/{id}", Cancel).Json(200);

    /// <summary>Waits until its job has ended well.</summary>
    public static async Task<JsonNode> Printed(this Given given, JsonNode run)
    {
        await Eventually.Holds(async () => (await given.PrintRun(run.Text("id"))).Text("state") is "succeeded" or "failed", "the labels are printed", Cancel);
        var printed = await given.PrintRun(run.Text("id"));
        printed.Text("state").ShouldBe("succeeded", printed.ToJsonString());
        return printed;
    }

    public static async Task<IReadOnlyList<byte[]>> Download(this JsonNode run)
    {
        using var anyone = new HttpClient();
        return await Task.WhenAll(run["files"]!.AsArray().Select(file => anyone.GetByteArrayAsync(new Uri(file!.Text("url")), Cancel)));
    }

    /// <summary>The serial numbers in the names of zipped labels, in their order.</summary>
    public static async Task<IReadOnlyList<string>> Serials(this JsonNode run) => [.. (await run.Download()).SelectMany(bytes =>
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.Select(entry => entry.Name[^24..^4]).ToArray();
    })];

    /// <summary>The numbers behind serials of a lot, each of which must be ours.</summary>
    public static IEnumerable<long> Counters(this Given given, TestHost host, IEnumerable<string> serials, string lot = "L1")
    {
        var codec = host.Services.GetRequiredService<SerialCodec>();
        return serials.Select(serial => codec.Read(new LotId(new ProductId(given.Gtin), lot), serial).Serial.ShouldNotBeNull($"{serial} is ours").Counter);
    }
}
