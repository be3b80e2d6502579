using AgriTrace.Domain;
using AgriTrace.Functions;
using AgriTrace.Infra.Identity;
using AgriTrace.Local.Doubles;
using AgriTrace.Local.Emulator;
using AgriTrace.Local.Hosting;
using AgriTrace.Local.Seed;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace AgriTrace.Local.Commands;

/// <summary><c>./dev run</c>: the functions on this machine, until Ctrl-C.</summary>
internal static class RunCommand
{
    private const string DevelopmentStorage = "UseDevelopmentStorage=true";

    public static async Task<int> Execute(IReadOnlyList<string> words)
    {
        if (words is ["--help" or "-h" or "help", ..]) return Terminal.Help(RunOptions.Help);
        if (!RunOptions.Parse(words).Try(out var options, out var error)) return Terminal.Fail(error);
        if (!LocalSettings.Read(LocalPaths.Root).Try(out var values, out error)) return Terminal.Fail(error);
        if (!HostJson.Read(LocalPaths.HostJson).Try(out var hostJson, out error)) return Terminal.Fail(error);

        if (HostErrors.OfPort(options.Port) is { } noPort) return Terminal.Fail(noPort);

        var settings = values.ToDictionary();
        if (options.Port != RunOptions.DefaultPort) settings["AgriTrace:PublicUrl"] = $"http://localhost:{options.Port}";
        await using var azurite = await Emulator(options, settings);
        if (azurite.Failure is not null) return Terminal.Fail(azurite.Failure);

        await using var stripe = await PaymentDouble(options, settings);
        var started = await EmbeddedHost.Start(new EmbeddedHostOptions
        {
            HostJson = hostJson,
            Settings = stripe?.SettingsOver(settings) ?? settings,
            Port = options.Port,
            Logging = Log,
        }, CancellationToken.None);
        if (!started.Try(out var host, out error)) return Terminal.Fail(error);

        await using (host)
        await using (host.Stopping.Register(() => Console.WriteLine("Stopping: finishing what is in flight.")))
        {
            var card = options.Seed ? await Seed(host) : null;
            Announce(host, card, azurite.Words, stripe is null ? "Stripe" : $"a double of Stripe at {stripe.BaseUrl}", options);
            await host.WaitForShutdown(CancellationToken.None);
        }

        return 0;
    }

    /// <summary>Brings storage up where the settings ask for the emulator, and writes its address into them.</summary>
    private static async Task<Storage> Emulator(RunOptions options, Dictionary<string, string?> settings)
    {
        if (!IsDevelopmentStorage(settings.GetValueOrDefault("AzureWebJobsStorage"))) return new Storage(null, null, "the account of AzureWebJobsStorage");
        var folder = options.Data ?? LocalPaths.DefaultData;
        var started = await AzuriteFolder.StartOrJoin(new AzuriteOptions
        {
            Folder = folder,
            PackageFolder = LocalPaths.AzuritePackage,
            AcceptOther = options.Data is null,
            Progress = Console.WriteLine,
        }, CancellationToken.None);
        if (!started.Try(out var azurite, out var error)) return new Storage(null, error, string.Empty);

        settings["AzureWebJobsStorage"] = azurite.ConnectionString;
        return new Storage(azurite, null, Describe(azurite, folder));
    }

    private static bool IsDevelopmentStorage(string? connection) =>
        string.Equals(connection?.Trim().TrimEnd(';').TrimEnd(), DevelopmentStorage, StringComparison.OrdinalIgnoreCase);

    private static string Describe(AzuriteFolder azurite, string folder)
    {
        var where = $"Azurite at 127.0.0.1, blobs {azurite.Ports.Blob}, queues {azurite.Ports.Queue}, tables {azurite.Ports.Table}";
        if (azurite.ProcessId == 0) return $"{where}: one of your own, which was there before and goes on; its data is where you told it";
        return $"{where}; data in {folder}{(azurite.Joined ? ", shared with another host on it" : string.Empty)}";
    }

    /// <summary>Without its demonstration the host is as good; the cause is told, and nothing stops.</summary>
    /// <returns>A sign-in card of the demonstration's admin; null where there is none.</returns>
    private static async Task<Uri?> Seed(EmbeddedHost host)
    {
        try
        {
            using var demonstration = new Demonstration(host.BaseUrl, host.Services.GetRequiredService<Tokens>(), TimeProvider.System);
            if (await demonstration.Plant(CancellationToken.None)) Console.WriteLine("A demonstration cooperative was planted; --no-seed leaves it out.");
            return await demonstration.AdminCard(CancellationToken.None);
        }
        catch (HttpRequestException exception)
        {
            Console.Error.WriteLine($"agritrace: the demonstration could not be planted: {exception.Message}");
            return null;
        }
    }

    /// <summary>Stands in for Stripe where no key is set, so that a card order can be paid on this machine.</summary>
    private static async Task<StripeDouble?> PaymentDouble(RunOptions options, Dictionary<string, string?> settings) =>
        settings.GetValueOrDefault("AgriTrace:Stripe:ApiKey") is { Length: > 0 }
            ? null
            : await StripeDouble.Start(new StripeDoubleOptions { WebhookUrl = new Uri($"http://localhost:{options.Port}/api/webhooks/stripe") }, CancellationToken.None);

    private static void Log(ILoggingBuilder logging)
    {
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.TimestampFormat = "HH:mm:ss ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
    }

    private static void Announce(EmbeddedHost host, Uri? card, string storage, string cards, RunOptions options)
    {
        var url = $"http://localhost:{options.Port}";
        Console.WriteLine();
        foreach (var function in host.Functions.Where(function => function.Route != Functions.Http.HttpRoutes.CatchAll))
            Console.WriteLine($"  {function.Name,-24} {Describe(function, url)}");
        Console.WriteLine();
        Console.WriteLine($"Storage: {storage}");
        Console.WriteLine($"Cards: {cards}");
        if (card is not null) Console.WriteLine($"Sign in as the demonstration's admin, once and within 15 minutes: {card}");
        Console.WriteLine($"AgriTrace is at {url}/  (Ctrl-C stops it)");
    }

    private static string Describe(FunctionEntry function, string url) => function switch
    {
        { Http: { } http } => $"{string.Join(',', http.Methods ?? ["any"]).ToUpperInvariant()} {url}/{(function.Route.StartsWith("{ignored", StringComparison.Ordinal) ? string.Empty : function.Route)}",
        { Queue: { } queue } => $"queue {queue.QueueName}",
        { Timer: { } timer } => $"timer {timer.Schedule}",
        _ => string.Empty,
    };

    /// <param name="Failure">Why there is no storage; null when there is.</param>
    /// <param name="Words">Where the data is, for the terminal.</param>
    private sealed record Storage(AzuriteFolder? Azurite, Error? Failure, string Words) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Azurite?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
