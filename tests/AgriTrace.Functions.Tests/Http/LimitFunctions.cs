using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Tests.Http;

/// <summary>Asks for a code, as a sign-in does.</summary>
public sealed class AskCode(Gate<AskCode> gate)
{
    [Function("TestAskCode"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/code")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult<Domain.Result<Reply>>(call.Query("code") == "right" ? Reply.NoContent() : IdentityErrors.BadToken), cancel);
}

/// <summary>Waits until the test lets it go on.</summary>
public sealed class Wait(Gate<Wait> gate)
{
    internal static TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal static TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Function("TestWait"), Allow(Permission.Anyone), Costly]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/wait")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (_, cancel) =>
        {
            Begun.TrySetResult();
            await GoOn.Task.WaitAsync(cancel);
            return Reply.NoContent();
        }, cancel);
}

/// <summary>Never ends by itself.</summary>
public sealed class Endless(Gate<Endless> gate)
{
    [Function("TestEndless"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/endless")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (_, cancel) =>
        {
            await Task.Delay(Timeout.Infinite, cancel);
            return Reply.NoContent();
        }, cancel);
}

public sealed class SmallBody(Gate<SmallBody> gate)
{
    [Function("TestSmallBody"), Allow(Permission.Anyone, MaxBody = Limits.SmallBody)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "t/small")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async call => (await call.RawBody()).Map(body => Reply.Ok(body.Length)), cancel);
}

public sealed class PhotoBody(Gate<PhotoBody> gate)
{
    [Function("TestPhotoBody"), Allow(Permission.Anyone, MaxBody = Limits.Photo), Costly]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "t/photo")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async call => (await call.RawBody()).Map(body => Reply.Ok(body.Length)), cancel);
}

/// <summary>Leads where the request says, as nothing of ours may.</summary>
public sealed class GoTo(Gate<GoTo> gate)
{
    [Function("TestGoTo"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "t/go")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, call => Task.FromResult(call.Query("raw") is { } raw
            ? Reply.NoContent().With("Location", raw)
            : (Domain.Result<Reply>)Reply.SeeOther(call.Query("to") ?? string.Empty)), cancel);
}
