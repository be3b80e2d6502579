using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using AgriTrace.Domain.QrCodes.Labels;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Draws each label by itself, in a ZIP: what the programs of print shops put one by one onto their own sheets.</summary>
internal static class SvgLabels
{
    public static void Draw(LabelRun run, LabelFile file, Stream to)
    {
        using var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true);
        var same = Same(run);
        foreach (var label in run.LabelsOf(file))
        {
            var entry = zip.CreateEntry(label.NameOf("svg"), CompressionLevel.Fastest);
            entry.LastWriteTime = run.Batch.CreatedAt;
            using var content = entry.Open();
            content.Write(Encoding.UTF8.GetBytes(Draw(run, label, same)));
        }
    }

    private static string Draw(LabelRun run, Label label, string same)
    {
        var (svg, design) = (new StringBuilder(same), run.Design);
        if (label.Serial is { } serial) Write(svg, design.SerialLine(run.Batch, serial));
        svg.Append(CultureInfo.InvariantCulture, $"<path shape-rendering=\"crispEdges\" transform=\"translate({design.X:0.####} {design.Y:0.####}) scale({design.Module:0.#####})\" d=\"");
        label.Code.AppendPath(svg);
        return svg.Append("\"/></svg>\n").ToString();
    }

    /// <summary>What all labels of the run have.</summary>
    private static string Same(LabelRun run)
    {
        var (width, height) = (run.Layout.Width, run.Layout.Height);
        var svg = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"vi\" width=\"{width}mm\" height=\"{height}mm\" viewBox=\"0 0 {width} {height}\" font-family=\"'{LabelFont.Family}',Arial,sans-serif\">");
        svg.Append(CultureInfo.InvariantCulture, $"<path fill=\"#fff\" d=\"M0 0h{width}v{height}H0z\"/>");
        foreach (var line in run.Design.Lines) Write(svg, line);
        return svg.ToString();
    }

    /// <summary>The length is said too, so that nothing overlaps where another font stands in.</summary>
    private static void Write(StringBuilder svg, LabelLine line)
    {
        var weight = line.IsBold ? " font-weight=\"700\"" : null;
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<text x=\"{line.X:0.###}\" y=\"{line.Y:0.###}\" font-size=\"{line.Size:0.###}\"{weight} textLength=\"{line.Width:0.###}\" lengthAdjust=\"spacingAndGlyphs\">{SecurityElement.Escape(line.Text)}</text>");
    }
}
