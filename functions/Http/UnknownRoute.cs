using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Http;

/// <summary>Answers what no other function answers, so that an unknown path has a problem document or a page in both hosts.</summary>
public sealed class UnknownRoute(Gate<UnknownRoute> gate, HttpRoutes routes)
{
    /// <remarks>The name sorts last, because the Functions host asks functions in the order of their names.</remarks>
    [Function("ZzzUnknownRoute"), Allow(Permission.Anyone)]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = HttpRoutes.CatchAll)] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, _ => Task.FromResult(Decide(request)), cancel);

    private Result<Reply> Decide(HttpRequest request)
    {
        var verbs = routes.VerbsOf(request.HttpContext);
        if (verbs.Count == 0) return RouteErrors.Unknown;
        var allowed = string.Join(", ", verbs);
        if (HttpMethods.IsOptions(request.Method) && EpcisHeaders.AreDue(request)) return EpcisHeaders.Discovery(request, verbs);
        return HttpMethods.IsOptions(request.Method)
            ? Reply.NoContent().With("Allow", allowed)
            : Problems.Of(request, RouteErrors.WrongVerb(request.Method, allowed)).With("Allow", allowed);
    }
}

public static class RouteErrors
{
    public static readonly Error Unknown = Error.NotFound("no-such-route", "There is nothing at this path.");

    public static Error WrongVerb(string verb, string allowed) =>
        new(ErrorKind.WrongVerb, "wrong-verb", $"This path does not take {verb}; it takes {allowed}.");
}
