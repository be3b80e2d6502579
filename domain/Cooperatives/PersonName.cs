using System.Globalization;
using System.Text;

namespace AgriTrace.Domain.Cooperatives;

/// <summary>How Vietnamese names are looked for and put in order: by the given name, which comes last, and without marks.</summary>
public static class PersonName
{
    /// <summary>Sorts "Trần Thị Ba" under "ba".</summary>
    public static string SortKey(string name)
    {
        var plain = Plain(name);
        return $"{plain[(plain.LastIndexOf(' ') + 1)..]} {plain}";
    }

    /// <summary>Whether somebody who types without marks, as on a cheap phone, means this name.</summary>
    public static bool Fits(string name, string typed) => Plain(name).Contains(Plain(typed), StringComparison.Ordinal);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark))
            plain.Append(letter is 'đ' or 'Đ' ? 'd' : char.ToLowerInvariant(letter));
        return plain.ToString();
    }
}
