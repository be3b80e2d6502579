using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using AgriTrace.Local.Emulator;

namespace AgriTrace.Bench;

/// <summary>How a well-behaved client fares while others call ten times as often as they may, on the same cores; against itself in a calm hour.</summary>
internal static class FloodBench
{
    private const double Aim = 3;
    private const string ScanPage = "/trace/01/09521234000013/10/BNR-2611A", Listings = "/api/listings?coop=htx-song-hau";

    /// <summary>Ten times what one address may call by default, a second.</summary>
    private const int FloodPerSecond = 1_000;

    private const string Ready = "ready";

    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(5), Calm = TimeSpan.FromSeconds(10), Flood = TimeSpan.FromSeconds(60), Burst = TimeSpan.FromSeconds(3), Pause = TimeSpan.FromMilliseconds(20);
    private static readonly IPAddress Own = IPAddress.Loopback;
    private static readonly string[] Flooders = ["127.0.0.2", "127.0.0.3"];

    public static async Task<int> Run()
    {
        var data = Directory.CreateTempSubdirectory("agritrace-bench-").FullName;
        var started = await AzuriteFolder.StartOrJoin(
            new AzuriteOptions { Folder = data, InMemory = true, Ports = AzuritePorts.Any, PackageFolder = Path.Combine(BenchHost.Root, "local", "azurite") }, CancellationToken.None);
        if (!started.Try(out var azurite, out var error)) return Report.Fail(error.Detail);
        await using (azurite)
        {
            var port = BenchHost.FreePort();
            using var host = Process.Start(BenchHost.Ours(port, azurite.ConnectionString)) ?? throw new InvalidOperationException("The process did not start.");
            // Nobody reads what it says, and a full pipe would stop it.
            host.BeginOutputReadLine();
            host.BeginErrorReadLine();
            try
            {
                return await Measure(port);
            }
            finally
            {
                host.Kill();
                await host.WaitForExitAsync();
            }
        }
    }

    /// <summary>The flood, in a process of its own: one that shared a runtime with the client would slow it by itself. Prints a line a status.</summary>
    public static async Task<int> Pour(string[] options)
    {
        var (port, seconds) = (int.Parse(options[0], CultureInfo.InvariantCulture), int.Parse(options[1], CultureInfo.InvariantCulture));
        var counts = new ConcurrentDictionary<int, int>();
        // What a process costs that has only begun, is no part of a flood. Probes are not counted against anybody.
        await Task.WhenAll(Flooders.Select(address => Pour(port, IPAddress.Parse(address), "/health", FloodPerSecond / Flooders.Length, Warm, new())));
        Console.WriteLine(Ready);
        await Task.WhenAll(Flooders.Select(address => Pour(port, IPAddress.Parse(address), ScanPage, FloodPerSecond / Flooders.Length, TimeSpan.FromSeconds(seconds), counts)));
        foreach (var (status, count) in counts.OrderBy(one => one.Key)) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status} {count}"));
        return 0;
    }

    private static async Task<int> Measure(int port)
    {
        await BenchHost.FirstAnswer(port, ScanPage);
        await Visit(port, Warm);
        var calm = await Visit(port, Calm);

        using var flood = Process.Start(BenchHost.Dotnet(typeof(FloodBench).Assembly.Location, "flood-pour", $"{port}", $"{Flood.TotalSeconds}")) ?? throw new InvalidOperationException("The flood did not start.");
        try
        {
            if (await flood.StandardOutput.ReadLineAsync() != Ready) throw new InvalidOperationException("The flood did not begin.");
            var flooded = await Visit(port, Flood);
            var poured = Counts(await flood.StandardOutput.ReadToEndAsync());
            await flood.WaitForExitAsync();
            return Tell(calm, flooded, poured);
        }
        finally
        {
            if (!flood.HasExited) flood.Kill();
        }
    }

    private static int Tell(Visits calm, Visits flooded, Dictionary<int, int> poured)
    {
        int Poured(Func<int, bool> status) => poured.Where(one => status(one.Key)).Sum(one => one.Value);
        var ratio = flooded.At(0.95) / calm.At(0.95);
        var holds = ratio <= Aim && flooded.Failed == 0 && Poured(status => status >= 500) == 0;
        return Report.Done("flood",
        [
            ("calm, p50", calm.At(0.5)), ("calm, p95", calm.At(0.95)),
            ("in the flood, p50", flooded.At(0.5)), ("in the flood, p95", flooded.At(0.95)),
            // Until the flood has used up what an address may call at once, all of it is served.
            ("in its first 3 s, p95", flooded.First(Burst).At(0.95)), ("after them, p95", flooded.After(Burst).At(0.95)),
            ("calls of the client", flooded.Times.Count), ("of these not 200", flooded.Failed),
            ("flood: calls", Poured(_ => true)), ("flood: 200", Poured(status => status == 200)), ("flood: 429", Poured(status => status == 429)),
            ("flood: 5xx", Poured(status => status >= 500)), ("flood: no answer", Poured(status => status == 0)),
        ], ratio, "at most 3, all the client's calls good", holds);
    }

    private static Dictionary<int, int> Counts(string lines) => lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split(' ')).ToDictionary(parts => int.Parse(parts[0], CultureInfo.InvariantCulture), parts => int.Parse(parts[1], CultureInfo.InvariantCulture));

    /// <summary>One call each 20 ms, in turn of a scan page and the listings, whether the one before has ended or not.</summary>
    private static async Task<Visits> Visit(int port, TimeSpan length)
    {
        using var client = From(Own, port, connections: 50);
        var (begun, pending) = (Stopwatch.GetTimestamp(), new List<Task<(double, int)>>());
        for (var index = 0; Pause * index < length; index++)
        {
            if (Pause * index - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } early) await Task.Delay(early);
            pending.Add(Ask(client, index % 2 == 0 ? ScanPage : Listings));
        }

        var done = await Task.WhenAll(pending);
        return new Visits([.. done.Select(one => one.Item1)], done.Count(one => one.Item2 != 200));
    }

    private static async Task Pour(int port, IPAddress address, string path, int perSecond, TimeSpan length, ConcurrentDictionary<int, int> counts)
    {
        const int workers = 16;
        using var client = From(address, port, workers);
        var (begun, sent) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(begun) is var now && now < length)
            {
                var due = TimeSpan.FromSeconds((double)Interlocked.Increment(ref sent) / perSecond);
                if (due > now) await Task.Delay(due - now);
                var (_, status) = await Ask(client, path);
                counts.AddOrUpdate(status, 1, (_, count) => count + 1);
            }
        }));
    }

    /// <returns>Milliseconds and status; status 0 for no answer.</returns>
    private static async Task<(double, int)> Ask(HttpClient client, string path)
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            using var answer = await client.GetAsync(path);
            return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, (int)answer.StatusCode);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, 0);
        }
    }

    private static HttpClient From(IPAddress address, int port, int connections) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = connections,
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(IPAddress.Loopback, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{port}"),
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <param name="Times">One each <see cref="Pause"/>, in the order of asking.</param>
    private sealed record Visits(IReadOnlyList<double> Times, int Failed)
    {
        public double At(double share) => Times.Order().ElementAt((int)(Times.Count * share));

        public Visits First(TimeSpan length) => this with { Times = [.. Times.Take((int)(length / Pause))] };

        public Visits After(TimeSpan length) => this with { Times = [.. Times.Skip((int)(length / Pause))] };
    }
}
