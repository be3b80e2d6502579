using System.Globalization;

namespace AgriTrace.Domain;

/// <summary>Numbers that are names: codes, accounts and the like, of which every digit counts.</summary>
public static class DigitText
{
    /// <param name="path">The JSON path of the field, for the fault.</param>
    /// <returns>The text as it came; empty where a fault was found.</returns>
    public static string Read(string path, string text, int min, int max, ICollection<FieldFault> faults)
    {
        if (text.Length >= min && text.Length <= max && text.All(char.IsAsciiDigit)) return text;
        var length = min == max ? min.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{min} to {max}");
        faults.Add(new(path, $"must be {length} digits."));
        return string.Empty;
    }

    /// <inheritdoc cref="Read"/>
    public static string? ReadOptional(string path, string? text, int min, int max, ICollection<FieldFault> faults) =>
        text is null ? null : Read(path, text, min, max, faults);
}
