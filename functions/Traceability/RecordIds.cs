using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;

namespace AgriTrace.Functions.Traceability;

internal static class RecordIds
{
    /// <summary>The record that this call makes: the same for the same <c>Idempotency-Key</c>, a new one without.</summary>
    public static Result<RecordId> Of(Call call, DateTimeOffset now) =>
        call.Request.Headers.ContainsKey("Idempotency-Key")
            ? call.IdempotencyKey().Map(key => RecordId.OfKey(call.Coop, key))
            : RecordId.Fresh(Guid.CreateVersion7(now));
}
