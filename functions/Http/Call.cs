using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using Microsoft.AspNetCore.Http;

namespace AgriTrace.Functions.Http;

/// <summary>One request that has passed the gate: who calls, and what it carries.</summary>
/// <param name="maxBody">In bytes.</param>
/// <param name="form">Of a page; null for any other call.</param>
public sealed class Call(HttpRequest request, Caller caller, CancellationToken cancel, int maxBody = Limits.Body, Form? form = null)
{
    /// <summary>The name of the function.</summary>
    public required string Function { get; init; }

    public Caller Caller { get; } = caller;

    public HttpRequest Request { get; } = request;

    /// <summary>What the form of a page sent; empty where it sent none.</summary>
    public Form Form { get; } = form ?? Form.None;

    /// <summary>The cooperative of the route: a valid id, and the caller's own where the function needs a caller.</summary>
    /// <exception cref="InvalidOperationException">The route names none: a bug.</exception>
    public string Coop => Request.RouteValues["coop"] as string ?? throw new InvalidOperationException("This route names no cooperative.");

    /// <summary>A route value that must be an id of our own.</summary>
    public Result<string> Id(string name) => Slug.Parse(name, Route(name));

    /// <summary>The <c>Idempotency-Key</c>: 1 to 100 visible ASCII characters. The error says that it is missing, or not of that form.</summary>
    public Result<string> IdempotencyKey() =>
        Request.Headers["Idempotency-Key"] is [{ Length: > 0 and <= MaxKey } key] && key.All(letter => letter is > ' ' and <= '~')
            ? key
            : CallErrors.NoIdempotencyKey;

    private const int MaxKey = 100;

    /// <summary>A route value as text; <c>%2F</c> counts as <c>/</c>, because it is one after the cloud's proxy.</summary>
    public string Route(string name) =>
        (Request.RouteValues[name] as string ?? string.Empty).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    /// <summary>A query value; null when it is absent, empty, or given more than once.</summary>
    public string? Query(string name) => Request.Query[name] is [{ Length: > 0 } only] ? only : null;

    /// <summary>Reads the JSON body, and names every field that does not fit <typeparamref name="T"/>.</summary>
    public Task<Result<T>> Body<T>() => Http.Body.Json<T>(Request, maxBody, cancel);

    /// <summary>Reads the body as it is, for what is signed or kept byte for byte.</summary>
    public Task<Result<byte[]>> RawBody() => Http.Body.Bytes(Request, maxBody, cancel);
}

public static class CallErrors
{
    public static readonly Error NoIdempotencyKey = Error.Invalid(
        "idempotency-key", "This call needs an Idempotency-Key header of 1 to 100 visible ASCII characters, the same when it is repeated.");
}
