using System.IO.Compression;
using AgriTrace.Domain.QrCodes.Labels;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Draws each code by itself, in a ZIP, for label programs that set the text. A module is a whole number of dots at 300 dpi.</summary>
internal static class PngLabels
{
    public static void Draw(LabelRun run, LabelFile file, Stream to)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var label in run.LabelsOf(file))
        {
            // A PNG is compressed already.
            var entry = zip.CreateEntry(label.NameOf("png"), CompressionLevel.NoCompression);
            entry.LastWriteTime = run.Batch.CreatedAt;
            using var content = entry.Open();
            content.Write(label.Code.ToPng(run.Design.DotsPerModule));
        }
    }
}
