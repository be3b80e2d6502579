using System.Globalization;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using AgriTrace.Local.Doubles;
using AgriTrace.Local.Emulator;
using AgriTrace.Local.Hosting;
using AgriTrace.Testing.Fuzz;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Bench;

/// <summary>Sends a host of its own whatever nobody should, and tells what it answered that it must not. Not a measure: the aim is nothing found.</summary>
internal static class FuzzBench
{
    private const int DefaultSeed = 1, DefaultRequests = 20_000;

    public static async Task<int> Run(string[] options)
    {
        var (seed, requests) = (DefaultSeed, DefaultRequests);
        for (var index = 0; index < options.Length; index += 2)
        {
            if (index + 1 == options.Length || !int.TryParse(options[index + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return Report.Fail($"fuzz takes --seed N and --requests N.");
            if (options[index] == "--seed") seed = number;
            else if (options[index] == "--requests") requests = number;
            else return Report.Fail($"fuzz does not know {options[index]}.");
        }

        var (root, data) = (BenchHost.Root, Directory.CreateTempSubdirectory("agritrace-bench-").FullName);
        var started = await AzuriteFolder.StartOrJoin(
            new AzuriteOptions { Folder = data, InMemory = true, Ports = AzuritePorts.Any, PackageFolder = Path.Combine(root, "local", "azurite") }, CancellationToken.None);
        if (!started.Try(out var azurite, out var error)) return Report.Fail(error.Detail);
        await using (azurite)
        {
            await using var stripe = await StripeDouble.Start(new StripeDoubleOptions(), CancellationToken.None);
            if (!(await Start(root, azurite.ConnectionString, stripe)).Try(out var host, out error)) return Report.Fail(error.Detail);
            await using (host) return await Fuzz(host, seed, requests);
        }
    }

    private static async Task<int> Fuzz(EmbeddedHost host, int seed, int requests)
    {
        var tokens = host.Services.GetRequiredService<Tokens>();
        var report = await Fuzzer.Run(
            host.BaseUrl, (role, coop, member) => tokens.Issue(new Caller(role, coop, member), TimeSpan.FromHours(2)).Value, seed, requests, CancellationToken.None);
        foreach (var finding in report.Findings) Console.WriteLine(finding + "\n");
        var rows = report.Statuses.Select(status => (status.Key == 0 ? "no answer" : $"answers {status.Key}", (double)status.Value)).Prepend(("seed", seed)).ToArray();
        return Report.Done("fuzz", rows, report.Findings.Count, "nothing found", report.Findings.Count == 0);
    }

    private static Task<Domain.Result<EmbeddedHost>> Start(string root, string storage, StripeDouble stripe)
    {
        var settings = LocalSettings.ReadFile(Path.Combine(root, LocalSettings.Sample), _ => null).Value.ToDictionary();
        settings["AzureWebJobsStorage"] = storage;
        foreach (var limit in (string[])["Public", "Caller", "Costly", "FailedSignIns", "Webhooks", "Orders"]) settings[$"AgriTrace:Limits:{limit}:Burst"] = "10000000";
        return EmbeddedHost.Start(new EmbeddedHostOptions { HostJson = HostJson.Read(Path.Combine(root, "host.json")).Value, Settings = stripe.SettingsOver(settings) }, CancellationToken.None);
    }
}
