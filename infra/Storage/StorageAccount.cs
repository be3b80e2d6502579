using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace AgriTrace.Infra.Storage;

/// <summary>The clients of the one storage account. Thread-safe; one a process.</summary>
public sealed class StorageAccount
{
    /// <summary>A storage call that takes longer has failed; the next one may find another server.</summary>
    private static readonly TimeSpan CallTimeout = TimeSpan.FromSeconds(10);

    public StorageAccount(StorageSettings settings)
    {
        Tables = new TableServiceClient(settings.ConnectionString, Prepare(new TableClientOptions(), settings));
        Blobs = new BlobServiceClient(settings.ConnectionString, Prepare(new BlobClientOptions(), settings));
        Queues = new QueueServiceClient(
            settings.ConnectionString,
            Prepare(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }, settings));
    }

    internal TableServiceClient Tables { get; }

    internal BlobServiceClient Blobs { get; }

    internal QueueServiceClient Queues { get; }

    internal TableClient Table(string name) => Tables.GetTableClient(name);

    internal QueueClient Queue(string name) => Queues.GetQueueClient(name);

    private static T Prepare<T>(T options, StorageSettings settings)
        where T : ClientOptions
    {
        options.RetryPolicy = new ReadsOnlyRetry();
        options.Retry.NetworkTimeout = CallTimeout;
        options.Diagnostics.IsLoggingEnabled = false;
        options.Diagnostics.IsDistributedTracingEnabled = false;
        options.Diagnostics.IsTelemetryEnabled = false;
        foreach (var policy in settings.Policies) options.AddPolicy(policy, HttpPipelinePosition.PerRetry);
        return options;
    }
}
