namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>In what order the answer comes.</summary>
internal static class OrderParameters
{
    public static EventQuery OrderBy(EventQuery query, QueryParameter parameter) => parameter.One() switch
    {
        null => query,
        "eventTime" => query with { OrderBy = EventOrder.EventTime },
        "recordTime" => query with { OrderBy = EventOrder.RecordTime },
        var name => ExtensionName.Read(parameter, name) is { } extension
            ? query with { OrderBy = EventOrder.Extension, OrderByExtension = extension.ToString() }
            : query,
    };
}
