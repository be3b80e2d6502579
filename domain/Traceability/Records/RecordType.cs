namespace AgriTrace.Domain.Traceability.Records;

/// <summary>What a cooperative records, in the words of the simple API.</summary>
public enum RecordType
{
    Cultivate,
    Feed,
    Treat,
    Harvest,
    Wash,
    Grade,
    Pack,
    Split,
    Merge,
    Aggregate,
    Disaggregate,
    Store,
    Ship,
    Receive,
    Inspect,
    Measure,
    Count,
    Discard,
}

/// <summary>What is done to a field.</summary>
public enum FieldActivity
{
    Fertilise,
    Spray,
    Irrigate,
    Sow,
    Prune,
    Weed,
    Other,
}

/// <summary>What an inspection found.</summary>
public enum InspectionResult
{
    Pass,
    Fail,
}

internal static class RecordWord
{
    /// <summary>As bodies and events have it.</summary>
    public static string Word(this RecordType type) => type.ToString().ToLowerInvariant();

    /// <inheritdoc cref="Word(RecordType)"/>
    public static string Word(this FieldActivity activity) => activity.ToString().ToLowerInvariant();

    /// <inheritdoc cref="Word(RecordType)"/>
    public static string Word(this InspectionResult result) => result.ToString().ToLowerInvariant();
}
