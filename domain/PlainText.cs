using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace AgriTrace.Domain;

/// <summary>Text that people write, made safe to store and to show: NFC, trimmed, no control characters, bounded.</summary>
public static class PlainText
{
    /// <param name="path">The JSON path of the field, for the fault.</param>
    /// <param name="text">As it came from outside.</param>
    /// <param name="max">In UTF-16 units after normalising.</param>
    /// <param name="faults">Takes what is wrong with it.</param>
    /// <returns>The normalised text; empty where a fault was found.</returns>
    public static string Read(string path, string text, int max, ICollection<FieldFault> faults)
    {
        if (text.Length > max * 4 || !IsWellFormed(text))
        {
            faults.Add(new(path, $"must be valid text of at most {max} characters."));
            return string.Empty;
        }

        var clean = text.Normalize(NormalizationForm.FormC).Trim();
        if (clean.Length == 0) faults.Add(new(path, "must not be empty."));
        else if (clean.Length > max) faults.Add(new(path, $"must have at most {max} characters."));
        else if (clean.Any(IsUnseen)) faults.Add(new(path, "must not hold control characters, or others that cannot be seen."));
        else return clean;
        return string.Empty;
    }

    /// <summary>Text of several lines, as a person writes it into a box: they end in a line feed, and empty ones go.</summary>
    /// <inheritdoc cref="Read"/>
    public static string ReadLines(string path, string text, int max, ICollection<FieldFault> faults)
    {
        var found = new List<FieldFault>();
        var lines = text.Length > max * 4 ? [] : text.Split(LineEnds, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var clean = lines.Length == 0 ? Read(path, text.Trim(), max, found) : string.Join('\n', lines.Select(line => Read(path, line, max, found)));
        if (found.Count == 0 && clean.Length > max) found.Add(new(path, $"must have at most {max} characters."));
        if (found.Count == 0) return clean;
        faults.Add(found[0]);
        return string.Empty;
    }

    private static readonly string[] LineEnds = ["\r\n", "\n", "\r"];

    /// <inheritdoc cref="Read"/>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? ReadOptional(string path, string? text, int max, ICollection<FieldFault> faults) =>
        text is null ? null : Read(path, text, max, faults);

    /// <summary>Control characters, and those that turn text around or hide in it, with which a name can look like another.</summary>
    private static bool IsUnseen(char letter) => char.IsControl(letter) || char.GetUnicodeCategory(letter) == UnicodeCategory.Format;

    private static bool IsWellFormed(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsHighSurrogate(text[index]) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1])) index++;
            // The second is a byte order mark turned round, which nothing can normalise.
            else if (char.IsSurrogate(text[index]) || text[index] == '\uFFFE') return false;
        }

        return true;
    }
}
