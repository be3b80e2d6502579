using AgriTrace.Functions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Local.Hosting;

/// <summary>Maps HTTP-triggered functions on Kestrel as the worker's ASP.NET Core integration does.</summary>
internal static class HttpFunctions
{
    public static void Map(IEndpointRouteBuilder app, IEnumerable<FunctionEntry> functions, string prefix, ILogger log)
    {
        foreach (var function in functions.Where(function => function.Http is not null))
        {
            var invoker = new FunctionInvoker(function);
            var pattern = prefix.Length == 0 ? function.Route : $"{prefix}/{function.Route}";
            RequestDelegate handler = http => Handle(http, function, invoker, log);
            var endpoint = function.Http!.Methods is { Length: > 0 } verbs
                ? app.MapMethods(pattern, verbs.Select(verb => verb.ToUpperInvariant()), handler)
                : app.Map(pattern, handler);
            endpoint.WithDisplayName(function.Name);
        }
    }

    private static async Task Handle(HttpContext http, FunctionEntry function, FunctionInvoker invoker, ILogger log)
    {
        try
        {
            // Only an IResult is written; anything else a function returns comes out as an empty 200, as it does under the Functions host.
            if (await invoker.Invoke(http.RequestServices, http.Request, http.RequestAborted) is IResult result) await result.ExecuteAsync(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The client went away.
        }
        catch (Exception exception)
        {
            log.LogError(exception, "Function {Function} threw.", function.Name);
            if (!http.Response.HasStarted) http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }
}
