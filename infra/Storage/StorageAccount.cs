using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace AgriTrace.Infra.Storage;

/// <summary>The clients of the one storage account. Thread-safe; one a process.</summary>
public sealed class StorageAccount
{
    public StorageAccount(StorageSettings settings)
    {
        settings = settings with { Policies = [House, .. settings.Policies] };
        Tables = new TableServiceClient(settings.ConnectionString, settings.Prepare(new TableClientOptions()));
        Blobs = new BlobServiceClient(settings.ConnectionString, settings.Prepare(new BlobClientOptions()));
        Queues = new QueueServiceClient(
            settings.ConnectionString,
            settings.Prepare(new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 }));
    }

    internal MissingHouse House { get; } = new();

    internal TableServiceClient Tables { get; }

    internal BlobServiceClient Blobs { get; }

    internal QueueServiceClient Queues { get; }

    internal TableClient Table(string name) => Tables.GetTableClient(name);

    internal QueueClient Queue(string name) => Queues.GetQueueClient(name);
}
