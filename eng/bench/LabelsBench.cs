using System.Diagnostics;
using System.Globalization;
using System.Text;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.Traceability;
using AgriTrace.Local.Hosting;
using QRCoder;

namespace AgriTrace.Bench;

/// <summary>
/// Labels a second over HTTP, from the order until the last sheet lies in storage, against QRCoder that makes as many codes as SVG and
/// nothing else, on one thread; ours makes codes on all cores. Then 100,000 in one order: the memory that takes, and whether every serial is ours and there once.
/// </summary>
internal static class LabelsBench
{
    private const double Aim = 0.7, MostMemory = 300;
    private const int Rounds = 3, Labels = 10_000, Many = 100_000;
    private const string Gtin = "09521234000013", Lot = "L1";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<int> Run()
    {
        await using var azurite = await CaptureBenchHost.Azurite();
        await using var host = new CaptureBenchHost(BenchHost.FreePort(), azurite.ConnectionString);
        await host.Start();
        using var client = new CaptureBenchClient(host.Url);
        await Furnish(client);
        var codec = Codec();

        var (ours, theirs) = (new List<double>(), new List<double>());
        await Print(client, Labels, "warm");
        Bare(codec);
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Labels / (await Print(client, Labels, $"round-{round}")).Seconds);
            theirs.Add(Bare(codec));
        }

        var before = host.PeakMemory();
        var (id, seconds) = await Print(client, Many, "many");
        var peak = host.PeakMemory();
        var serials = await Serials(client, id);
        var distinct = serials.Distinct().Count(serial => codec.Read(new LotId(new ProductId(Gtin), Lot), serial).Verdict == SerialVerdict.Ours);
        // Of the large order: of a small one, a second is the wait for the queue to be looked at.
        var ratio = Many / seconds / Report.Median(theirs);
        return Report.Done(
            "labels",
            [
                ("labels a second, of 10,000", Report.Median(ours)), ("QRCoder alone, codes a second", Report.Median(theirs)),
                ("labels a second, of 100,000", Many / seconds), ("peak memory before those, MiB", before), ("peak memory after, MiB", peak),
                ("labels on the sheets", serials.Count), ("distinct and ours", distinct),
            ],
            ratio, $"at least {Aim:0.0}, under {MostMemory:0} MiB, each serial once", ratio >= Aim && peak < MostMemory && distinct == Many && serials.Count == Many);
    }

    private static async Task Furnish(CaptureBenchClient client)
    {
        await client.Found();
        await client.Put("members/ut", """{"name":"Nguyễn Văn Út","role":"farmer"}""");
        await client.Put("plots/vuon", """{"name":"Vườn","kind":"plot","member":"ut","hectares":1,"geometry":{"type":"Point","coordinates":[105.82,10.04]}}""");
        await client.Put($"products/{Gtin}", """{"name":{"vi":"Bưởi Năm Roi","en":"Nam Roi pomelo"},"unit":"KGM","shelfLifeDays":30}""");
        var harvested = DateTimeOffset.UtcNow.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        await client.Post("lots", $$"""{"gtin":"{{Gtin}}","lot":"{{Lot}}","plot":"vuon","member":"ut","quantity":{"value":100,"unit":"KGM"},"harvestedAt":"{{harvested}}"}""");
    }

    private static async Task<(string Id, double Seconds)> Print(CaptureBenchClient client, int count, string key)
    {
        var begun = Stopwatch.GetTimestamp();
        var order = $$"""{"gtin":"{{Gtin}}","lot":"{{Lot}}","count":{{count}},"serials":"random","format":"pdf","layout":"a4-24","netWeight":{"value":1.2,"unit":"KGM"} }""";
        var id = (await client.Post("qr-batches", order, key)).GetProperty("id").GetString()!;
        while (true)
        {
            var run = await client.Get("qr-batches/" + id);
            if (run.GetProperty("state").GetString() == "failed") throw new InvalidOperationException("The labels were not printed: " + run);
            if (run.GetProperty("state").GetString() == "succeeded") return (id, Stopwatch.GetElapsedTime(begun).TotalSeconds);
            await Task.Delay(Pause);
        }
    }

    /// <returns>Codes a second.</returns>
    private static double Bare(SerialCodec codec)
    {
        var lot = new LotId(new ProductId(Gtin), Lot);
        var links = Enumerable.Range(0, Labels).Select(number => new ItemId(lot, codec.Write(lot, new ItemSerial(SerialKind.Random, number))).DigitalLink(new Uri("http://localhost:7071"))).ToArray();
        var begun = Stopwatch.GetTimestamp();
        foreach (var link in links)
        {
            using var generator = new QRCodeGenerator();
            using var data = generator.CreateQrCode(link, QRCodeGenerator.ECCLevel.M);
            using var svg = new SvgQRCode(data);
            svg.GetGraphic(pixelsPerModule: 10);
        }

        return Labels / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    /// <summary>As they stand on the sheets.</summary>
    private static async Task<IReadOnlyList<string>> Serials(CaptureBenchClient client, string id)
    {
        using var anyone = new HttpClient();
        var serials = new List<string>();
        foreach (var file in (await client.Get("qr-batches/" + id)).GetProperty("files").EnumerateArray())
        {
            var text = await Words(await anyone.GetByteArrayAsync(file.GetProperty("url").GetString()!));
            serials.AddRange(text.Split('\n').Where(line => line.StartsWith("(21)", StringComparison.Ordinal)).Select(line => line[4..].Trim()));
        }

        return serials;
    }

    private static async Task<string> Words(byte[] pdf)
    {
        using var reader = Process.Start(new ProcessStartInfo("pdftotext", ["-raw", "-", "-"]) { RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 })
            ?? throw new InvalidOperationException("pdftotext did not start.");
        var text = reader.StandardOutput.ReadToEndAsync();
        await reader.StandardInput.BaseStream.WriteAsync(pdf);
        reader.StandardInput.Close();
        await reader.WaitForExitAsync();
        return await text;
    }

    /// <summary>With the key that the host has.</summary>
    private static SerialCodec Codec()
    {
        var word = LocalSettings.Read(BenchHost.Root).Value["AgriTrace:Labels:LocalKey"]!;
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var number = int.Parse(word.AsSpan(0, colon), CultureInfo.InvariantCulture);
        return new SerialCodec(new Dictionary<int, byte[]> { [number] = Convert.FromBase64String(word[(colon + 1)..]) }, number);
    }
}
