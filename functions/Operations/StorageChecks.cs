using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Operations;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Operations;
using AgriTrace.Infra.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Operations;

/// <summary>Asks the queue workers to prove that they run and can reach storage.</summary>
public sealed class StartStorageCheck(Gate<StartStorageCheck> gate, JobStore jobs, TimeProvider clock)
{
    [Function("StartStorageCheck"), Allow(Permission.OperatePlatform)]
    [Describe("Asks the queue workers to prove that they run and can reach storage.", Response = typeof(JobBody), Status = 202)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/operator/storage-checks")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (_, cancel) =>
        {
            var job = Job.Create(Job.Platform, QueueNames.StorageChecks, clock.GetUtcNow());
            await jobs.Create(job, cancel);
            return Reply.Accepted($"/api/operator/jobs/{job.Id}", JobBody.Of(job));
        }, cancel);
}

/// <summary>The worker of a storage check, and the pattern of every queue-triggered function: a job row, an idempotent body, no catch.</summary>
public sealed class RunStorageCheck(JobRunner runner, StorageCheck check)
{
    /// <remarks>A crash while checking leaves a row and a blob of the dead run behind and nothing else; the next attempt starts afresh.</remarks>
    [Function("RunStorageCheck"), Allow(Permission.Host)]
    public Task Run([QueueTrigger(QueueNames.StorageChecks)] string message, CancellationToken cancel) =>
        runner.Run(message, async _ => Domain.AgriTraceJson.Write(await check.Run(cancel)), cancel);
}
