using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Operations;
using AgriTrace.Functions.Operations;
using Azure.Core;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability.Epcis;

/// <summary>A capture that breaks in the middle ends as one that did not. These tests have an Azurite and a host of their own.</summary>
public sealed class CaptureRecoveryTests : PrivateHostTests
{
    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task What_broke_between_two_days_of_a_document_is_rolled_forward_without_its_sender(Fault fault)
    {
        var days = 0;
        Host.Faults.Break(fault, request => IsEventRow(request) && ++days == 2);

        (await Capture(Document(1, 2, 3))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Notes()).Count.ShouldBe(fault == Fault.Failed ? 1 : 2, "it broke in the middle");
        await Sweep();

        await Eventually.Holds(async () => (await Notes()).Count == 3, "the rest is there", Cancel);
        (await Notes()).ShouldBe(["số 1", "số 2", "số 3"]);
        await Eventually.Holds(async () => await Jobs() is [var only] && !only!["running"]!.GetValue<bool>() && only["success"]!.GetValue<bool>(), "its job says so", Cancel);
    }

    [Theory]
    [InlineData(Fault.Failed)]
    [InlineData(Fault.FailedButStored)]
    public async Task A_document_that_is_sent_again_after_a_lost_answer_is_stored_once(Fault fault)
    {
        var days = 0;
        Host.Faults.Break(fault, request => IsEventRow(request) && ++days == 2);

        (await Capture(Document(1, 2, 3))).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Capture(Document(1, 2, 3))).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await Sweep();

        await Eventually.Holds(async () => (await Jobs()).Count == 2, "both jobs ended", Cancel);
        (await Notes()).ShouldBe(["số 1", "số 2", "số 3"]);
    }

    [Fact]
    public async Task A_worker_that_breaks_again_and_again_ends_as_one_that_did_not()
    {
        var batches = 0;
        Host.Faults.Break(Fault.Failed, request => IsBatch(request) && ++batches % 2 == 0, times: 3);

        var answer = JsonNode.Parse(await (await Capture(Document([.. Enumerable.Range(1, 250)]))).Content.ReadAsStringAsync(Cancel))!;

        answer["running"]!.GetValue<bool>().ShouldBeTrue("it is too large for one request");
        await Eventually.Holds(async () => !(await JobOf(answer.Text("captureID")))["running"]!.GetValue<bool>(), "it ends", Cancel);
        (await JobOf(answer.Text("captureID")))["success"]!.GetValue<bool>().ShouldBeTrue();
        (await Notes()).Count.ShouldBe(250);
    }

    [Fact]
    public async Task A_large_event_whose_row_was_not_written_is_whole_after_the_second_try()
    {
        var note = new string('ữ', 100_000);
        Host.Faults.Break(Fault.Failed, IsEventRow);
        var document = Document(1).Replace("số 1", note, StringComparison.Ordinal);

        (await Capture(document)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await Notes()).ShouldBeEmpty();
        // Another writing of the same event: longer in its context, which lies before it.
        (await Capture(document.Replace("\"farm\":", "\"ranch\":\"https://ranch.example/\",\"farm\":", StringComparison.Ordinal))).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        (await Notes()).ShouldBe([note]);
    }

    /// <summary>As the timer does, two minutes later.</summary>
    private async Task Sweep()
    {
        Clock.Ahead += Job.LostAfter + TimeSpan.FromSeconds(1);
        await ActivatorUtilities.CreateInstance<SweepJobs>(Host.Services).Run(new TimerInfo(), Cancel);
    }

    private static bool IsBatch(Request request) => request.Uri.Path.EndsWith("/$batch", StringComparison.Ordinal);

    private static bool IsEventRow(Request request) => request.Method == RequestMethod.Post && request.Uri.Path.EndsWith("/Events", StringComparison.Ordinal);

    private Task<HttpResponseMessage> Capture(string document) =>
        Given.Admin.PostAsync("/epcis/capture", new StringContent(document, Encoding.UTF8, "application/json"), Cancel);

    private async Task<JsonNode> JobOf(string id) => await Given.Admin.GetAsync("/epcis/capture/" + id, Cancel).Json(200);

    private async Task<JsonArray> Jobs() => (await Given.Admin.GetAsync("/epcis/capture", Cancel).Json(200)).AsArray();

    private async Task<IReadOnlyList<string>> Notes() =>
        [.. (await Given.Admin.GetAsync("/epcis/events?perPage=1000", Cancel).Json(200))["epcisBody"]!["queryResults"]!["resultsBody"]!["eventList"]!.AsArray().Select(one => one!.Text("farm:note"))];

    /// <summary>An event a day.</summary>
    private static string Document(params int[] days)
    {
        var events = days.Select(day => $$"""
            {"type":"ObjectEvent","eventTime":"{{new DateTimeOffset(2026, 1, 1, 6, 30, 0, TimeSpan.Zero).AddDays(day):yyyy-MM-dd'T'HH:mm:ss'Z'}}","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"shipping",
            "epcList":["https://id.gs1.org/01/09521141012345/21/{{day}}"],"farm:note":"số {{day}}"}
            """);
        return $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}],
            "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }
            """;
    }
}
