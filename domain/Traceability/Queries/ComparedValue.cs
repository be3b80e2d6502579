using System.Globalization;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>
/// A value of an extension, which says of itself at most whether JSON quotes it. What two values are compared as is told by what both
/// can be read as: numbers where both are written as JSON writes one, times where both are times with a zone, texts otherwise. So "20"
/// and 20.0 are the same, as GS1's own examples quote their numbers; "007" is a text, and so is a number beyond 7.9e28.
/// </summary>
internal sealed class ComparedValue
{
    private const NumberStyles JsonNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    private readonly string text;
    private readonly decimal? number;
    private readonly DateTimeOffset? time;

    /// <param name="written">As JSON or a URL has it, without quotes.</param>
    public ComparedValue(string written)
    {
        var uri = Cbv.UrnToWebUri(Plain(written));
        (text, number, time) = (DigitalLink.Canonical(uri) ?? uri, NumberOf(written), TimeOf(written));
    }

    /// <summary>Whether it has an order that GT_ and its like can ask for.</summary>
    public bool IsOrdered => number is not null || time is not null;

    /// <returns>Null for what is no single value.</returns>
    public static ComparedValue? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => new(value.GetString()!),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => new(value.GetRawText()),
        _ => null,
    };

    public static decimal? NumberOf(string written)
    {
        var digits = written.AsSpan().TrimStart('-');
        var isPadded = digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit(digits[1]);
        if (digits.IsEmpty || isPadded || !char.IsAsciiDigit(digits[0])) return null;
        return decimal.TryParse(written, JsonNumber, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    // A plus sign that was not percent-encoded in a URL arrives as a blank.
    public static DateTimeOffset? TimeOf(string written) => EpcisTime.TryParse(written.Replace(' ', '+'), out var time) ? time : null;

    /// <summary>Texts are the same in whatever way their accents are encoded.</summary>
    public static string Plain(string written)
    {
        var trimmed = written.Trim();

        // No character, but JSON may hold it, and normalising throws on it.
        return trimmed.Contains('\uFFFE', StringComparison.Ordinal) ? trimmed : trimmed.Normalize(NormalizationForm.FormC);
    }

    public bool IsSameAs(ComparedValue other) => OrderTo(other) is { } order ? order == 0 : text == other.text;

    /// <returns>Null where the two have no order: a number and a time, or a text.</returns>
    public int? OrderTo(ComparedValue other) =>
        number is { } mine && other.number is { } its ? mine.CompareTo(its)
        : time is { } then && other.time is { } now ? then.CompareTo(now)
        : null;
}
