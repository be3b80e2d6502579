using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace AgriTrace.Functions.Tests.Privacy;

/// <summary>All that lies in storage, as somebody reads it who has the account and not the keys.</summary>
internal static class RawStorage
{
    /// <summary>Tables, blobs and messages, each as one text.</summary>
    public static async Task<IReadOnlyList<string>> Read(string connection, CancellationToken cancel) =>
        [.. await Rows(connection, cancel), .. await Blobs(connection, cancel), .. await Messages(connection, cancel)];

    private static async Task<List<string>> Rows(string connection, CancellationToken cancel)
    {
        var (tables, texts) = (new TableServiceClient(connection), new List<string>());
        await foreach (var table in tables.QueryAsync(cancellationToken: cancel))
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>(cancellationToken: cancel))
                texts.Add($"{table.Name}: {string.Join(' ', row.Select(column => $"{column.Key}={column.Value}"))}");
        return texts;
    }

    private static async Task<List<string>> Blobs(string connection, CancellationToken cancel)
    {
        var (account, texts) = (new BlobServiceClient(connection), new List<string>());
        await foreach (var container in account.GetBlobContainersAsync(cancellationToken: cancel))
            await foreach (var blob in account.GetBlobContainerClient(container.Name).GetBlobsAsync(cancellationToken: cancel))
            {
                try
                {
                    var content = (await account.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync(cancel)).Value.Content;
                    texts.Add($"{container.Name}/{blob.Name}: {Encoding.UTF8.GetString(content)}");
                }
                catch (RequestFailedException failed) when (failed.Status == 404)
                {
                    // Another test has deleted it since it was listed.
                }
            }

        return texts;
    }

    private static async Task<List<string>> Messages(string connection, CancellationToken cancel)
    {
        var (account, texts) = (new QueueServiceClient(connection), new List<string>());
        await foreach (var queue in account.GetQueuesAsync(cancellationToken: cancel))
            foreach (var message in (await account.GetQueueClient(queue.Name).PeekMessagesAsync(32, cancel)).Value)
                texts.Add($"{queue.Name}: {message.Body} {Decoded(message.Body.ToString())}");
        return texts;
    }

    /// <summary>Our own messages are base64; tests send others too.</summary>
    private static string Decoded(string body)
    {
        var bytes = new byte[body.Length];
        return Convert.TryFromBase64String(body, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : string.Empty;
    }
}
