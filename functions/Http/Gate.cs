using System.Reflection;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Orders;
using AgriTrace.Functions.Identity;
using AgriTrace.Infra;
using AgriTrace.Infra.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Functions.Http;

/// <summary>
/// The way into every HTTP function: how often, who is calling, may they, then the decision, then the answer or its problem details. The
/// same in both hosts, because it needs nothing of either.
/// </summary>
/// <typeparam name="TFunction">The class of the function; its one <see cref="AllowAttribute"/> decides who may pass.</typeparam>
public sealed class Gate<TFunction>(
    Callers callers, AuditTrail trail, ProblemPages pages, RateLimits rates, CostlyWork costly, ClientAddress addresses, LimitSettings limits,
    SiteSettings site, TimeProvider clock, ILogger<TFunction> log)
{
    private static readonly MethodInfo Function = TheOne(typeof(TFunction));
    private static readonly AllowAttribute Allow = Function.GetCustomAttribute<AllowAttribute>()!;
    private static readonly bool IsCostly = Function.IsDefined(typeof(CostlyAttribute));
    private static readonly AuditedFunction Audited = AuditedFunction.Of(typeof(TFunction), Allow);

    /// <summary>For a decision that waits for nothing, or stops by itself; else give <paramref name="decide"/> the token as well.</summary>
    /// <inheritdoc cref="Run(HttpRequest, Func{Call, CancellationToken, Task{Result{Reply}}}, CancellationToken)"/>
    public Task<IResult> Run(HttpRequest request, Func<Call, Task<Result<Reply>>> decide, CancellationToken cancel) =>
        Run(request, (call, _) => decide(call), cancel);

    /// <summary>Never throws: what escapes <paramref name="decide"/> is logged and becomes a 500, or a 503 where storage is gone or time is up.</summary>
    /// <param name="decide">Its token ends with the call, or when the call has taken too long.</param>
    public async Task<IResult> Run(HttpRequest request, Func<Call, CancellationToken, Task<Result<Reply>>> decide, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(limits.CallTime, clock);
        // Whoever hangs up in the middle of a change must not decide how much of it happens.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(AuditTrail.IsRead(request.Method) ? cancel : default, late.Token);
        return await Run(request, decide, late.Token, either.Token);
    }

    private async Task<IResult> Run(HttpRequest request, Func<Call, CancellationToken, Task<Result<Reply>>> decide, CancellationToken late, CancellationToken cancel)
    {
        var traceId = Problems.TraceId(request.HttpContext);
        try
        {
            var result = await Pass(request, decide, cancel);
            return AnswerWith(request, result.Try(out var reply, out var error) ? reply : await pages.Of(request, error));
        }
        catch (OperationCanceledException) when (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer. What was committed is committed; its messages are in the outbox.
            return Results.Empty;
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested)
        {
            log.LogWarning("{Method} {Path} took too long ({TraceId}).", request.Method, request.Path, traceId);
            return AnswerWith(request, await pages.Of(request, LimitErrors.TookTooLong));
        }
        catch (Exception exception) when (StorageFailure.IsOutage(exception))
        {
            log.LogWarning(exception, "Storage did not answer ({TraceId}).", traceId);
            return AnswerWith(request, await pages.Of(request, GateErrors.StorageGone));
        }
        catch (BadHttpRequestException bad)
        {
            return AnswerWith(request, await pages.Of(request, GateErrors.BadRequest(bad, Allow.MaxBody)));
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Unexpected failure {TraceId} in {Method} {Path}.", traceId, request.Method, request.Path);
            return AnswerWith(request, await pages.Unexpected(request, traceId));
        }
    }

    private async Task<Result<Reply>> Pass(HttpRequest request, Func<Call, CancellationToken, Task<Result<Reply>>> decide, CancellationToken cancel)
    {
        // Here too, because a function that reads no body would let any pass.
        if (request.ContentLength > Allow.MaxBody) return BodyErrors.TooLarge(Allow.MaxBody);
        if (rates.BeforeIdentification(request, Allow.Pace) is { } early) return early;
        var caller = await callers.Of(request, Allow, cancel);
        if (!caller.Try(out var who, out var error)) return rates.Failed(request, error);
        if (rates.AfterIdentification(request, who, Allow.Pace, IsCostly) is { } tooMany) return tooMany;

        var acting = await callers.InPlace(who, request, Allow, cancel);
        var ride = trail.Begin(Audited, request, acting.IsOk ? acting.Value : who);
        Result<Reply> result;
        try
        {
            result = await acting.Then(placed => DecideFor(placed, request, decide, cancel));
        }
        catch
        {
            await trail.Break(ride, request);
            throw;
        }

        await trail.End(ride, Audited, request, result);
        // A secret that the function itself reads, such as the token of an order. To say nothing is not to guess.
        return result is { IsOk: false, Error: { Kind: ErrorKind.Unauthenticated } guess } && guess != IdentityErrors.NoToken && guess != OrderErrors.TokenNeeded ? rates.Failed(request, guess) : result;
    }

    private async Task<Result<Reply>> DecideFor(Caller who, HttpRequest request, Func<Call, CancellationToken, Task<Result<Reply>>> decide, CancellationToken cancel)
    {
        var coop = request.RouteValues["coop"] as string;
        if (who.MayNot(Allow.Permission, coop, request.RouteValues["member"] as string) is { } refusal) return refusal;
        if (coop is not null && !Slug.Parse("coop", coop).Try(out _, out var error)) return error;
        if (!(await FormOf(request, cancel)).Try(out var form, out error)) return error;

        var call = new Call(request, who, cancel, Allow.MaxBody, form) { Function = typeof(TFunction).Name };
        return IsCostly ? await InTurn(request, () => decide(call, cancel), cancel) : await decide(call, cancel);
    }

    /// <summary>What changes something by the session of a browser must come from a form of ours.</summary>
    private static async Task<Result<Form>> FormOf(HttpRequest request, CancellationToken cancel)
    {
        if (!Allow.Browser || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return Form.None;
        return (await Form.Read(request, Allow.MaxBody, cancel)).Then<Form>(form => FormToken.Fits(request, form[FormToken.Field]) ? form : IdentityErrors.FormNotOurs);
    }

    /// <summary>Reads the body first: one that comes in slowly must not hold a turn.</summary>
    private async Task<Result<Reply>> InTurn(HttpRequest request, Func<Task<Result<Reply>>> decide, CancellationToken cancel)
    {
        if (!(await Body.Bytes(request, Allow.MaxBody, cancel)).Try(out var body, out var error)) return error;
        request.Body = new MemoryStream(body, writable: false);
        return await costly.Run(decide, cancel);
    }

    /// <exception cref="InvalidOperationException">It would send the browser to another site: a bug.</exception>
    private Answer AnswerWith(HttpRequest request, Reply reply) =>
        reply.Headers.TryGetValue("Location", out var location) && location != reply.KeptTarget && !SitePath.IsHere(location, site.PublicUrl)
            ? throw new InvalidOperationException($"{Function.Name} of {typeof(TFunction).Name} leads to another site.")
            : new Answer(reply, addresses.IsHttps(request));

    private static MethodInfo TheOne(Type function) =>
        function.GetMethods().Where(method => method.IsDefined(typeof(AllowAttribute))).ToArray() is [var only]
            ? only
            : throw new InvalidOperationException($"{function.Name} must have one function with one [Allow].");

    /// <summary>Writes a reply with the headers that every answer carries.</summary>
    private sealed class Answer(Reply reply, bool isHttps) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var (response, coded) = (httpContext.Response, ContentCoding.Apply(httpContext.Request, reply));
            response.StatusCode = coded.Status;
            AnswerHeaders.Write(response, coded, isHttps);
            if (coded.ContentType is null) return;

            response.ContentType = coded.ContentType;
            response.ContentLength = coded.Body.Length;
            if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(coded.Body, httpContext.RequestAborted);
        }
    }
}

public static class GateErrors
{
    public static readonly Error StorageGone =
        Error.Unavailable("storage-unavailable", "Storage does not answer. Nothing is lost; try again shortly.");

    /// <summary>A request that breaks HTTP, such as a body that ends early, in the server's own words.</summary>
    /// <param name="max">How much the function takes, in bytes.</param>
    public static Error BadRequest(BadHttpRequestException bad, int max) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => BodyErrors.TooLarge(max),
        StatusCodes.Status408RequestTimeout => new Error(ErrorKind.TooSlow, "http-too-slow", "The body came too slowly; send the request again."),
        _ => Error.Invalid("http-invalid", bad.Message),
    };
}
