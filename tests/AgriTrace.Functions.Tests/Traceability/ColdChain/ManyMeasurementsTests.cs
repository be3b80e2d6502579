using AgriTrace.Functions.Tests.Traceability.Epcis;
using AgriTrace.Infra.Storage;
using Azure.Core;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.ColdChain;

/// <summary>A logger that reports every ten seconds for more than a day. A host of its own, whose writes are counted wherever they come from.</summary>
public sealed class ManyMeasurementsTests : IAsyncLifetime
{
    private const int Documents = 20, InEach = 500;

    private readonly PrivateAzurite azurite = new();
    private readonly Writes writes = new();
    private TestHost host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        host = await TestHost.Start(azurite.ConnectionString, change: options => options with
        {
            Services = options.Services + (services => services.AddSingleton(new StorageSettings(azurite.ConnectionString) { Policies = [writes] })),
        });
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await azurite.DisposeAsync();
    }

    [Fact]
    public async Task Ten_thousand_measurements_are_one_small_record_that_was_made_a_few_times_and_is_read_at_once()
    {
        var given = await Given.Cooperative(host, Cancel);
        await given.WantsCold().Json(200);
        await given.FarmerUt.PostLot(given, given.Harvest()).Json(201);
        await given.Admin.Kept(Measurements.Document(given, 0, 10));
        await Shows(given, 10);
        var small = await Size(given);
        writes.Records = 0;

        for (var number = 0; number < Documents; number++) await given.Admin.Kept(Measurements.Document(given, number * InEach, InEach));

        await Shows(given, Documents * InEach);
        writes.Records.ShouldBeLessThanOrEqualTo(Documents + 1, "each document asks for one at most");
        (await Size(given)).ShouldBeLessThan(small + 100, "the summary does not grow, but for its numbers");
    }

    private static async Task<int> Size(Given given) => (await given.TraceRecord()).ToJsonString().Length;

    private static Task Shows(Given given, int count) =>
        Eventually.Holds(async () => (await given.TraceRecord())["coldChain"]?["measurements"]?.GetValue<int>() == count, $"{count} measurements show", Cancel);

    /// <summary>Counts how often a trace record is written.</summary>
    private sealed class Writes : HttpPipelineSynchronousPolicy
    {
        private int records;

        public int Records
        {
            get => records;
            set => records = value;
        }

        public override void OnSendingRequest(HttpMessage message)
        {
            if (message.Request.Method == RequestMethod.Put && message.Request.Uri.Path.Contains("/documents/trace/", StringComparison.Ordinal)) Interlocked.Increment(ref records);
        }
    }
}
