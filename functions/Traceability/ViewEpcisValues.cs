using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>A list of values or of names of resources, as EPCIS 2.0 has it.</summary>
internal static class EpcisCollection
{
    public static Reply Of(IEnumerable<string> members) => Reply.Ok(new Dictionary<string, object>
    {
        ["@context"] = EpcisContext.StandardUri,
        ["type"] = "Collection",
        ["member"] = members.ToArray(),
    });
}

/// <summary>The values that a cooperative's events have: event types, EPCs, business steps, places, dispositions.</summary>
public sealed class ViewEpcisValues(Gate<ViewEpcisValues> gate, EventIndex index, EpcisPages pages)
{
    [Function("ViewEpcisValues"), Allow(Permission.ExchangeEvents)]
    [Describe("Lists the values that events have: eventTypes, epcs, bizSteps, bizLocations, readPoints or dispositions.",
        Produces = ["application/json"], Query = [EpcisPages.PerPage, PageTokens.Parameter])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/{resource}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (EpcisResource.Find(call.Route("resource")) is not { } resource) return RouteErrors.Unknown;
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            if (!pages.Read(request, coop, resource.Name).Try(out var ask, out var error)) return error;
            var page = await resource.Values(index, coop, ask.PerPage, ask.After, cancel);
            return pages.Lead(request, EpcisCollection.Of(page.Values), page.Next, coop, resource.Name);
        }, cancel);
}

/// <summary>One of those values, and the events that have it.</summary>
public sealed class ViewEventsOfEpcisValue(Gate<ViewEventsOfEpcisValue> gate, EventIndex index, EventAnswers answers)
{
    private const string Events = "/events";

    /// <remarks>A value may be a URI, whose slashes come decoded from behind a proxy; so all that follows is one part.</remarks>
    [Function("ViewEventsOfEpcisValue"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Shows that a value occurs, and with /events behind it the events that have it, as an EPCIS 2.0 query document. Takes every parameter of SimpleEventQuery.",
        Produces = ["application/json"], Query = [EpcisPages.PerPage, PageTokens.Parameter])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/{resource}/{*value}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (EpcisResource.Find(call.Route("resource")) is not { } resource) return RouteErrors.Unknown;
            if (call.Caller.Coop is not { } coop) return TraceabilityErrors.NoCooperative;
            var asked = call.Route("value");
            var value = asked.EndsWith(Events, StringComparison.Ordinal) ? asked[..^Events.Length] : asked;
            if (await resource.ParameterFor(index, coop, value, cancel) is not { } parameter) return TraceabilityErrors.NoSuchValue(resource.Name);
            if (value == asked) return EpcisCollection.Of(["events"]);
            return EventAnswers.QueryOf(request, KeyValuePair.Create(parameter, value)).Try(out var query, out var error) ? await answers.Page(request, coop, query, cancel) : error;
        }, cancel);
}
