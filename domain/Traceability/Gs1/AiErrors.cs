namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>What can be wrong with the value of an Application Identifier, or with its company.</summary>
public static class AiErrors
{
    /// <summary>Too long, too short, or of characters that it does not take.</summary>
    public static Error Shape(ApplicationIdentifier ai, string value) => ai.Code switch
    {
        "01" => Gs1Errors.NotAGtin(value),
        "10" => Gs1Errors.NotALot(value),
        "21" => Gs1Errors.NotASerial(value),
        _ => Error.Invalid("ai-format", $"The value of AI {ai.Code} ({ai.Title}) is written {ai.Format}; this is '{Gs1Errors.Shown(value)}'."),
    };

    public static Error Unknown(string ai) => Error.Invalid("ai-unknown", $"There is no AI {Gs1Errors.Shown(ai)}.");

    public static Error Repeated(string ai) => Error.Invalid("ai-repeated", $"AI {ai} stands there more than once.");

    public static Error Needs(ApplicationIdentifier ai, string what) =>
        Error.Invalid("ai-needs-another", $"AI {ai.Code} ({ai.Title}) says nothing without {what}.");

    public static Error Excluded(ApplicationIdentifier ai, string other) =>
        Error.Invalid("ai-excludes-another", $"AI {ai.Code} ({ai.Title}) and AI {other} cannot stand together.");

    /// <param name="what">How the sentence goes on behind the name of the AI.</param>
    internal static Error Wrong(ApplicationIdentifier ai, string code, string what) => Error.Invalid(code, $"AI {ai.Code} ({ai.Title}) {what}");
}
