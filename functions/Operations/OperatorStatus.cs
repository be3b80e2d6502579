using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Notices;
using AgriTrace.Infra.Operations;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Operations;

/// <param name="OldestUnsent">UTC; when the oldest outbox message that still waits was written; absent when all are sent.</param>
/// <param name="Mail">Whether notices leave as e-mail: <c>on</c>, or <c>off</c> where no server is set.</param>
public sealed record OperatorStatusBody(
    DateTimeOffset At, IReadOnlyList<QueueDepth> Queues, DateTimeOffset? OldestUnsent, IReadOnlyList<TimerRun> Timers, string Mail);

/// <summary>What an operator looks at first: do queues drain, is anything given up, does the outbox empty, do the timers run.</summary>
public sealed class OperatorStatus(Gate<OperatorStatus> gate, PlatformStatus platform, Outboxes outboxes, MailSettings mail, TimeProvider clock)
{
    [Function("OperatorStatus"), Allow(Permission.OperatePlatform)]
    [Describe("Says whether queues drain, the outbox empties and the timers run.", Response = typeof(OperatorStatusBody))]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/operator/status")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (_, cancel) => Reply.Ok(new OperatorStatusBody(
            clock.GetUtcNow(),
            await platform.Queues(cancel),
            await outboxes.Oldest(cancel),
            await platform.TimerRuns(cancel),
            mail.IsOn ? "on" : "off")), cancel);
}
