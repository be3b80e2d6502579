using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <summary>The values that a cooperative's events have: event types, EPCs, business steps, places, dispositions.</summary>
public sealed class ViewEpcisValues(Gate<ViewEpcisValues> gate, EventIndex index, EpcIdentifiers identifiers, EpcisPages pages)
{
    [Function("ViewEpcisValues"), Allow(Permission.ExchangeEvents)]
    [Describe("Lists the values that events have: eventTypes, epcs, bizSteps, bizLocations, readPoints or dispositions.",
        Produces = ["application/json"], Query = [EpcisPages.PerPage, PageTokens.Parameter], Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/{resource}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (EpcisResource.Find(call.Route("resource")) is not { } resource) return RouteErrors.Unknown;
            if (!pages.Read(request, epcis.Coop, resource.Name).Try(out var ask, out error)) return error;
            var page = await resource.Values(index, epcis.Coop, ask.PerPage, ask.After, cancel);
            var translator = await identifiers.In(epcis.Format, epcis.Coop, cancel);
            return InForm(page.Values, translator).Map(values => pages.Lead(request, epcis.Ok(EpcisCollection.Of(values)), page.Next, epcis.Coop, resource.Name));
        }, cancel);

    /// <summary>In the form that was asked for; words of a vocabulary have one form and stay.</summary>
    private static Result<IReadOnlyList<string>> InForm(IReadOnlyList<string> values, EpcTranslator translator)
    {
        var written = values.Select(value => translator.Translate(value, EpcisContext.Standard)).ToArray();
        return written.FirstOrDefault(one => !one.IsOk) is { Error: { } refusal } ? refusal : written.Select(one => one.Value).ToArray();
    }
}

/// <summary>One of those values, and the events that have it.</summary>
public sealed class ViewEventsOfEpcisValue(Gate<ViewEventsOfEpcisValue> gate, EventIndex index, EventAnswers answers)
{
    private const string Events = "/events";

    /// <remarks>A value may be a URI, whose slashes come decoded from behind a proxy; so all that follows is one part.</remarks>
    [Function("ViewEventsOfEpcisValue"), Allow(Permission.ExchangeEvents), Costly]
    [Describe("Shows that a value occurs, and with /events behind it the events that have it, as an EPCIS 2.0 query document. Takes every parameter of SimpleEventQuery.",
        Produces = ["application/json"], Query = [EpcisPages.PerPage, PageTokens.Parameter], Problems = [406, 414])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "epcis/{resource}/{*value}")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async (call, cancel) =>
        {
            if (!EpcisCall.Read(call).Try(out var epcis, out var error)) return error;
            if (EpcisResource.Find(call.Route("resource")) is not { } resource) return RouteErrors.Unknown;
            var asked = call.Route("value");
            var value = asked.EndsWith(Events, StringComparison.Ordinal) ? asked[..^Events.Length] : asked;
            if (await resource.ParameterFor(index, epcis.Coop, value, cancel) is not { } parameter) return TraceabilityErrors.NoSuchValue(resource.Name);
            if (value == asked) return epcis.Ok(EpcisCollection.Of(["events"]));
            // Beside the parameters and not among them: two of one name would mean either.
            return EventAnswers.QueryOf(request, epcis).Then(asks => EventQuery.Read([KeyValuePair.Create(parameter, value)], epcis.Prefixes).Map(asks.And)).Try(out var query, out error) ? await answers.Page(request, epcis, query, cancel) : error;
        }, cancel);
}
