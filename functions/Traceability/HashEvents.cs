using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Traceability;

/// <param name="PreHash">The text that was hashed: where two hashes differ, it shows why.</param>
public sealed record EventHashBody(string Hash, string PreHash);

/// <param name="Events">In the order of the document.</param>
public sealed record EventHashesBody(IReadOnlyList<EventHashBody> Events);

/// <summary>Hashes the events of others, for those who want to know what id an event has, or why their own program finds another.</summary>
public sealed class HashEvents(Gate<HashEvents> gate)
{
    /// <summary>Names an extension of events, namespace and local name together, that shall not count; may come again, or hold several with | between.</summary>
    private const string Ignore = "ignore";

    [Function("HashEvents"), Allow(Permission.Anyone, MaxBody = Capture.MaxBytes), Costly]
    [Describe(
        "Tells the CBV 2.0 event hash of every event of an EPCIS document, and the text that is hashed. Stores nothing; the events need not be valid.",
        Query = [Ignore], Consumes = "application/ld+json", Response = typeof(EventHashesBody), Problems = [415])]
    public Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/event-hash")] HttpRequest request, CancellationToken cancel) =>
        gate.Run(request, async call =>
        {
            if (!Body.IsJson(request.ContentType)) return BodyErrors.NotJson;
            return (await call.RawBody()).Then(body => EpcisDocument.Parse(body)).Then(document => Hash(document, Ignored(request))).Map(Reply.Ok);
        }, cancel);

    private static HashSet<string> Ignored(HttpRequest request) =>
        [.. request.Query[Ignore].SelectMany(names => (names ?? string.Empty).Split('|', StringSplitOptions.RemoveEmptyEntries))];

    private static Result<EventHashesBody> Hash(EpcisDocument document, HashSet<string> ignored)
    {
        if (document.Events.Count > Capture.MaxEvents) return TraceabilityErrors.TooManyEvents(Capture.MaxEvents);
        if (document.Events.Sum(EventHash.MostAdded) > EventHash.MaxAdded) return TraceabilityErrors.TooMuchToHash;
        return new EventHashesBody([.. document.Events.Select(epcis => EventHash.Of(epcis, ignored)).Select(hash => new EventHashBody(hash.Hash, hash.PreHash))]);
    }
}
