using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AgriTrace.Infra.Identity;

public sealed record Photo(byte[] Bytes, string ContentType);

/// <summary>Photos that are personal data: of signed forms, of members, and what buyers send. An encrypted blob each.</summary>
public sealed class PersonalPhotos(StorageAccount storage, Protector protector)
{
    private readonly BlobContainerClient container = storage.Blobs.GetBlobContainerClient(ContainerNames.Personal);

    /// <summary>
    /// Keeps a photo under a name that follows from its content, so that a repeat stores nothing new, and without what
    /// the camera wrote beside the image.
    /// </summary>
    /// <param name="of">
    /// What the photo belongs to, where it is erased with that: the same picture of something else is then another blob, and stays. Null
    /// for photos that are kept.
    /// </param>
    /// <returns>The name; an error for bytes that are no picture.</returns>
    public async Task<Result<string>> Keep(string coop, byte[] photo, CancellationToken cancel, string? of = null)
    {
        if (PhotoMetadata.Strip(photo) is not var (clean, _)) return IdentityErrors.NotAPhoto;
        var content = Convert.ToBase64String(clean);
        var name = KeyText.Of(of is null ? protector.Mac("photo", coop, content) : protector.Mac("photo of", coop, of, content));
        await Blob(coop, name).UploadAsync(BinaryData.FromBytes(protector.Seal(clean, ContainerNames.Personal, coop, name)), new BlobUploadOptions(), cancel);
        return name;
    }

    public async Task<Photo?> Find(string coop, string name, CancellationToken cancel)
    {
        try
        {
            var sealedPhoto = (await Blob(coop, name).DownloadContentAsync(cancel)).Value.Content.ToArray();
            var bytes = protector.Open(sealedPhoto, ContainerNames.Personal, coop, name);
            return new Photo(bytes, PhotoMetadata.Strip(bytes)?.ContentType ?? "application/octet-stream");
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    /// <summary>Twice is the same as once.</summary>
    public Task Erase(string coop, string name, CancellationToken cancel) => Blob(coop, name).DeleteIfExistsAsync(cancellationToken: cancel);

    private BlobClient Blob(string coop, string name) => container.GetBlobClient($"{coop}/{name}");
}
