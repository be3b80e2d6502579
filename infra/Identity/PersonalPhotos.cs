using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Privacy;
using AgriTrace.Infra.Storage;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace AgriTrace.Infra.Identity;

public sealed record Photo(byte[] Bytes, string ContentType);

/// <summary>Photos that are personal data: of signed forms, and of members. An encrypted blob each.</summary>
public sealed class PersonalPhotos(StorageAccount storage, Protector protector)
{
    private readonly BlobContainerClient container = storage.Blobs.GetBlobContainerClient(ContainerNames.Personal);

    /// <summary>Keeps a photo under a name that follows from its content, so that a repeat stores nothing new.</summary>
    /// <returns>The name; an error for bytes that are no picture.</returns>
    public async Task<Result<string>> Keep(string coop, byte[] photo, CancellationToken cancel)
    {
        if (TypeOf(photo) is null) return IdentityErrors.NotAPhoto;
        var name = Ids.Base32(Ids.Hash(coop, Convert.ToBase64String(photo)), 26).ToLowerInvariant();
        await Blob(coop, name).UploadAsync(BinaryData.FromBytes(protector.Seal(photo, ContainerNames.Personal, coop, name)), new BlobUploadOptions(), cancel);
        return name;
    }

    public async Task<Photo?> Find(string coop, string name, CancellationToken cancel)
    {
        try
        {
            var sealedPhoto = (await Blob(coop, name).DownloadContentAsync(cancel)).Value.Content.ToArray();
            var bytes = protector.Open(sealedPhoto, ContainerNames.Personal, coop, name);
            return new Photo(bytes, TypeOf(bytes) ?? "application/octet-stream");
        }
        catch (RequestFailedException failed) when (failed.IsMissing())
        {
            return null;
        }
    }

    /// <summary>By what the bytes begin with; what the sender says of them proves nothing.</summary>
    private static string? TypeOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return "image/jpeg";
        if (bytes.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return "image/png";
        return bytes.Length > 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? "image/webp" : null;
    }

    private BlobClient Blob(string coop, string name) => container.GetBlobClient($"{coop}/{name}");
}
