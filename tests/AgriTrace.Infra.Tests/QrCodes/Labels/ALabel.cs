using AgriTrace.Domain;
using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Domain.Traceability;
using AgriTrace.Infra.QrCodes.Labels;

namespace AgriTrace.Infra.Tests.QrCodes.Labels;

/// <summary>Print runs to draw.</summary>
internal static class ALabel
{
    public static readonly SerialCodec Codec = new(new Dictionary<int, byte[]> { [2] = Enumerable.Repeat((byte)7, 32).ToArray() }, 2);

    public static readonly Uri Site = new("https://truyxuat.example.vn");

    public static readonly LotId Lot = new(new ProductId("08938505970011"), "BNR-261120-7KQ2M");

    public static readonly LabelFacts Facts = new(
        "Bưởi Năm Roi Mỹ Hòa", new Quantity(1.2m, "KGM"), new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 21), new DateOnly(2026, 12, 20),
        "Hợp tác xã Bưởi Năm Roi Mỹ Hòa", "Khóm Mỹ Hòa, phường Bình Minh, tỉnh Vĩnh Long");

    public static LabelBatch Batch(int count = 24, string layout = "a4-24", LabelFormat format = LabelFormat.Pdf, LabelSerials serials = LabelSerials.Random, LabelFacts? facts = null, LotId? lot = null) =>
        new(Guid.Parse("0199c1a2-0000-7000-8000-000000000001"), "htx-nam-roi", lot ?? Lot, count, serials, format, layout, facts ?? Facts, new DateTimeOffset(2026, 11, 22, 3, 0, 0, TimeSpan.Zero), "admin", "{}");

    public static LabelRun Run(LabelBatch batch, long first = 5_000, Uri? site = null) => new(batch, first, Codec, site ?? Site);

    public static byte[] Draw(LabelRun run, int file = 0)
    {
        using var content = new MemoryStream();
        LabelPrinter.Draw(run, run.Batch.Files.ElementAt(file), content);
        return content.ToArray();
    }

    /// <summary>What the codes of a file hold, in the order of its labels.</summary>
    public static IReadOnlyList<string> LinksOf(LabelRun run, int from, int count) =>
        [.. Enumerable.Range(from, count).Select(index => run.Batch.SerialOf(5_000, index) is { } serial
            ? new ItemId(run.Batch.Lot, Codec.Write(run.Batch.Lot, serial)).DigitalLink(Site)
            : run.Batch.Lot.DigitalLink(Site))];
}
