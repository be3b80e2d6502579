namespace AgriTrace.Infra.Storage;

/// <summary>Every table, by what it holds.</summary>
internal static class TableNames
{
    /// <summary>Job rows with their outbox; a partition an owner.</summary>
    public const string Jobs = "Jobs";

    /// <summary>Small facts about the platform itself, such as the last run of each timer; a partition a kind.</summary>
    public const string Platform = "Platform";

    public static readonly string[] All = [Jobs, Platform];
}

/// <summary>Every queue that a function of ours listens to. Each has a companion <c>-poison</c>.</summary>
public static class QueueNames
{
    public const string StorageChecks = "storage-checks";

    public static IReadOnlyList<string> All { get; } = [StorageChecks];

    public static string PoisonOf(string queue) => queue + "-poison";
}
