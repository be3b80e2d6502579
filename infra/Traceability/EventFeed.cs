using System.Globalization;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.Queries;
using EventQuery = AgriTrace.Domain.Traceability.EventQuery;

namespace AgriTrace.Infra.Traceability;

/// <summary>What the events of a named query are, and how they are written: all that named queries and subscriptions know of events.</summary>
public sealed class EventFeed(EventStore events)
{
    /// <summary>Why the parameters of a query cannot be answered; null where they can.</summary>
    public static Error? FaultOf(NamedQuery query) => EventQuery.Read(ParametersOf(query)).Error;

    /// <summary>A page of the answer as the query itself orders it.</summary>
    /// <param name="after">The end of the page before; null for the first.</param>
    public async Task<Result<EventPage>> Page(string coop, NamedQuery query, int perPage, string? after, CancellationToken cancel) =>
        EventQuery.Read(ParametersOf(query)).Try(out var read, out var error) ? await events.Page(coop, read with { PerPage = perPage, After = after }, cancel) : error;

    /// <summary>A page of the events that were recorded in this time, in the order of record times. Limits of the query do not count.</summary>
    /// <param name="before">Exclusive; null for no end.</param>
    /// <returns>An error of the kind <see cref="ErrorKind.TooLarge"/> where that is too much to put in order: ask for a shorter time.</returns>
    /// <inheritdoc cref="Page"/>
    public async Task<Result<EventPage>> Recorded(
        string coop, NamedQuery query, DateTimeOffset from, DateTimeOffset? before, int perPage, string? after, CancellationToken cancel)
    {
        var (all, at) = (new List<StoredEvent>(), default(string));
        do
        {
            if (!(await Page(coop, query, EventQuery.MaxPerPage, at, cancel)).Try(out var page, out var error)) return error;
            all.AddRange(page.Events.Where(stored => stored.RecordTime >= from && (before is null || stored.RecordTime < before)));
            at = page.Next;
        }
        while (at is not null);

        var skipped = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var next = skipped + perPage;
        return new EventPage(
            [.. all.OrderBy(stored => stored.RecordTime).ThenBy(stored => stored.Key, StringComparer.Ordinal).Skip(skipped).Take(perPage)],
            next < all.Count ? next.ToString(CultureInfo.InvariantCulture) : null);
    }

    /// <summary>Writes events as one EPCISQueryDocument that says which query and subscription it answers.</summary>
    /// <param name="subscription">Null for an answer that nobody subscribed to.</param>
    /// <param name="epcFormat">How EPCs are written, in the words of <c>GS1-EPC-Format</c>.</param>
    public static Result<byte[]> Write(IReadOnlyList<StoredEvent> events, string query, string? subscription, string epcFormat, DateTimeOffset now)
    {
        _ = epcFormat;
        const string Unnamed = "\"queryResults\":{\"queryName\":\"SimpleEventQuery\"";
        var named = $"\"queryResults\":{{{(subscription is null ? string.Empty : $"\"subscriptionID\":\"{subscription}\",")}\"queryName\":\"{query}\"";
        return Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(QueryDocument.Write(events, now)).Replace(Unnamed, named, StringComparison.Ordinal));
    }

    private static IEnumerable<KeyValuePair<string, string>> ParametersOf(NamedQuery query) =>
        JsonElement.Parse(query.Query).EnumerateObject().Where(member => member.Name != "@context")
            .Select(member => KeyValuePair.Create(
                member.Name,
                member.Value.ValueKind == JsonValueKind.Array ? string.Join('|', member.Value.EnumerateArray().Select(TextOf)) : TextOf(member.Value)));

    private static string TextOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
