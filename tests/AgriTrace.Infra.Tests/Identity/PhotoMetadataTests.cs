using System.Text;
using AgriTrace.Infra.Identity;

namespace AgriTrace.Infra.Tests.Identity;

public sealed class PhotoMetadataTests
{
    private static readonly byte[] Where = Encoding.ASCII.GetBytes("GPS 10.0227,105.8262");

    [Fact]
    public void What_the_camera_wrote_beside_the_image_is_gone_and_the_image_is_not()
    {
        byte[] jpeg = [0xFF, 0xD8, .. Segment(0xE0, "JFIF\0"u8), .. Segment(0xE1, [.. "Exif\0\0II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, .. Where]),
            .. Segment(0xFE, Where), .. Segment(0xDB, [1, 2, 3]), 0xFF, 0xDA, 0, 2, 7, 7, 7, 0xFF, 0xD9, .. Where];

        var (clean, type) = PhotoMetadata.Strip(jpeg)!.Value;

        type.ShouldBe("image/jpeg");
        Encoding.Latin1.GetString(clean).ShouldNotContain("GPS");
        clean[^9..].ShouldBe([0xFF, 0xDA, 0, 2, 7, 7, 7, 0xFF, 0xD9]);
        clean.AsSpan().IndexOf<byte>([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]).ShouldBeGreaterThan(0, "how it is to be turned stays");
        PhotoMetadata.Strip(clean)!.Value.Bytes.ShouldBe(clean, "what is clean stays as it is");
    }

    [Fact]
    public void A_png_keeps_what_its_image_needs()
    {
        byte[] png = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", [1]), .. Chunk("eXIf", Where), .. Chunk("tEXt", Where), .. Chunk("IDAT", [2]), .. Chunk("IEND", []), .. Where];

        PhotoMetadata.Strip(png)!.Value.Bytes.ShouldBe([0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, .. Chunk("IHDR", [1]), .. Chunk("IDAT", [2]), .. Chunk("IEND", [])]);
    }

    [Fact]
    public void A_webp_keeps_what_its_image_needs_and_tells_its_size()
    {
        byte[] chunks = [.. Riff("VP8X", [0b0000_1100, 0]), .. Riff("VP8 ", [1, 2]), .. Riff("EXIF", Where), .. Riff("XMP ", Where)];

        var clean = PhotoMetadata.Strip([.. "RIFF"u8, .. BitConverter.GetBytes(4 + chunks.Length), .. "WEBP"u8, .. chunks])!.Value.Bytes;

        byte[] kept = [.. Riff("VP8X", [0, 0]), .. Riff("VP8 ", [1, 2])];
        clean.ShouldBe([.. "RIFF"u8, .. BitConverter.GetBytes(4 + kept.Length), .. "WEBP"u8, .. kept]);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF, 1 })]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE1, 0, 0, 1 })]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1 })]
    [InlineData(new byte[] { 0x3C, 0x73, 0x76, 0x67 })]
    public void What_breaks_off_or_is_no_picture_is_none(byte[] bytes) => PhotoMetadata.Strip(bytes).ShouldBeNull();

    [Fact]
    public void Whatever_the_bytes_it_ends_and_does_not_throw()
    {
        var random = new Random(7);
        byte[][] starts = [[0xFF, 0xD8, 0xFF, 0xE1], [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], [.. "RIFF0000WEBPVP8X"u8]];
        for (var round = 0; round < 3_000; round++)
        {
            var tail = new byte[random.Next(200)];
            random.NextBytes(tail);
            Should.NotThrow(() => PhotoMetadata.Strip([.. starts[round % 3], .. tail]));
        }
    }

    private static byte[] Segment(byte marker, ReadOnlySpan<byte> content) => [0xFF, marker, (byte)((content.Length + 2) >> 8), (byte)(content.Length + 2), .. content];

    private static byte[] Chunk(string type, ReadOnlySpan<byte> content) => [0, 0, 0, (byte)content.Length, .. Encoding.ASCII.GetBytes(type), .. content, 0, 0, 0, 0];

    private static byte[] Riff(string type, ReadOnlySpan<byte> content) => [.. Encoding.ASCII.GetBytes(type), (byte)content.Length, 0, 0, 0, .. content];
}
