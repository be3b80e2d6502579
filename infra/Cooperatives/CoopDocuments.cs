using System.Security.Cryptography;
using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AgriTrace.Infra.Cooperatives;

/// <param name="Extension">Of the file under which it is kept: <c>pdf</c>, <c>jpg</c> or <c>png</c>.</param>
public sealed record CoopDocument(string Id, byte[] Bytes, string ContentType, string Extension);

/// <summary>Documents that a cooperative uploads, such as laboratory results and certificates: a blob each, never changed.</summary>
public sealed class CoopDocuments(StorageAccount storage)
{
    private const int IdLength = 26;

    private readonly BlobContainerClient container = storage.Blobs.GetBlobContainerClient(ContainerNames.Uploads);

    /// <summary>Keeps a PDF, JPEG or PNG, as its first bytes tell; a photo without what the camera wrote beside the image.</summary>
    /// <returns>Its id, which follows from the content, so that a repeat stores nothing new; an error for anything else.</returns>
    public async Task<Result<string>> Keep(string coop, byte[] bytes, CancellationToken cancel)
    {
        if (Read(bytes) is not var (clean, type, _)) return DocumentErrors.NotADocument;
        var id = Ids.Base32(SHA256.HashData(clean), IdLength).ToLowerInvariant();
        await Blob(coop, id).UploadAsync(BinaryData.FromBytes(clean), new BlobUploadOptions { HttpHeaders = new BlobHttpHeaders { ContentType = type } }, cancel);
        return id;
    }

    /// <inheritdoc cref="Keep"/>
    /// <remarks>For what must be a PDF.</remarks>
    public async Task<Result<string>> KeepPdf(string coop, byte[] bytes, CancellationToken cancel) =>
        IsPdf(bytes) ? await Keep(coop, bytes, cancel) : DocumentErrors.NotAPdf;

    /// <summary>One read.</summary>
    public async Task<CoopDocument?> Open(string coop, string id, CancellationToken cancel)
    {
        try
        {
            var bytes = (await Blob(coop, id).DownloadContentAsync(cancel)).Value.Content.ToArray();
            return Read(bytes) is var (_, type, extension) ? new CoopDocument(id, bytes, type, extension) : null;
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    /// <summary>WebP is left out: laboratories and offices of the administration cannot open it.</summary>
    private static (byte[] Clean, string ContentType, string Extension)? Read(byte[] bytes)
    {
        if (IsPdf(bytes)) return (bytes, "application/pdf", "pdf");
        return PhotoMetadata.Strip(bytes) switch
        {
            (var clean, "image/jpeg") => (clean, "image/jpeg", "jpg"),
            (var clean, "image/png") => (clean, "image/png", "png"),
            _ => null,
        };
    }

    private static bool IsPdf(byte[] bytes) => bytes.AsSpan().StartsWith("%PDF-"u8);

    private BlobClient Blob(string coop, string id) => container.GetBlobClient($"{coop}/{KeyText.Of(id)}");
}
