using AgriTrace.Domain;
using AgriTrace.Domain.Traceability.Queries;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Traceability;

/// <summary>How named queries and subscriptions lie in the table of queries: in the cooperative's partition, so that a query goes with its subscriptions.</summary>
internal static class QueryRows
{
    public const string Queries = "query|", Subscriptions = "sub|";

    /// <summary>True while the subscription is a stream that is served.</summary>
    public const string Stream = "Stream";

    /// <summary>A keyed hash of what was asked for: stays with the row.</summary>
    public const string Request = "Request";

    private const string Sealed = "Sealed";

    public static string KeyOf(string query) => Queries + query;

    public static string PrefixOf(string query) => $"{Subscriptions}{query}|";

    public static string KeyOf(SubscriptionId at) => PrefixOf(at.Query) + at.Id;

    public static TableEntity RowOf(string coop, NamedQuery query) => new TableEntity(coop, KeyOf(query.Name)).WithJson(query);

    /// <summary>The address may hold a secret as well as the token does, so both are encrypted.</summary>
    public static TableEntity RowOf(Subscription subscription, Protector protector)
    {
        var row = new TableEntity(subscription.At.Coop, KeyOf(subscription.At)) { [Stream] = subscription is { IsStream: true, IsLive: true } };
        row[Sealed] = protector.Seal(AgriTraceJson.Write(new Target(subscription.Dest, subscription.SignatureToken)), TableNames.Queries, row.PartitionKey, row.RowKey);
        return row.WithJson(subscription with { Dest = string.Empty, SignatureToken = null });
    }

    public static Subscription SubscriptionOf(TableEntity row, Protector protector)
    {
        var target = AgriTraceJson.Read<Target>(protector.Open(row.GetString(Sealed), TableNames.Queries, row.PartitionKey, row.RowKey));
        return row.Json<Subscription>() with { Dest = target.Dest, SignatureToken = target.SignatureToken };
    }

    private sealed record Target(string Dest, string? SignatureToken);
}
