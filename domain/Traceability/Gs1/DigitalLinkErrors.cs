namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>What can be wrong with the form of a Digital Link; what is wrong with a value stands in <see cref="AiErrors"/>.</summary>
public static class DigitalLinkErrors
{
    public static readonly Error TooLong =
        Error.Invalid("digital-link-too-long", $"A Digital Link has at most {DigitalLinkUri.MaxLength} characters here.");

    public static readonly Error NotAUri = Error.Invalid(
        "digital-link-not-a-uri", "This is no web address: http:// or https:// (all small or all capital), a host, a path, and only characters that an address may hold.");

    public static readonly Error NoKey = Error.Invalid(
        "digital-link-no-key", "The path names nothing of GS1: it needs a primary key and its value, such as /01/09521141012345, and pairs behind it.");

    public static readonly Error OneKey = Error.Invalid("digital-link-no-key", "A Digital Link is made of a primary key, such as AI 01, and what belongs to it.");

    public static Error NoValue(string ai) => Error.Invalid("digital-link-no-value", $"'{Gs1Errors.Shown(ai)}' has no value.");

    public static Error Encoding(string ai) =>
        Error.Invalid("digital-link-encoding", $"In the value of {Gs1Errors.Shown(ai)} a percent sign is not followed by two hexadecimal digits.");

    public static Error NotAQualifier(ApplicationIdentifier key, string ai) =>
        Error.Invalid("digital-link-qualifier", $"'{Gs1Errors.Shown(ai)}' is no qualifier of AI {key.Code} ({key.Title}), which takes {Sequences(key)} in its path.");

    public static Error Order(ApplicationIdentifier key) =>
        Error.Invalid("digital-link-order", $"The qualifiers of AI {key.Code} ({key.Title}) stand in the order {Sequences(key)}.");

    public static Error BelongsInPath(string ai, ApplicationIdentifier key) =>
        Error.Invalid("digital-link-attribute", $"AI {ai} qualifies AI {key.Code} ({key.Title}): it belongs into the path, and not behind the question mark.");

    public static Error NotAnAttribute(ApplicationIdentifier ai) =>
        Error.Invalid("digital-link-attribute", $"AI {ai.Code} ({ai.Title}) may not stand behind the question mark.");

    private static string Sequences(ApplicationIdentifier key) =>
        key.Sequences is { Count: > 0 } some ? string.Join(" or ", some.Select(sequence => string.Join(", ", sequence))) : "none";
}
