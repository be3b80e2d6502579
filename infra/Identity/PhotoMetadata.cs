using System.Buffers.Binary;

namespace AgriTrace.Infra.Identity;

/// <summary>
/// Takes out of a picture what cameras write into it beside the image: where it was taken, when, and by which device. A JPEG keeps how it
/// is to be turned, or portraits would lie on their side.
/// </summary>
internal static class PhotoMetadata
{
    private const int ExifHeader = 6;
    private const ushort Orientation = 0x0112;

    /// <returns>Null for bytes that are no JPEG, PNG or WebP, or break off.</returns>
    public static (byte[] Bytes, string ContentType)? Strip(byte[] photo)
    {
        try
        {
            if (photo.AsSpan().StartsWith<byte>([0xFF, 0xD8, 0xFF])) return (Jpeg(photo), "image/jpeg");
            if (photo.AsSpan().StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])) return (Png(photo), "image/png");
            return photo.Length > 12 && photo.AsSpan().StartsWith("RIFF"u8) && photo.AsSpan(8).StartsWith("WEBP"u8) ? (WebP(photo), "image/webp") : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // A length in it leads beyond its end.
            return null;
        }
    }

    /// <summary>ITU-T T.81, annex B: segments up to the scan, which goes on to the last end-of-image marker; what follows that is no picture.</summary>
    private static byte[] Jpeg(byte[] photo)
    {
        using var kept = new MemoryStream(photo.Length);
        kept.Write(photo.AsSpan(0, 2));
        var at = 2;
        while (true)
        {
            var marker = photo.AsSpan(at, 2)[1];
            if (photo[at] != 0xFF) throw new ArgumentOutOfRangeException(nameof(photo));
            if (marker == 0xDA) break;
            var segment = photo.AsSpan(at, 2 + BinaryPrimitives.ReadUInt16BigEndian(photo.AsSpan(at + 2, 2)));
            if (marker == 0xE1 && OrientationOf(segment[4..]) is { } turned) kept.Write(ExifOf(turned));
            // APP0 (JFIF), APP2 (colour profile) and APP14 (Adobe's colours) are of the image; the others and comments are about it.
            if (marker is not ((>= 0xE1 and <= 0xEF) or 0xFE) || marker is 0xE2 or 0xEE) kept.Write(segment);
            at += segment.Length;
        }

        var end = photo.AsSpan(at).LastIndexOf<byte>([0xFF, 0xD9]);
        kept.Write(end < 0 ? photo.AsSpan(at) : photo.AsSpan(at, end + 2));
        return kept.ToArray();
    }

    /// <summary>1 to 8, of the first directory (Exif 2.32, 4.6.4); null where it says nothing that counts.</summary>
    private static ushort? OrientationOf(ReadOnlySpan<byte> segment)
    {
        if (!segment.StartsWith("Exif\0\0"u8)) return null;
        var tiff = segment[ExifHeader..];
        var isLittle = tiff.StartsWith("II"u8);
        var directory = tiff[(int)Math.Min(int.MaxValue, Long(tiff[4..], isLittle))..];
        for (var index = 0; index < Short(directory, isLittle); index++)
        {
            var entry = directory.Slice(2 + (12 * index), 12);
            if (Short(entry, isLittle) == Orientation) return Short(entry[8..], isLittle) is var turned and > 1 and <= 8 ? turned : null;
        }

        return null;
    }

    /// <summary>A segment that holds the orientation and nothing else.</summary>
    private static byte[] ExifOf(ushort turned) =>
        [0xFF, 0xE1, 0x00, 0x22, .. "Exif\0\0MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turned, 0, 0, 0, 0, 0, 0];

    /// <summary>Chunks that the image needs are those with a capital letter (PNG, 5.4), and its transparency, profile and gamma.</summary>
    private static byte[] Png(byte[] photo)
    {
        using var kept = new MemoryStream(photo.Length);
        kept.Write(photo.AsSpan(0, 8));
        for (var at = 8; at < photo.Length;)
        {
            var chunk = photo.AsSpan(at, 12 + (int)Math.Min(int.MaxValue - 12, BinaryPrimitives.ReadUInt32BigEndian(photo.AsSpan(at, 4))));
            var type = chunk.Slice(4, 4);
            if (char.IsAsciiLetterUpper((char)type[0]) || type.SequenceEqual("tRNS"u8) || type.SequenceEqual("iCCP"u8) || type.SequenceEqual("gAMA"u8) || type.SequenceEqual("sRGB"u8))
                kept.Write(chunk);
            if (type.SequenceEqual("IEND"u8)) break;
            at += chunk.Length;
        }

        return kept.ToArray();
    }

    /// <summary>RIFF chunks; the flags in VP8X say which are there.</summary>
    private static byte[] WebP(byte[] photo)
    {
        using var kept = new MemoryStream(photo.Length);
        kept.Write(photo.AsSpan(0, 12));
        for (var at = 12; at < photo.Length;)
        {
            var size = (int)Math.Min(int.MaxValue - 9, BinaryPrimitives.ReadUInt32LittleEndian(photo.AsSpan(at + 4, 4)));
            var chunk = photo.AsSpan(at, Math.Min(8 + size + (size & 1), photo.Length - at)).ToArray();
            if (chunk.AsSpan().StartsWith("VP8X"u8)) chunk.AsSpan(8, 1)[0] &= 0b1111_0011;
            if (!chunk.AsSpan().StartsWith("EXIF"u8) && !chunk.AsSpan().StartsWith("XMP "u8)) kept.Write(chunk);
            at += chunk.Length;
        }

        var whole = kept.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(4), (uint)(whole.Length - 8));
        return whole;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);

    private static uint Long(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : BinaryPrimitives.ReadUInt32BigEndian(bytes);
}
