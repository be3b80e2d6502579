namespace AgriTrace.Domain;

/// <summary>The ids that people choose: of cooperatives, members, plots, places, and products without a GTIN.</summary>
/// <remarks>They stand in URIs, storage keys and file names, so they are kept to what is safe in all of them.</remarks>
public static class Slug
{
    public const int MaxLength = 40;

    /// <param name="what">What the id names, for the error: <c>coop</c>, <c>plot</c>.</param>
    /// <param name="text">As it came from outside.</param>
    public static Result<string> Parse(string what, string? text) =>
        text is { Length: > 0 and <= MaxLength } && IsWord(text[0]) && IsWord(text[^1]) && text.All(letter => IsWord(letter) || letter == '-')
            ? text
            : Error.Invalid("id-invalid", $"'{what}' must be 1 to {MaxLength} of a-z, 0-9 and '-', beginning and ending with a letter or digit.", new FieldFault(what, "is not an id."));

    private static bool IsWord(char letter) => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter);
}
