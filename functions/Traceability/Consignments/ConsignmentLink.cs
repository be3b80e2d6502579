using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Consignments;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Traceability.Consignments;

namespace AgriTrace.Functions.Traceability.Consignments;

/// <summary>Opens consignments for whoever holds their link.</summary>
public sealed class ConsignmentLink(ConsignmentStore consignments, TimeProvider clock)
{
    /// <summary>The query parameter that holds the secret.</summary>
    public const string Key = "key";

    /// <summary>Longer ones are refused before anything is read; ours have 26.</summary>
    private const int MaxKey = 100;

    public static string Of(Consignment one, string secret) => $"/consignments/{one.Coop}/{one.Id}?{Key}={secret}";

    /// <summary>One point read.</summary>
    public async Task<Result<Consignment>> Open(Call call, CancellationToken cancel)
    {
        if (call.Query(Key) is not { Length: <= MaxKey } key || !call.Id("id").Try(out var id, out _)) return ConsignmentErrors.NoSuchConsignment;
        if (await consignments.Find(call.Coop, id, cancel) is not { } one || !one.IsFor(key)) return ConsignmentErrors.NoSuchConsignment;
        return one.IsOpen(clock.GetUtcNow()) ? one : ConsignmentErrors.Ended;
    }

    /// <summary>The address holds the secret: it goes into no referrer, no search engine and no cache.</summary>
    public static Reply Guarded(Reply reply) =>
        reply.With("Referrer-Policy", "no-referrer").With("X-Robots-Tag", "noindex, nofollow").With("Cache-Control", "no-store");
}
