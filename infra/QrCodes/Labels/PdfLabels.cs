using AgriTrace.Domain.QrCodes.Labels;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Graphics.Operations;
using UglyToad.PdfPig.Writer;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Draws labels on sheets to scale.</summary>
internal static class PdfLabels
{
    /// <summary>Points in a millimetre.</summary>
    public const double Point = 72 / 25.4;

    public static void Draw(LabelRun run, LabelFile file, Stream to)
    {
        using var document = new PdfDocumentBuilder(to, disposeStream: false);
        var fonts = (Regular: document.AddTrueTypeFont(LabelFont.Regular.Bytes), Bold: document.AddTrueTypeFont(LabelFont.Bold.Bytes));
        foreach (var labels in run.LabelsOf(file).Chunk(run.Layout.PerPage))
            new Sheet(document.AddPage(run.Layout.PageWidth * Point, run.Layout.PageHeight * Point), run, fonts.Regular, fonts.Bold).Draw(labels);
        document.Build();
    }

    private sealed class Sheet(PdfPageBuilder page, LabelRun run, PdfDocumentBuilder.AddedFont regular, PdfDocumentBuilder.AddedFont bold)
    {
        private readonly List<IGraphicsStateOperation> operations = page.CurrentStream.Operations;

        public void Draw(IReadOnlyList<Label> labels)
        {
            var text = TextOfFirst();
            for (var index = 0; index < labels.Count; index++)
            {
                var place = run.Layout.PlaceOf(index);
                if (index > 0) Repeat(text, place);
                if (labels[index].Serial is { } serial) Write(run.Design.SerialLine(run.Batch, serial), place);
                operations.Add(new DrawCode(labels[index].Code, (place.X + run.Design.X) * Point, Up(place.Y + run.Design.Y), run.Design.Module * Point));
            }
        }

        /// <summary>What all labels say is set once a page: placing letters takes far longer than copying what placed them.</summary>
        private IGraphicsStateOperation[] TextOfFirst()
        {
            foreach (var line in run.Design.Lines) Write(line, run.Layout.PlaceOf(0));
            return [.. operations];
        }

        private void Repeat(IGraphicsStateOperation[] text, (double X, double Y) place)
        {
            var (x, y) = run.Layout.PlaceOf(0);
            operations.Add(new DrawMoved((place.X - x) * Point, (y - place.Y) * Point, text));
        }

        private void Write(LabelLine line, (double X, double Y) place) => page.AddText(
            line.Text, line.Size * Point, new PdfPoint((place.X + line.X) * Point, Up(place.Y + line.Y)), line.IsBold ? bold : regular);

        /// <summary>PDF counts from below.</summary>
        private double Up(double y) => (run.Layout.PageHeight - y) * Point;
    }
}
