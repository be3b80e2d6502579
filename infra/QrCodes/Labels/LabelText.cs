namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>A line of text on a label, in millimetres from its upper left corner.</summary>
/// <param name="Y">Of the line that letters stand on.</param>
/// <param name="Size">Of the font.</param>
/// <param name="Width">As drawn in our font.</param>
internal sealed record LabelLine(string Text, double X, double Y, double Size, bool IsBold, double Width);

/// <summary>Breaks texts into lines and finds the size in which they fit.</summary>
internal static class LabelText
{
    /// <summary>
    /// 0.9 mm for small letters, which Decree 43/2017/NĐ-CP asks of small packs: the font's are 0.536 of its size.
    /// </summary>
    public const double MinSize = 1.7;

    private const double MaxSize = 2.4, Step = 0.1, NameScale = 1.25;

    /// <summary>From line to line, for each millimetre of size; room for accents above Ể and dots below Ộ.</summary>
    public const double LineHeight = 1.25;

    /// <summary>Of a line's height, what is above the line that letters stand on.</summary>
    public const double Ascent = 1.0;

    private const string Ellipsis = "…";

    /// <summary>Lays out a name and the lines below it, as large as they fit.</summary>
    /// <param name="mayCut">Whether, at the smallest size, the longest texts may lose their ends. A text keeps a line at least.</param>
    /// <returns>Null where they do not fit.</returns>
    public static IReadOnlyList<LabelLine>? Fit(string name, IReadOnlyList<string> texts, double x, double y, double width, double height, bool mayCut)
    {
        for (var size = MaxSize; ; size = Math.Max(MinSize, size - Step))
        {
            List<(List<string> Lines, double Size, bool IsBold)> blocks =
                [(Wrap(name, LabelFont.Bold, size * NameScale, width), size * NameScale, true), .. texts.Select(text => (Wrap(text, LabelFont.Regular, size, width), size, false))];
            if (size <= MinSize && mayCut) Cut(blocks, width, height);
            if (HeightOf(blocks) <= height) return [.. Place(blocks, x, y)];
            if (size <= MinSize) return null;
        }
    }

    /// <summary>One line, shrunk to a width.</summary>
    public static LabelLine Shrunk(string text, double x, double y, double size, double width)
    {
        var natural = LabelFont.Regular.Width(text, size);
        return natural <= width ? new LabelLine(text, x, y, size, IsBold: false, natural) : new LabelLine(text, x, y, size * width / natural, IsBold: false, width);
    }

    /// <summary>A weight or a date is never cut: only the name, and the last two texts, who answers for the goods and where.</summary>
    private static void Cut(List<(List<string> Lines, double Size, bool IsBold)> blocks, double width, double height)
    {
        while (HeightOf(blocks) > height && blocks.Where((_, index) => index == 0 || index >= blocks.Count - 2).MaxBy(block => block.Lines.Count) is { Lines: { Count: > 1 } lines } longest)
        {
            lines.RemoveAt(lines.Count - 1);
            var (last, font) = (lines[^1].TrimEnd('…'), LabelFont.Of(longest.IsBold));
            while (last.Length > 0 && font.Width(last + Ellipsis, longest.Size) > width) last = last[..^1];
            lines[^1] = last.TrimEnd() + Ellipsis;
        }
    }

    private static double HeightOf(List<(List<string> Lines, double Size, bool IsBold)> blocks) => blocks.Sum(block => block.Lines.Count * block.Size * LineHeight);

    private static IEnumerable<LabelLine> Place(List<(List<string> Lines, double Size, bool IsBold)> blocks, double x, double y)
    {
        foreach (var (lines, size, bold) in blocks)
        {
            foreach (var line in lines)
            {
                yield return new LabelLine(line, x, y + (size * Ascent), size, bold, LabelFont.Of(bold).Width(line, size));
                y += size * LineHeight;
            }
        }
    }

    /// <summary>At blanks; a word that is wider than a line, wherever the line ends.</summary>
    private static List<string> Wrap(string text, LabelFont font, double size, double width)
    {
        var (lines, line) = (new List<string>(), string.Empty);
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var longer = line.Length == 0 ? word : $"{line} {word}";
            if (font.Width(longer, size) <= width)
            {
                line = longer;
                continue;
            }

            if (line.Length > 0) lines.Add(line);
            line = word;
            while (line.Length > 1 && font.Width(line, size) > width) line = Break(line, font, size, width, lines);
        }

        lines.Add(line);
        return lines;
    }

    /// <returns>The rest of the word.</returns>
    private static string Break(string word, LabelFont font, double size, double width, List<string> lines)
    {
        var length = 1;
        while (length < word.Length - 1 && font.Width(word.AsSpan(0, length + 1), size) <= width) length++;
        lines.Add(word[..length]);
        return word[length..];
    }
}
