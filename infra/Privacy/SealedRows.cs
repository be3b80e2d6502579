using AgriTrace.Domain;
using AgriTrace.Infra.Storage;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Privacy;

/// <summary>Rows whose whole content is encrypted.</summary>
internal static class SealedRows
{
    public static TableEntity WithSealed<T>(this TableEntity row, Protector protector, string table, T value) =>
        row.WithJson(protector.Seal(AgriTraceJson.Write(value), table, row.PartitionKey, row.RowKey));

    public static T Sealed<T>(this TableEntity row, Protector protector, string table) =>
        AgriTraceJson.Read<T>(protector.Open(row.JsonText(), table, row.PartitionKey, row.RowKey));
}
