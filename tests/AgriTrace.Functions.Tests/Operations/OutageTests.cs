using System.Net;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Operations;

/// <summary>Storage goes, and comes back. These tests have an Azurite and a host of their own.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await azurite.Start(inMemory: false);

    public ValueTask DisposeAsync() => azurite.DisposeAsync();

    [Fact]
    public async Task While_storage_is_gone_requests_get_503_and_afterwards_queues_go_on_with_nothing_restarted()
    {
        await using var host = await TestHost.Start(azurite.ConnectionString);
        var anOperator = host.As(Role.Operator);
        await anOperator.GetAsync("/api/operator/status", Cancel).Json(200);

        await azurite.Stop();
        (await host.Anyone.GetAsync("/health", Cancel)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await anOperator.GetAsync("/api/operator/status", Cancel).Problem(503, "storage-unavailable");

        await azurite.Start(inMemory: false);
        await Eventually.Holds(async () => (await host.Anyone.GetAsync("/health", Cancel)).IsSuccessStatusCode, "storage is back", Cancel);
        var job = (await anOperator.Post("/api/operator/storage-checks", "{}", Cancel)).Headers.Location!.ToString();
        await Eventually.Holds(async () => (await anOperator.GetAsync(job, Cancel).Json(200))["state"]!.GetValue<string>() == "succeeded", "queues go on", Cancel);
    }

    [Fact]
    public async Task Storage_that_came_back_empty_is_furnished_again_with_nothing_restarted()
    {
        await using var host = await TestHost.Start(azurite.ConnectionString);
        var tables = new TableServiceClient(azurite.ConnectionString);
        await foreach (var table in tables.QueryAsync(cancellationToken: Cancel)) await tables.DeleteTableAsync(table.Name, Cancel);

        // A timer may have noticed before anybody asks, and made some of them again while others went.
        var anOperator = host.As(Role.Operator);
        await Eventually.Holds(
            async () => (await host.Anyone.GetAsync("/health", Cancel)).IsSuccessStatusCode && (await anOperator.GetAsync("/api/operator/status", Cancel)).IsSuccessStatusCode,
            "the tables are there again", Cancel);
    }

    [Fact]
    public async Task Storage_that_takes_calls_and_never_answers_is_an_outage_like_any_other()
    {
        var faults = new Faults();
        await using var host = await TestHost.Start(azurite.ConnectionString, change: options => options with
        {
            Services = options.Services + (services => services.AddSingleton(
                new StorageSettings(azurite.ConnectionString) { Policies = [faults], CallTimeout = TimeSpan.FromSeconds(1) })),
        });
        faults.Break(Fault.Hangs, _ => true, times: int.MaxValue);

        (await host.Anyone.GetAsync("/health", Cancel)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await host.As(Role.Operator).GetAsync("/api/operator/status", Cancel).Problem(503, "storage-unavailable");
        await host.As(Role.Operator).Post("/api/operator/storage-checks", "{}", Cancel).Problem(503, "storage-unavailable");

        faults.Heal();
        await host.As(Role.Operator).GetAsync("/api/operator/status", Cancel).Json(200);
    }

    [Fact]
    public async Task A_message_whose_sending_failed_after_the_commit_is_sent_by_the_sweep()
    {
        var clock = new ShiftedClock();
        await using var host = await TestHost.Start(azurite.ConnectionString, change: options => options with
        {
            Services = options.Services + (services => services.AddSingleton<TimeProvider>(clock)),
        });
        host.Faults.Break(Fault.Failed, request => request.Uri.Path.Contains("/messages", StringComparison.Ordinal));

        var anOperator = host.As(Role.Operator);
        var job = (await anOperator.Post("/api/operator/storage-checks", "{}", Cancel)).Headers.Location!.ToString();
        var status = await anOperator.GetAsync("/api/operator/status", Cancel).Json(200);
        status["oldestUnsent"].ShouldNotBeNull("the status shows what waits");

        clock.Ahead = TimeSpan.FromMinutes(1);
        (await host.Services.GetRequiredService<Outboxes>().Sweep(Cancel)).ShouldBeInRange(0, 1, "the timer may have been faster");
        await Eventually.Holds(async () => (await host.As(Role.Operator).GetAsync(job, Cancel).Json(200))["state"]!.GetValue<string>() == "succeeded", "the job runs", Cancel);
    }
}
