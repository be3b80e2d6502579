using System.Text;
using AgriTrace.Domain;
using Azure.Data.Tables;

namespace AgriTrace.Infra.Storage;

/// <summary>Keeps a JSON text in an entity, over as many string properties as it needs.</summary>
internal static class JsonColumns
{
    /// <summary>An entity holds 1 MiB in all and 16 bits a character; the rest is left to its other columns.</summary>
    private const int MaxColumns = 14;

    private const string Name = "Json";

    /// <exception cref="InvalidOperationException">More than an entity can hold: what writes such rows must bound them or use a blob.</exception>
    public static TableEntity WithJson(this TableEntity entity, string json)
    {
        var columns = (json.Length + TableLimits.MaxStringLength - 1) / TableLimits.MaxStringLength;
        if (columns > MaxColumns) throw new InvalidOperationException($"{json.Length} characters do not fit into one entity.");
        for (var index = 0; index < columns; index++)
        {
            var from = index * TableLimits.MaxStringLength;
            entity[Name + index] = json.Substring(from, Math.Min(TableLimits.MaxStringLength, json.Length - from));
        }

        entity["V"] = 1;
        return entity;
    }

    public static TableEntity WithJson<T>(this TableEntity entity, T value) => entity.WithJson(AgriTraceJson.Write(value));

    public static string JsonText(this TableEntity entity)
    {
        var first = entity.GetString(Name + 0) ?? string.Empty;
        if (!entity.ContainsKey(Name + 1)) return first;
        var all = new StringBuilder(first);
        for (var index = 1; entity.GetString(Name + index) is { } more; index++) all.Append(more);
        return all.ToString();
    }

    public static T Json<T>(this TableEntity entity) => AgriTraceJson.Read<T>(entity.JsonText());
}
