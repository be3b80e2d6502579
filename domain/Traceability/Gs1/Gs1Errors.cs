namespace AgriTrace.Domain.Traceability.Gs1;

/// <summary>Every expected failure of reading a GS1 identifier.</summary>
public static class Gs1Errors
{
    private const string Set82 = "A-Z a-z 0-9 !\"%&'()*+,-./:;<=>?_";

    public static Error NotAGtin(string? text) =>
        Error.Invalid("not-a-gtin", $"A GTIN is 8, 12, 13 or 14 digits, not all zero; this is '{Shown(text)}'.");

    public static Error NotAGln(string? text) =>
        Error.Invalid("not-a-gln", $"A GLN is 13 digits, not all zero; this is '{Shown(text)}'.");

    public static Error WrongCheckDigit(string key, string digits, char expected) =>
        Error.Invalid("wrong-check-digit", $"The last digit of {key} {digits} should be {expected}.") with
        {
            Facts = new Dictionary<string, object?> { ["expectedCheckDigit"] = expected.ToString() },
        };

    public static Error NotALot(string? text) =>
        Error.Invalid("not-a-lot-number", $"A lot number is 1 to 20 characters out of {Set82}; this is '{Shown(text)}'.");

    public static Error SlashInOwnLot(string text) =>
        Error.Invalid(
            "slash-in-lot-number",
            $"A lot number made here holds no '/', which some proxies decode in the address of the lot; this is '{Shown(text)}'.");

    public static Error NotASerial(string? text) =>
        Error.Invalid("not-a-serial-number", $"A serial number is 1 to 20 characters out of {Set82}; this is '{Shown(text)}'.");

    public static Error NoUrn(string uri) =>
        Error.Invalid("no-epc-urn", $"'{Shown(uri)}' is no identifier that an EPC URN can be made of.");

    public static Error CompanyPrefixLength(int length) =>
        Error.Invalid("company-prefix-length", $"A GS1 company prefix has 6 to 12 digits, not {length}.");

    // What came in may be a megabyte of nonsense; the answer is for a person.
    internal static string Shown(string? text) => text is null ? "" : text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
