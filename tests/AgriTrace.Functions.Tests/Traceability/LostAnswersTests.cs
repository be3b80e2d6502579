using AgriTrace.Infra.Operations;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>Storage fails in the middle of a record. These tests have an Azurite and a host of their own.</summary>
public sealed class LostAnswersTests : IAsyncLifetime
{
    private readonly PrivateAzurite azurite = new();
    private readonly ShiftedClock clock = new();
    private TestHost host = null!;
    private Given given = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await azurite.InitializeAsync();
        host = await TestHost.Start(azurite.ConnectionString, change: options => options with
        {
            Services = options.Services + (services => services.AddSingleton<TimeProvider>(clock)),
        });
        given = await Given.Cooperative(host, Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await azurite.DisposeAsync();
    }

    [Theory]
    [InlineData(Fault.Failed, "Lots", true)]
    [InlineData(Fault.FailedButStored, "Lots", true)]
    [InlineData(Fault.Failed, "$batch", true)]
    [InlineData(Fault.FailedButStored, "$batch", true)]
    [InlineData(Fault.FailedButStored, "Lots", false)]
    [InlineData(Fault.FailedButStored, "$batch", false)]
    public async Task After_a_lost_answer_the_same_request_succeeds_and_counts_once(Fault fault, string where, bool withKey)
    {
        (string, string)[] headers = withKey ? [("Idempotency-Key", "k1")] : [];
        host.Faults.Break(fault, request => IsWriteTo(request, where));

        await given.FarmerUt.PostLot(given, given.Harvest(), headers).Problem(503, "storage-unavailable");
        var lot = await given.FarmerUt.PostLot(given, given.Harvest(), headers).Json(201);

        (await given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem().Received.ShouldBe(500_000);
        (await given.TraceRecord())["stages"]!.AsArray().ShouldHaveSingleItem()!.Text("eventId").ShouldBe(lot.Text("eventId"));
    }

    [Fact]
    public async Task A_step_whose_answer_was_lost_is_recorded_once()
    {
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        host.Faults.Break(Fault.FailedButStored, request => IsWriteTo(request, "$batch"));

        await given.Admin.PostEvent(given, given.Step("ship"), ("Idempotency-Key", "k2")).Problem(503, "storage-unavailable");
        await given.Admin.PostEvent(given, given.Step("ship"), ("Idempotency-Key", "k2")).Json(201);

        await Swept();
        await Eventually.Holds(async () => (await given.TraceRecord())["stages"]!.AsArray().Count == 2, "the shipping shows once", Cancel);
    }

    [Fact]
    public async Task An_event_whose_message_was_lost_shows_after_the_sweep()
    {
        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        await given.TraceRecord();
        host.Faults.Break(Fault.Failed, request => request.Method == RequestMethod.Post && request.Uri.Path.EndsWith("/messages", StringComparison.Ordinal));

        await given.Admin.PostEvent(given, given.Step("ship")).Json(201);

        await Swept();
        await Eventually.Holds(async () => (await given.TraceRecord())["stages"]!.AsArray().Count == 2, "the shipping shows", Cancel);
    }

    [Fact]
    public async Task An_index_that_breaks_halfway_is_done_again()
    {
        host.Faults.Break(Fault.Failed, request => IsWriteTo(request, "Events"));
        host.Faults.Break(Fault.FailedButStored, request => IsWriteTo(request, "Events"));

        await given.Admin.PostLot(given, given.Harvest()).Json(201);
        await given.Admin.PostEvent(given, given.Step("ship")).Json(201);

        await Eventually.Holds(async () => (await given.TraceRecord())["stages"]!.AsArray().Count == 2, "both show", Cancel);
    }

    /// <summary>Sends what waits in outboxes; the timer may be faster.</summary>
    private async Task Swept()
    {
        clock.Ahead = TimeSpan.FromMinutes(1);
        await host.Services.GetRequiredService<Outboxes>().Sweep(Cancel);
    }

    private static bool IsWriteTo(Request request, string where) =>
        request.Method == RequestMethod.Post && request.Uri.Path.EndsWith(where, StringComparison.Ordinal);
}
