using System.Globalization;

namespace AgriTrace.Domain;

/// <summary>Numbers as people type them into a form: with a comma in Vietnamese, with a point on many keyboards.</summary>
public static class TypedNumber
{
    private const int MaxLength = 20;

    /// <returns>Null for what is no number, and for what two people would read differently: "1.250" is a little to one and much to another.</returns>
    public static decimal? Read(string text)
    {
        if (text.Length > MaxLength) return null;
        var mark = text.IndexOfAny(['.', ',']);
        if (mark > 0 && text.Length - mark == 4 && text[..mark] != "0") return null;
        return decimal.TryParse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
