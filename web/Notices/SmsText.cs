using System.Globalization;
using System.Text;

namespace AgriTrace.Web.Notices;

/// <summary>Text for a plain SMS: in the 7-bit alphabet of GSM, of which 160 letters fit into one message; one đ outside of it leaves room for 70.</summary>
public static class SmsText
{
    /// <summary>Each part of a longer one says which it is, and that takes room.</summary>
    private const int Single = 160, Part = 153;

    private const string Twice = "^{}\\[~]|€";

    private const string Once = "@£$¥_ !\"#%&'()*+,-./:;<=>?";

    /// <summary>Without diacritics; what GSM cannot write becomes a question mark.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark) plain.Append(Near(letter));
        return plain.ToString();
    }

    /// <summary>How many messages a plain text is.</summary>
    public static int Parts(string plain)
    {
        var length = plain.Sum(letter => Twice.Contains(letter, StringComparison.Ordinal) ? 2 : 1);
        return length <= Single ? 1 : ((length - 1) / Part) + 1;
    }

    private static char Near(char letter) => letter switch
    {
        'đ' or '₫' => 'd',
        'Đ' => 'D',
        '–' or '—' or '−' => '-',
        '“' or '”' => '"',
        '‘' or '’' => '\'',
        '\u00A0' or '\u202F' => ' ',
        _ => char.IsAsciiLetterOrDigit(letter) || Once.Contains(letter, StringComparison.Ordinal) || Twice.Contains(letter, StringComparison.Ordinal) ? letter : '?',
    };
}
