using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Infra.Traceability;

/// <summary>What the events of a named query are, and how subscribers get them written.</summary>
public sealed class EventFeed(EventQueries events, EpcIdentifiers identifiers)
{
    /// <summary>The query itself; the refusal where its parameters cannot be answered.</summary>
    public static Result<EventQuery> Read(NamedQuery query) => EventQuery.Read(JsonElement.Parse(query.Query));

    /// <summary>A page of the events that were recorded in this time, in the order of record times. Limits of the query do not count.</summary>
    /// <param name="before">Exclusive; null for no end.</param>
    /// <param name="after">The end of the page before; null for the first.</param>
    /// <returns>An error of the kind <see cref="ErrorKind.TooLarge"/> where that is too much to put in order: ask for a shorter time.</returns>
    public async Task<Result<EventPage>> Recorded(
        string coop, NamedQuery query, DateTimeOffset from, DateTimeOffset? before, int perPage, string? after, CancellationToken cancel)
    {
        if (!Read(query).Try(out var read, out var error)) return error;
        var recorded = read with
        {
            RecordTimeFrom = read.RecordTimeFrom > from ? read.RecordTimeFrom : from,
            RecordTimeBefore = read.RecordTimeBefore < before || before is null ? read.RecordTimeBefore : before,
            OrderBy = EventOrder.RecordTime,
            Descending = false,
            EventCountLimit = null,
            MaxEventCount = null,
        };
        return await events.Page(coop, recorded, perPage, after, cancel);
    }

    /// <summary>Writes events as one EPCISQueryDocument that says which query and subscription it answers.</summary>
    public async Task<Result<byte[]>> Write(IReadOnlyList<StoredEvent> events, Subscription subscription, DateTimeOffset now, CancellationToken cancel) => QueryDocument.Write(events, now, new QueryDocumentOptions
    {
        QueryName = subscription.At.Query,
        SubscriptionId = subscription.At.Id,
        Identifiers = await identifiers.In(subscription.EpcFormat, subscription.At.Coop, cancel),
    });
}
