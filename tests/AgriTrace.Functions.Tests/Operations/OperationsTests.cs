using System.Net;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Operations;
using AgriTrace.Functions.Operations;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Operations;

public sealed class OperationsTests(House house) : HttpTests(house)
{
    private HttpClient Operator => Host.As(Role.Operator);

    [Fact]
    public async Task Health_says_that_storage_answers()
    {
        var health = await Anyone.GetAsync("/health", Cancel).Json(200);

        health.ToJsonString().ShouldBe("""{"status":"ok","storage":"ok"}""");
    }

    [Fact]
    public async Task A_storage_check_is_accepted_at_once_and_done_by_the_queue_worker()
    {
        var accepted = await Operator.Post("/api/operator/storage-checks", "{}", Cancel);
        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var job = accepted.Headers.Location!.ToString();

        await Eventually.Holds(async () => (await State(job))["state"]!.GetValue<string>() == "succeeded", "the check succeeded", Cancel);

        var done = await State(job);
        done["attempts"]!.GetValue<int>().ShouldBe(1);
        done["outcome"]!["tableMilliseconds"]!.GetValue<double>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Starting_a_job_costs_one_transaction_one_message_and_one_mark()
    {
        var jobs = Host.Services.GetRequiredService<JobStore>();
        var job = Job.Create(Job.Platform, QueueNames.StorageChecks, DateTimeOffset.UtcNow);

        var requests = await Host.Counter.During(() => jobs.Create(job, Cancel));

        requests.Select(request => request.Service + " " + request.Method).ShouldBe(["table POST", "queue POST", "table DELETE"]);
    }

    [Fact]
    public async Task A_message_that_no_job_fits_is_given_up_and_shows_in_the_status()
    {
        var queue = new QueueClient(Storage, QueueNames.StorageChecks, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });

        var id = (await queue.SendMessageAsync("{\"owner\":\"platform\"", Cancel)).Value.MessageId;

        await Eventually.Holds(async () => Poison(await Operator.GetAsync("/api/operator/status", Cancel).Json(200)) >= 1, "the status counts it", Cancel);
        Host.Logs.Has(id).ShouldBeTrue("the log names the message");
    }

    [Fact]
    public async Task A_job_that_fails_at_every_attempt_says_why_in_its_row()
    {
        var (jobs, runner) = (Host.Services.GetRequiredService<JobStore>(), Host.Services.GetRequiredService<JobRunner>());
        var job = Job.Create(Job.Platform, "no-such-queue", DateTimeOffset.UtcNow);
        await jobs.Create(job, Cancel);
        var message = $$"""{"owner":"platform","job":"{{job.Id}}"}""";

        for (var attempt = 1; attempt <= Job.MaxAttempts; attempt++)
            await Should.ThrowAsync<InvalidOperationException>(() => runner.Run(message, _ => throw new InvalidOperationException("no paper left"), Cancel));

        var failed = await State($"/api/operator/jobs/{job.Id}");
        failed["state"]!.GetValue<string>().ShouldBe("failed");
        failed["cause"]!.GetValue<string>().ShouldBe("no paper left");
    }

    [Fact]
    public async Task A_message_that_comes_twice_does_the_work_once()
    {
        var (jobs, runner) = (Host.Services.GetRequiredService<JobStore>(), Host.Services.GetRequiredService<JobRunner>());
        var job = Job.Create(Job.Platform, "no-such-queue", DateTimeOffset.UtcNow);
        await jobs.Create(job, Cancel);
        var (message, worked) = ($$"""{"owner":"platform","job":"{{job.Id}}"}""", 0);

        for (var delivery = 1; delivery <= 2; delivery++)
            await runner.Run(message, _ => Task.FromResult($"{{\"times\":{++worked}}}"), Cancel);

        worked.ShouldBe(1);
    }

    [Fact]
    public async Task A_lost_job_is_sent_again_once_however_many_sweeps_find_it()
    {
        var jobs = Host.Services.GetRequiredService<JobStore>();
        var job = Job.Create(Job.Platform, "no-such-queue", DateTimeOffset.UtcNow);
        await jobs.Create(job, Cancel);
        var (_, version) = (await jobs.Load(Job.Platform, job.Id, Cancel))!.Value;

        var first = await Host.Counter.During(() => Should.ThrowAsync<RequestFailedException>(() => jobs.SendAgain(job, version, Cancel)));
        var second = await Host.Counter.During(() => jobs.SendAgain(job, version, Cancel));

        first.Select(request => request.Service).ShouldBe(["table", "queue"]);
        second.Select(request => request.Service).ShouldBe(["table"], "the row has changed since that sweep looked");
    }

    [Fact]
    public async Task An_unknown_job_is_404()
    {
        await Operator.GetAsync($"/api/operator/jobs/{Guid.NewGuid()}", Cancel).Problem(404, "no-such-job");
        await Operator.GetAsync("/api/operator/jobs/..%2F..", Cancel).Problem(404, "no-such-job");
    }

    [Fact]
    public async Task The_status_tells_when_timers_last_ran()
    {
        await Eventually.Holds(
            async () => (await Operator.GetAsync("/api/operator/status", Cancel).Json(200))["timers"]!.AsArray().Any(timer => timer!["timer"]!.GetValue<string>() == "SweepOutboxes"),
            "the sweep of the outboxes has run", Cancel);
    }

    private Task<JsonNode> State(string job) => Operator.GetAsync(job, Cancel).Json(200);

    private static int Poison(JsonNode status) =>
        status["queues"]!.AsArray().Single(queue => queue!["queue"]!.GetValue<string>() == QueueNames.StorageChecks)!["poison"]!.GetValue<int>();
}
