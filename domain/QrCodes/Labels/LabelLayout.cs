namespace AgriTrace.Domain.QrCodes.Labels;

/// <summary>Where labels lie on a page, in millimetres. A label of a roll is a page of its own.</summary>
/// <param name="Margin">Within each label: what a printer may shift, or cannot print at the edge of the paper.</param>
/// <param name="PitchX">From the left edge of a label to that of the next.</param>
public sealed record LabelLayout(
    string Name, double Width, double Height, double Margin, double PageWidth, double PageHeight, int Columns, int Rows, double Left, double Top, double PitchX, double PitchY)
{
    /// <summary>GS1's least for the codes of goods that are sold to people (X-dimension): every phone reads it.</summary>
    public const double MinModule = 0.396;

    /// <summary>By name: sheets as stationers sell them, and rolls for label printers.</summary>
    public static readonly IReadOnlyList<LabelLayout> All =
    [
        Sheet("a4-24", 70, 37, margin: 4, columns: 3, rows: 8, left: 0, top: 0.5, pitchX: 70),
        Sheet("a4-21", 63.5, 38.1, margin: 2, columns: 3, rows: 7, left: 7.25, top: 15.15, pitchX: 66),
        Sheet("a4-65", 38.1, 21.2, margin: 1, columns: 5, rows: 13, left: 4.75, top: 10.7, pitchX: 40.6),
        Roll("roll-50x30", 50, 30),
        Roll("roll-70x40", 70, 40),
    ];

    public int PerPage => Columns * Rows;

    public static LabelLayout? Find(string name) => All.FirstOrDefault(layout => layout.Name == name);

    /// <summary>The upper left corner of a label on its page.</summary>
    /// <param name="index">On the page, from 0: row by row.</param>
    public (double X, double Y) PlaceOf(int index) => (Left + (index % Columns * PitchX), Top + (index / Columns * PitchY));

    private static LabelLayout Sheet(string name, double width, double height, double margin, int columns, int rows, double left, double top, double pitchX) =>
        new(name, width, height, margin, PageWidth: 210, PageHeight: 297, columns, rows, left, top, pitchX, PitchY: height);

    private static LabelLayout Roll(string name, double width, double height) => new(name, width, height, Margin: 1, width, height, 1, 1, 0, 0, width, height);
}
