using System.Text.Json.Serialization;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Queries;

namespace AgriTrace.Functions.Traceability.Queries;

/// <summary>A subscription as anybody sees it: without its secret.</summary>
/// <param name="Stream">True, or absent where there is a schedule.</param>
/// <param name="MinRecordTime">Up to here all is delivered, but for events that came late.</param>
/// <param name="LastFailure">Why the last delivery failed; absent after a success.</param>
/// <param name="SuspendedAt">Nothing is sent any more: all had failed for three days.</param>
public sealed record SubscriptionBody(
    string SubscriptionID, string QueryName, string Dest, bool? Stream, QuerySchedule? Schedule, bool? ReportIfEmpty, string EpcFormat,
    DateTimeOffset CreatedAt, DateTimeOffset InitialRecordTime, DateTimeOffset MinRecordTime, DateTimeOffset? LastNotifiedAt,
    [property: JsonPropertyName("agritrace:lastFailure")] string? LastFailure, [property: JsonPropertyName("agritrace:suspendedAt")] DateTimeOffset? SuspendedAt)
{
    public static SubscriptionBody Of(Subscription one) => new(
        one.At.Id, one.At.Query, one.Dest, one.IsStream ? true : null, one.Schedule, one.IsStream ? null : one.ReportIfEmpty, EpcFormats.NameOf(one.EpcFormat),
        one.CreatedAt, one.InitialRecordTime, one.MinRecordTime, one.LastNotifiedAt, one.LastFailure, one.SuspendedAt);
}
