using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>A print run that is being drawn: which label carries which code. Follows wholly from its arguments.</summary>
/// <param name="first">The first serial number of the run.</param>
internal sealed class LabelRun(LabelBatch batch, long first, SerialCodec serials, Uri site)
{
    public LabelBatch Batch => batch;

    public LabelLayout Layout { get; } = LabelLayout.Find(batch.Layout) ?? throw new InvalidOperationException($"There is no layout {batch.Layout} any more.");

    /// <summary>All codes of a run are of one size: their links differ in letters of the same kind.</summary>
    public LabelDesign Design { get; } =
        LabelDesign.Of(LabelLayout.Find(batch.Layout)!, batch, SizeOf(batch, site)) ?? throw new InvalidOperationException($"The labels of run {batch.Id} do not fit.");

    /// <summary>The labels of a file, in their order. Codes are made on all cores: they take two thirds of the work.</summary>
    public IEnumerable<Label> LabelsOf(LabelFile file)
    {
        var indices = Enumerable.Range(file.From, file.Count);
        if (batch.Serials != LabelSerials.None) return indices.AsParallel().AsOrdered().Select(LabelWithSerial);
        var same = QrCode.Of(batch.Lot.DigitalLink(site));
        return indices.Select(index => new Label(index, Serial: null, same));
    }

    private Label LabelWithSerial(int index)
    {
        var serial = serials.Write(batch.Lot, batch.SerialOf(first, index)!);
        return new Label(index, serial, QrCode.Of(new ItemId(batch.Lot, serial).DigitalLink(site)));
    }

    /// <summary>How many modules a code of the run is wide, with its quiet zone.</summary>
    public static int SizeOf(LabelBatch batch, Uri site) => QrCode.Of(
        batch.Serials == LabelSerials.None ? batch.Lot.DigitalLink(site) : new ItemId(batch.Lot, new string('A', SerialCodec.Length)).DigitalLink(site)).Size;
}

/// <param name="Index">In the run, from 0.</param>
/// <param name="Serial">Null where labels have none.</param>
internal sealed record Label(int Index, string? Serial, QrCode Code)
{
    /// <summary>A file name that sorts, and says which label it is.</summary>
    public string NameOf(string extension) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"label-{Index + 1:D6}{(Serial is null ? null : "-" + Serial)}.{extension}");
}
