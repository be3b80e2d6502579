using System.Text;

namespace AgriTrace.Infra.QrCodes.Labels;

/// <summary>Turns any text into one that our font can show on a line.</summary>
internal sealed class LabelLetters
{
    /// <summary>A PDF of ours holds 255 letters of a font; a Vietnamese label needs a hundred.</summary>
    private const int MaxDifferent = 240;

    private const char Unknown = '\uFFFD';

    private readonly HashSet<char> used = [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code), Unknown, '…'];

    /// <summary>What the font lacks becomes �, and what breaks a line is a blank.</summary>
    /// <param name="text">NFC, as all stored text is.</param>
    public string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) clean.Append(' ');
            else clean.Append(rune.IsBmp && IsKnown((char)rune.Value) ? (char)rune.Value : Unknown);
        }

        return clean.ToString().Trim();
    }

    private bool IsKnown(char letter) =>
        LabelFont.Regular.Has(letter) && LabelFont.Bold.Has(letter) && (used.Contains(letter) || (used.Count < MaxDifferent && used.Add(letter)));
}
