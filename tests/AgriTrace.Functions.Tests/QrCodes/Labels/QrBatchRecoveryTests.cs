using System.Text.Json.Nodes;
using AgriTrace.Domain.Operations;
using AgriTrace.Functions.Operations;
using AgriTrace.Functions.Tests.Traceability;
using AgriTrace.Infra.Operations;
using Azure.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.QrCodes.Labels;

/// <summary>A print run that breaks in the middle ends as one that did not. These tests have an Azurite and hosts of their own.</summary>
public sealed class QrBatchRecoveryTests : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();
    private TestHost host = null!;
    private Given given = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        host = await TestHost.Start(azurite.ConnectionString);
        given = await Given.Cooperative(host, Cancel);
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
    }

    [Fact]
    public async Task A_host_that_ends_in_the_middle_leaves_a_run_that_the_next_one_ends_without_doubling_or_skipping_a_serial()
    {
        var files = 0;
        host.Faults.Break(Fault.Hangs, request => IsFile(request) && ++files == 3);
        var run = await given.OrderLabels(given.Order(3_500, format: "png")).Json(202);
        await Eventually.Holds(async () => (await given.PrintRun(run.Text("id")))["done"]!.GetValue<int>() == 2_000, "two files are there", Cancel);
        (await given.PrintRun(run.Text("id")))["files"]!.AsArray().Count.ShouldBe(2, "of a run in the middle those are shown that are whole");
        await host.DisposeAsync();

        var clock = new ShiftedClock { Ahead = Job.LostAfter + TimeSpan.FromSeconds(1) };
        host = await TestHost.Start(azurite.ConnectionString, change: options => options with { Services = options.Services + (services => services.AddSingleton<TimeProvider>(clock)) });
        given = new Given(host, given.Coop, given.Gtin);
        await ActivatorUtilities.CreateInstance<SweepJobs>(host.Services).Run(new TimerInfo(), Cancel);
        var printed = await given.Printed(run);

        await IsWhole(printed, 3_500);
    }

    [Theory]
    [InlineData(Fault.Failed, 1)]
    [InlineData(Fault.FailedButStored, 1)]
    [InlineData(Fault.Failed, 2)]
    [InlineData(Fault.FailedButStored, 2)]
    public async Task A_file_that_failed_or_whose_answer_was_lost_is_there_once(Fault fault, int file)
    {
        var files = 0;
        host.Faults.Break(fault, request => IsFile(request) && ++files == file);

        await IsWhole(await given.Printed(await given.OrderLabels(given.Order(1_200, "sequential", "png")).Json(202)), 1_200);
    }

    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task Numbers_whose_taking_failed_or_whose_answer_was_lost_are_taken_once(Fault fault)
    {
        var batches = 0;
        // The order, its job, and then the numbers.
        host.Faults.Break(fault, request => request.Uri.Path.EndsWith("/$batch", StringComparison.Ordinal) && ++batches == 3);

        await IsWhole(await given.Printed(await given.OrderLabels(given.Order(20, format: "png")).Json(202)), 20);
    }

    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task An_order_that_failed_or_whose_answer_was_lost_is_one_order_when_it_is_repeated(Fault fault)
    {
        var batches = 0;
        for (var broken = 1; broken <= 2; broken++)
        {
            var which = broken;
            batches = 0;
            host.Faults.Break(fault, request => request.Uri.Path.EndsWith("/$batch", StringComparison.Ordinal) && ++batches == which);
            var key = "k" + which;
            await given.OrderLabels(given.Order(5, "none", "png"), key).Problem(503, "storage-unavailable");
            host.Faults.Heal();
            await SweptAndPrinted(await given.OrderLabels(given.Order(5, "none", "png"), key).Json(202));
        }

        (await given.Admin.GetAsync(given.PrintRuns(), Cancel).Json(200))["items"]!.AsArray().Count.ShouldBe(2);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await azurite.DisposeAsync();
    }

    /// <summary>A message that a lost answer left in the outbox is sent by a timer, whose turn may come after our patience.</summary>
    private async Task SweptAndPrinted(JsonNode run) => await Eventually.Holds(async () =>
    {
        await host.Services.GetRequiredService<Outboxes>().Sweep(Cancel);
        return (await given.PrintRun(run.Text("id"))).Text("state") == "succeeded";
    }, "the labels are printed", Cancel);

    private async Task IsWhole(JsonNode printed, int count)
    {
        printed["done"]!.GetValue<int>().ShouldBe(count);
        given.Counters(host, await printed.Serials()).ShouldBe(Enumerable.Range(0, count).Select(number => (long)number), "each number once, in order");
    }

    private static bool IsFile(Request request) => request.Method == RequestMethod.Put && request.Uri.Path.Contains("/labels/", StringComparison.Ordinal);
}
