using System.Reflection;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Identity;
using AgriTrace.Infra.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Functions.Http;

/// <summary>
/// The way into every HTTP function: who is calling, may they, then the decision, then the answer or its problem details. The same in
/// both hosts, because it needs nothing of either.
/// </summary>
/// <typeparam name="TFunction">The class of the function; its one <see cref="AllowAttribute"/> decides who may pass.</typeparam>
public sealed class Gate<TFunction>(Callers callers, AuditTrail trail, ProblemPages pages, ILogger<TFunction> log)
{
    private static readonly AllowAttribute Allow = DeclaredBy(typeof(TFunction));
    private static readonly AuditedFunction Function = AuditedFunction.Of(typeof(TFunction), Allow);

    /// <summary>Never throws: what escapes <paramref name="decide"/> is logged and becomes a 500, or a 503 where storage is gone.</summary>
    public async Task<IResult> Run(HttpRequest request, Func<Call, Task<Result<Reply>>> decide, CancellationToken cancel)
    {
        var traceId = Problems.TraceId(request.HttpContext);
        try
        {
            var result = await Decide(request, decide, cancel);
            return new Answer(result.Try(out var reply, out var error) ? reply : await pages.Of(request, error));
        }
        catch (OperationCanceledException) when (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer. What was committed is committed; its messages are in the outbox.
            return Results.Empty;
        }
        catch (Exception exception) when (StorageFailure.IsOutage(exception))
        {
            log.LogWarning(exception, "Storage did not answer ({TraceId}).", traceId);
            return new Answer(await pages.Of(request, GateErrors.StorageGone));
        }
        catch (BadHttpRequestException bad)
        {
            return new Answer(await pages.Of(request, GateErrors.BadRequest(bad)));
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Unexpected failure {TraceId} in {Method} {Path}.", traceId, request.Method, request.Path);
            return new Answer(await pages.Unexpected(request, traceId));
        }
    }

    private async Task<Result<Reply>> Decide(HttpRequest request, Func<Call, Task<Result<Reply>>> decide, CancellationToken cancel)
    {
        // Here too, because a function that reads no body would let any pass.
        if (request.ContentLength > Limits.Body) return BodyErrors.TooLarge;
        var caller = await callers.Of(request, Allow, cancel);
        if (!caller.Try(out var who, out var error)) return error;
        var acting = await callers.InPlace(who, request, Allow, cancel);
        var ride = trail.Begin(Function, request, acting.IsOk ? acting.Value : who);
        var result = await acting.Then(placed => DecideFor(placed, request, decide, cancel));
        await trail.End(ride, Function, request, result);
        return result;
    }

    private static async Task<Result<Reply>> DecideFor(Caller who, HttpRequest request, Func<Call, Task<Result<Reply>>> decide, CancellationToken cancel)
    {
        var coop = request.RouteValues["coop"] as string;
        if (who.MayNot(Allow.Permission, coop, request.RouteValues["member"] as string) is { } refusal) return refusal;
        if (coop is not null && !Slug.Parse("coop", coop).Try(out _, out var error)) return error;
        if (!Allow.Browser || HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) return await decide(new Call(request, who, cancel));

        if (!(await Form.Read(request, cancel)).Try(out var form, out error)) return error;
        return FormToken.Fits(request, form[FormToken.Field]) ? await decide(new Call(request, who, cancel, form)) : IdentityErrors.FormNotOurs;
    }

    private static AllowAttribute DeclaredBy(Type function) =>
        function.GetMethods().Select(method => method.GetCustomAttribute<AllowAttribute>()).OfType<AllowAttribute>().ToArray() is [var only]
            ? only
            : throw new InvalidOperationException($"{function.Name} must have one function with one [Allow].");

    /// <summary>Writes a reply with the headers that every answer carries.</summary>
    private sealed class Answer(Reply reply) : IResult
    {
        /// <summary>Pages are ours alone: no foreign script, style, font or frame; pictures and forms stay here too.</summary>
        private const string PagePolicy =
            "default-src 'none'; img-src 'self' data:; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.StatusCode = reply.Status;
            response.Headers.XContentTypeOptions = "nosniff";
            response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            if (reply.ContentType == Reply.Html) response.Headers.ContentSecurityPolicy = PagePolicy;
            foreach (var (name, value) in reply.Headers) response.Headers[name] = value;
            if (!response.Headers.ContainsKey("Cache-Control")) response.Headers.CacheControl = "no-store";
            if (reply.ContentType is null) return;

            response.ContentType = reply.ContentType;
            response.ContentLength = reply.Body.Length;
            if (!HttpMethods.IsHead(httpContext.Request.Method)) await response.Body.WriteAsync(reply.Body, httpContext.RequestAborted);
        }
    }
}

public static class GateErrors
{
    public static readonly Error StorageGone =
        Error.Unavailable("storage-unavailable", "Storage does not answer. Nothing is lost; try again shortly.");

    /// <summary>A request that breaks HTTP, such as a body that ends early, in the server's own words.</summary>
    public static Error BadRequest(BadHttpRequestException bad) => bad.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => BodyErrors.TooLarge,
        StatusCodes.Status408RequestTimeout => new Error(ErrorKind.TooSlow, "http-too-slow", "The body came too slowly; send the request again."),
        _ => Error.Invalid("http-invalid", bad.Message),
    };
}
