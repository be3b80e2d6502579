namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>A batch or lot number (AI 10). Case counts: <c>a1</c> and <c>A1</c> are two lots.</summary>
public sealed record LotNumber
{
    private static readonly int MaxLength = ApplicationIdentifiers.Find("10")!.MaxLength;

    private LotNumber(string text) => Text = text;

    /// <summary>1 to 20 characters of GS1 character set 82.</summary>
    public string Text { get; }

    /// <summary>Reads a lot number that anybody may have made.</summary>
    public static Result<LotNumber> TryParse(string? text) =>
        text is { Length: >= 1 } && text.Length <= MaxLength && !text.AsSpan().ContainsAnyExcept(Gs1Characters.Set82)
            ? new LotNumber(text)
            : Gs1Errors.NotALot(text);

    /// <summary>
    /// Reads a lot number for a lot that is made here: no <c>/</c> either, since %2F in a path reaches us as it is or as <c>/</c>.
    /// </summary>
    public static Result<LotNumber> TryMake(string? text) =>
        TryParse(text).Then<LotNumber>(lot => lot.Text.AsSpan().Contains('/') ? Gs1Errors.SlashInOwnLot(lot.Text) : lot);

    public override string ToString() => Text;
}
