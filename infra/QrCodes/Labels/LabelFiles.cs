using System.Globalization;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Infra.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>The files of print runs. A blob shows once all of it is there, so a file that shows is whole.</summary>
public sealed class LabelFiles(StorageAccount storage, TimeProvider clock)
{
    /// <summary>Long enough for a bad line to begin; what began goes on.</summary>
    public static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(15);

    private readonly BlobContainerClient container = storage.Blobs.GetBlobContainerClient(ContainerNames.Labels);

    public async Task<bool> Has(LabelBatch batch, LabelFile file, CancellationToken cancel) => (await Blob(batch, file).ExistsAsync(cancel)).Value;

    public Task Keep(LabelBatch batch, LabelFile file, Stream content, CancellationToken cancel)
    {
        var headers = new BlobHttpHeaders
        {
            ContentType = batch.Format == LabelFormat.Pdf ? "application/pdf" : "application/zip",
            ContentDisposition = $"attachment; filename=\"{NameOf(batch, file)}\"",
        };
        return Blob(batch, file).UploadAsync(content, new BlobUploadOptions { HttpHeaders = headers }, cancel);
    }

    /// <summary>An address that reads this one file, and nothing else, until it ends.</summary>
    /// <returns>Null where our own right to the storage is no key, which alone can sign such an address.</returns>
    public (Uri Url, DateTimeOffset Until)? Link(LabelBatch batch, LabelFile file)
    {
        var blob = Blob(batch, file);
        if (!blob.CanGenerateSasUri) return null;
        var until = clock.GetUtcNow() + LinkLife;
        return (blob.GenerateSasUri(BlobSasPermissions.Read, until), until);
    }

    public static string NameOf(LabelBatch batch, LabelFile file) => string.Create(
        CultureInfo.InvariantCulture,
        $"labels-{batch.Id.ToString("N")[^8..]}-{file.From + 1:D6}-{file.End:D6}.{(batch.Format == LabelFormat.Pdf ? "pdf" : $"{batch.Format.ToString().ToLowerInvariant()}.zip")}");

    private BlobClient Blob(LabelBatch batch, LabelFile file) => container.GetBlobClient($"{batch.Coop}/{batch.Id:N}/{NameOf(batch, file)}");
}
