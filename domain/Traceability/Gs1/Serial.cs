namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>A serial number of one item of a GTIN (AI 21). Case counts.</summary>
public sealed record Serial
{
    private static readonly int MaxLength = ApplicationIdentifiers.Find("21")!.MaxLength;

    private Serial(string text) => Text = text;

    /// <summary>1 to 20 characters of GS1 character set 82.</summary>
    public string Text { get; }

    public static Result<Serial> TryParse(string? text) =>
        text is { Length: >= 1 } && text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(Gs1Characters.Set82)
            ? new Serial(text)
            : Gs1Errors.NotASerial(text);

    public override string ToString() => Text;
}
