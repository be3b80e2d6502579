using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Operations;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Operations;

/// <param name="Done">How much of the total is done; absent for work that does not say.</param>
/// <param name="Outcome">What the job found, in a shape of its kind; absent until it succeeded.</param>
/// <param name="Cause">Why it failed; absent unless it did.</param>
public sealed record JobBody(
    Guid Id, string Kind, JobState State, int Attempts, DateTimeOffset CreatedAt, DateTimeOffset TouchedAt, int? Done, int? Total, JsonElement? Outcome, string? Cause)
{
    public static JobBody Of(Job job) => new(
        job.Id, job.Kind, job.State, job.Attempts, job.CreatedAt, job.TouchedAt, job.Done, job.Total,
        job.Outcome is null ? null : AgriTraceJson.Read<JsonElement>(job.Outcome), job.Cause);
}

/// <summary>How a job of the platform goes.</summary>
public sealed class GetPlatformJob(Gate<GetPlatformJob> gate, JobStore jobs)
{
    [Function("GetPlatformJob"), Allow(Permission.OperatePlatform)]
    [Describe("Says how a job of the platform goes.", Response = typeof(JobBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/operator/jobs/{job}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
            Guid.TryParse(call.Route("job"), out var id) && await jobs.Load(Job.Platform, id, cancel) is { Job: var job }
                ? Reply.Ok(JobBody.Of(job))
                : JobErrors.NoSuchJob, cancel);
}
