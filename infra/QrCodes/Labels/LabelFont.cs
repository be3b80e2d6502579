using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.TrueType;
using UglyToad.PdfPig.Fonts.TrueType.Parser;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Noto Sans, cut to the letters of Vietnamese and its neighbours in Europe; see Fonts/README.md.</summary>
internal sealed class LabelFont
{
    public const string Family = "Noto Sans";

    public static readonly LabelFont Regular = new("Regular"), Bold = new("Bold");

    /// <summary>Of the font, for each millimetre of its size.</summary>
    private readonly Dictionary<char, double> widths = [];

    private LabelFont(string weight)
    {
        using var resource = typeof(LabelFont).Assembly.GetManifestResourceStream($"AgriTrace.Infra.QrCodes.Labels.Fonts.NotoSans-{weight}.ttf")
            ?? throw new InvalidOperationException($"The font {weight} is not in the assembly.");
        using var copy = new MemoryStream();
        resource.CopyTo(copy);
        Bytes = copy.ToArray();
        Read(TrueTypeFontParser.Parse(new TrueTypeDataBytes(new MemoryInputBytes(Bytes))));
    }

    /// <summary>The font file.</summary>
    public byte[] Bytes { get; }

    public static LabelFont Of(bool bold) => bold ? Bold : Regular;

    public bool Has(char letter) => widths.ContainsKey(letter);

    /// <summary>In the unit of <paramref name="size"/>. Every letter must be one that the font has.</summary>
    public double Width(ReadOnlySpan<char> text, double size)
    {
        var width = 0d;
        foreach (var letter in text) width += widths[letter];
        return width * size;
    }

    private void Read(TrueTypeFont font)
    {
        var letters = font.WindowsUnicodeCMap ?? throw new InvalidOperationException("The font does not say which letters it has.");
        for (var letter = ' '; letter < char.MaxValue; letter++)
            if (letters.CharacterCodeToGlyphIndex(letter) > 0 && font.TryGetAdvanceWidth(letter, out var width))
                widths[letter] = width / font.GetUnitsPerEm();
    }
}
