using System.Globalization;
using System.Text.Json.Nodes;
using AgriTrace.Functions.Tests.Traceability.Epcis;
using AgriTrace.Infra.Storage;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.ColdChain;

/// <summary>A logger that reports every ten seconds for more than a day. A host of its own, whose writes are counted wherever they come from.</summary>
public sealed class ManyMeasurementsTests : IAsyncLifetime
{
    private const int Many = 10_000, Documents = 5, InEach = 20;

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

        await Measured(given, Many);
        for (var number = 1; number <= Documents; number++) await given.Admin.Kept(Measurements.Document(given, number * InEach, InEach));

        await Shows(given, Many + (Documents * InEach));
        writes.Records.ShouldBeLessThanOrEqualTo(Documents + 1, "each document asks for one at most");
        (await Size(given)).ShouldBeLessThan(small + 100, "the summary does not grow, but for its numbers");
    }

    private static async Task<int> Size(Given given) => (await given.TraceRecord()).ToJsonString().Length;

    /// <summary>As many rows of the index as that many measurements leave; to capture them takes an emulator minutes.</summary>
    private async Task Measured(Given given, int count)
    {
        var table = new TableClient(azurite.ConnectionString, "EventKeys");
        var known = await table.QueryAsync<TableEntity>("Sensor eq true", cancellationToken: Cancel).ToArrayAsync(Cancel);
        var rows = Enumerable.Range(known.Length, count - known.Length).Select(number => new TableEntity(known[0].PartitionKey, KeyOf(number))
        {
            ["Sensor"] = true,
            ["MinT"] = 4.5,
            ["MaxT"] = 4.5,
        });
        foreach (var batch in rows.Chunk(100)) await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Add, row)), Cancel);
    }

    private static string KeyOf(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{new DateTime(2026, 1, 21).AddSeconds(10 * number):yyyyMMddHHmmssfff}|{number:x64}");

    private static Task Shows(Given given, int count) => Eventually.Holds(
        async () => (await Body(given.Host.Anyone, given.TracePath() + "?format=json"))?["coldChain"]?["measurements"]?.GetValue<int>() == count, $"{count} measurements show", Cancel);

    private static async Task<JsonNode?> Body(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Cancel);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel)) : null;
    }

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
