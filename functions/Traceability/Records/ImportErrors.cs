using AgriTrace.Domain;

namespace AgriTrace.Functions.Traceability.Records;

/// <summary>Why a file, or a row of it, was not recorded.</summary>
public static class ImportErrors
{
    public static readonly Error TooLarge = Error.TooLarge(
        "import-too-large", $"A file holds at most {EventCsv.MaxRows} rows and {EventCsv.MaxSize / 1_048_576} MiB. Split it, and send each part with an Idempotency-Key of its own.");

    public static readonly Error RowTooLong = Error.Invalid("csv-row-invalid", "This row has more fields than the header has columns; a field that holds the separator stands in quotes.");

    public static readonly Error Unfinished = Error.Unavailable(
        "import-unfinished", "There was no time left for this row. Send the same file again with the same Idempotency-Key: it goes on from here.");

    public static Error Header(IReadOnlyList<string> unknown, IReadOnlyList<string> missing, IReadOnlyList<string> twice) =>
        Error.Invalid("csv-header-invalid", $"The first line must name the columns. {Say("Unknown", unknown)}{Say("Missing", missing)}{Say("Twice", twice)}Nothing was recorded.") with
        {
            Facts = new Dictionary<string, object?> { ["unknown"] = unknown, ["missing"] = missing, ["twice"] = twice },
        };

    private static string Say(string what, IReadOnlyList<string> names) => names.Count == 0 ? string.Empty : $"{what}: {string.Join(", ", names)}. ";
}
