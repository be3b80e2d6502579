using System.Diagnostics;
using AgriTrace.Local.Emulator;

namespace AgriTrace.Bench;

/// <summary>From process start to the first answered request, ours against an empty ASP.NET Core app, turn by turn in one run.</summary>
internal static class StartBench
{
    private const int Rounds = 9;
    private const double Aim = 3;

    public static async Task<int> Run()
    {
        var root = BenchHost.Root;
        var data = Directory.CreateTempSubdirectory("agritrace-bench-").FullName;
        var started = await AzuriteFolder.StartOrJoin(
            new AzuriteOptions { Folder = data, InMemory = true, Ports = AzuritePorts.Any, PackageFolder = Path.Combine(root, "local", "azurite") }, CancellationToken.None);
        if (!started.Try(out var azurite, out var error)) return Report.Fail(error.Detail);

        await using (azurite)
        {
            var (ours, empty) = (new List<double>(), new List<double>());
            for (var round = 0; round <= Rounds; round++)
            {
                var mine = await Measure(port => BenchHost.Ours(port, azurite.ConnectionString, "--no-seed"));
                var theirs = await Measure(port => Empty(root, port));
                if (round == 0) continue; // The first start reads the assemblies from disk.
                ours.Add(mine);
                empty.Add(theirs);
            }

            var (our, their) = (Report.Median(ours), Report.Median(empty));
            return Report.Done("start", [("AgriTrace, first answer", our), ("empty ASP.NET Core app, first answer", their)], our / their, "at most 3", our / their <= Aim);
        }
    }

    private static async Task<double> Measure(Func<int, ProcessStartInfo> prepare)
    {
        var port = BenchHost.FreePort();
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(prepare(port)) ?? throw new InvalidOperationException("The process did not start.");
        try
        {
            await BenchHost.FirstAnswer(port);
            return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static ProcessStartInfo Empty(string root, int port) =>
        BenchHost.Dotnet(Path.Combine(root, "eng", "bench", "EmptyApp", "bin", "Release", "net10.0", "EmptyApp.dll"), "--urls", $"http://127.0.0.1:{port}");
}
