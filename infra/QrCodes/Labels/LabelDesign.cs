using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.QrCodes.Labels;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Where everything stands on a label, in millimetres: the code with its text for people below on the left, what the law asks for on the right.</summary>
/// <param name="X">Of the code's upper left corner, the quiet zone included.</param>
/// <param name="Module">How wide a module is.</param>
/// <param name="Lines">What all labels of the run say.</param>
/// <param name="SerialY">Where the serial number stands.</param>
/// <param name="Column">How wide that line may be.</param>
internal sealed record LabelDesign(double X, double Y, double Module, IReadOnlyList<LabelLine> Lines, double SerialY, double Column)
{
    /// <summary>A dot of a printer with 300 dpi: edges of modules that lie on dots are sharp.</summary>
    private const double Dot = 25.4 / 300;

    /// <summary>Capitals and digits are 1.1 mm high.</summary>
    private const double CodeText = 1.6;

    private const double Gap = 0.6, MinColumn = 10;

    /// <summary>The largest first; the last one is for printers of any dots.</summary>
    private static readonly double[] Modules = [7 * Dot, 6 * Dot, 5 * Dot, LabelLayout.MinModule];

    /// <summary>How many pixels of a picture for 300 dpi a module has.</summary>
    public int DotsPerModule => (int)Math.Round(Module / Dot);

    /// <summary>The largest code beside which the text fits whole; else the smallest, and the text is cut.</summary>
    /// <param name="size">Of the code, in modules with its quiet zone.</param>
    /// <returns>Null where the layout is too small.</returns>
    public static LabelDesign? Of(LabelLayout layout, LabelBatch batch, int size) =>
        Modules.Select(module => With(module, layout, batch, size, mayCut: false)).FirstOrDefault(design => design is not null)
        ?? Modules.Reverse().Select(module => With(module, layout, batch, size, mayCut: true)).FirstOrDefault(design => design is not null);

    public LabelLine SerialLine(LabelBatch batch, string serial) =>
        LabelText.Shrunk(HumanReadable.OfSerial(batch.Lot, serial), X, SerialY, CodeText, Column);

    private static LabelDesign? With(double module, LabelLayout layout, LabelBatch batch, int size, bool mayCut)
    {
        var letters = new LabelLetters();
        var ids = HumanReadable.Of(batch.Lot).Select(letters.Clean).ToArray();
        var (code, idHeight, margin) = (size * module, CodeText * LabelText.LineHeight, layout.Margin);
        var idLines = ids.Length + (batch.Serials == LabelSerials.None ? 0 : 1);
        var (width, height) = (layout.Width - (2 * margin), layout.Height - (2 * margin));
        var column = batch.Serials == LabelSerials.None ? code : Math.Max(code, LabelFont.Regular.Width(HumanReadable.OfSerial(batch.Lot, new string('0', SerialCodec.Length)), CodeText));
        var right = column + Gap;
        if (code + (idLines * idHeight) > height || width - right < MinColumn) return null;

        var text = LabelText.Fit(letters.Clean(batch.Facts.Product), [.. batch.Facts.Lines.Select(letters.Clean)], margin + right, margin, width - right, height, mayCut);
        if (text is null) return null;
        double BaselineOf(int line) => margin + code + (line * idHeight) + (CodeText * LabelText.Ascent);
        var below = ids.Select((id, line) => LabelText.Shrunk(id, margin, BaselineOf(line), CodeText, column));
        return new LabelDesign(margin, margin, module, [.. below, .. text], BaselineOf(ids.Length), column);
    }
}
