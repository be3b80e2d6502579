using AgriTrace.Infra.Operations;
using Azure.Core;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>Storage fails in the middle of a record. These tests have an Azurite and a host of their own.</summary>
public sealed class LostAnswersTests : PrivateHostTests
{
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
        Host.Faults.Break(fault, request => IsWriteTo(request, where));

        await Given.FarmerUt.PostLot(Given, Given.Harvest(), headers).Problem(503, "storage-unavailable");
        var lot = await Given.FarmerUt.PostLot(Given, Given.Harvest(), headers).Json(201);

        (await Given.Board(Cancel)).Lots.Values.ShouldHaveSingleItem().Received.ShouldBe(500_000);
        (await Given.TraceRecord())["stages"]!.AsArray().ShouldHaveSingleItem()!.Text("eventId").ShouldBe(lot.Text("eventId"));
    }

    [Fact]
    public async Task A_step_whose_answer_was_lost_is_recorded_once()
    {
        await Given.Admin.PostLot(Given, Given.Harvest()).Json(201);
        Host.Faults.Break(Fault.FailedButStored, request => IsWriteTo(request, "$batch"));

        await Given.Admin.PostEvent(Given, Given.Step("ship"), ("Idempotency-Key", "k2")).Problem(503, "storage-unavailable");
        await Given.Admin.PostEvent(Given, Given.Step("ship"), ("Idempotency-Key", "k2")).Json(201);

        await Swept();
        await Eventually.Holds(async () => (await Given.TraceRecord())["stages"]!.AsArray().Count == 2, "the shipping shows once", Cancel);
    }

    [Fact]
    public async Task An_event_whose_message_was_lost_shows_after_the_sweep()
    {
        await Given.Admin.PostLot(Given, Given.Harvest()).Json(201);
        await Given.TraceRecord();
        Host.Faults.Break(Fault.Failed, request => request.Method == RequestMethod.Post && request.Uri.Path.EndsWith("/messages", StringComparison.Ordinal));

        await Given.Admin.PostEvent(Given, Given.Step("ship")).Json(201);

        await Swept();
        await Eventually.Holds(async () => (await Given.TraceRecord())["stages"]!.AsArray().Count == 2, "the shipping shows", Cancel);
    }

    [Fact]
    public async Task An_index_that_breaks_halfway_is_done_again()
    {
        Host.Faults.Break(Fault.Failed, request => IsWriteTo(request, "Events"));
        Host.Faults.Break(Fault.FailedButStored, request => IsWriteTo(request, "Events"));

        await Given.Admin.PostLot(Given, Given.Harvest()).Json(201);
        await Given.Admin.PostEvent(Given, Given.Step("ship")).Json(201);

        await Eventually.Holds(async () => (await Given.TraceRecord())["stages"]!.AsArray().Count == 2, "both show", Cancel);
    }

    /// <summary>Sends what waits in outboxes; the timer may be faster.</summary>
    private async Task Swept()
    {
        Clock.Ahead = TimeSpan.FromMinutes(1);
        await Host.Services.GetRequiredService<Outboxes>().Sweep(Cancel);
    }

    private static bool IsWriteTo(Request request, string where) =>
        request.Method == RequestMethod.Post && request.Uri.Path.EndsWith(where, StringComparison.Ordinal);
}
