using AgriTrace.Infra.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AgriTrace.Infra.Traceability;

/// <summary>A blob that is made from other data, and that only who saw all of them may write.</summary>
internal sealed class ReadyDocument(BlobClient blob)
{
    /// <summary>What stands in the place of a document that is to be made anew. No document of ours is that.</summary>
    private static readonly byte[] Mark = "{}"u8.ToArray();

    /// <returns>Null where there is none, or a mark in its place.</returns>
    public async Task<(byte[] Content, IDictionary<string, string> Metadata, string Version)?> Read(CancellationToken cancel)
    {
        try
        {
            var read = (await blob.DownloadContentAsync(cancel)).Value;
            var content = read.Content.ToArray();
            return content.AsSpan().SequenceEqual(Mark) ? null : (content, read.Details.Metadata, VersionOf(read.Details.ETag));
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    /// <summary>To be asked for before what the document is made from is read.</summary>
    public async Task<ETag?> Fence(CancellationToken cancel)
    {
        try
        {
            return (await blob.GetPropertiesAsync(cancellationToken: cancel)).Value.ETag;
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    /// <returns>The version; null where somebody wrote since the fence was asked for, so that they may have seen more.</returns>
    public async Task<string?> Write(byte[] content, string contentType, Dictionary<string, string> metadata, ETag? fence, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = contentType },
            Metadata = metadata,
            Conditions = fence is { } read ? new BlobRequestConditions { IfMatch = read } : new BlobRequestConditions { IfNoneMatch = ETag.All },
        };
        try
        {
            return VersionOf((await blob.UploadAsync(BinaryData.FromBytes(content), options, cancel)).Value.ETag);
        }
        catch (RequestFailedException failed) when (failed.IsChanged() || failed.IsConflict())
        {
            return null;
        }
    }

    /// <summary>Puts a mark in its place. A mark and no gap: who is making one from what was true before must find that it changed meanwhile.</summary>
    public Task Outdate(CancellationToken cancel) => blob.UploadAsync(BinaryData.FromBytes(Mark), overwrite: true, cancel);

    private static string VersionOf(ETag tag) => tag.ToString("G").Trim('"');
}
