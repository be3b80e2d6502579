using System.Globalization;
using AgriTrace.Domain;
using AgriTrace.Domain.Traceability;
using AgriTrace.Functions.Http;
using AgriTrace.Web.Identity;

namespace AgriTrace.Functions.Identity.Pages;

/// <summary>The form of a harvest: as it is shown empty, and what it sends.</summary>
internal static class HarvestForm
{
    private static readonly TimeSpan Delta = TimeSpan.FromHours(7);
    private static readonly string[] Times = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];

    /// <summary>In any unit: what is more was mistyped. Programs may send more.</summary>
    private const decimal MaxQuantity = 1_000_000;

    /// <summary>For a phone whose clock is ahead of ours.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Oldest = TimeSpan.FromDays(366);

    /// <summary>A form for a new record: sent twice, it is recorded once.</summary>
    public static HarvestFields New(DateTimeOffset now, string unit) =>
        new(Guid.CreateVersion7(now).ToString(), string.Empty, string.Empty, string.Empty, unit, TimeField(now));

    /// <summary>A time as a <c>datetime-local</c> field holds it.</summary>
    internal static string TimeField(DateTimeOffset time) => time.ToOffset(Delta).ToString(Times[0], CultureInfo.InvariantCulture);

    /// <summary>What such a field sent, as programs send it; empty for what is no time.</summary>
    internal static string ReadTime(string text) => TimeOf(text)?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture) ?? string.Empty;

    public static HarvestFields Read(Form form) =>
        new(form["record"], form["product"], form["plot"], form["quantity"], form["unit"], form["time"]);

    /// <summary>As programs send it; a field that cannot be read becomes one that is refused.</summary>
    public static HarvestInput ToInput(this HarvestFields fields, string member) => new(
        fields.Plot,
        member,
        new Quantity(TypedNumber.Read(fields.Quantity) ?? 0, fields.Unit),
        ReadTime(fields.Time),
        Product: fields.Product);

    /// <summary>What lies beyond the bounds of this form, which are narrower than those for programs: a person mistypes.</summary>
    public static IReadOnlyList<HarvestFault> BeyondBounds(HarvestFields fields, DateTimeOffset now)
    {
        var faults = new List<HarvestFault>();
        if (TypedNumber.Read(fields.Quantity) > MaxQuantity) faults.Add(new(HarvestField.Quantity, IdentityTexts.Harvest.TooMuch));
        if (TimeOf(fields.Time) > now + Ahead) faults.Add(new(HarvestField.Time, IdentityTexts.Harvest.NotYet));
        if (TimeOf(fields.Time) < now - Oldest) faults.Add(new(HarvestField.Time, IdentityTexts.Harvest.TooLongAgo));
        return faults;
    }

    /// <summary>What a refusal says about the fields of the form; nothing where it is about the whole.</summary>
    public static IReadOnlyList<HarvestFault> FaultsOf(Error error) =>
        [.. FieldsOf(error).Select(field => new HarvestFault(field, IdentityTexts.Harvest.Fault(field)))];

    /// <returns>Null for what is no time; the first year would leave the calendar in another zone.</returns>
    private static DateTimeOffset? TimeOf(string text) =>
        DateTime.TryParseExact(text, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && time.Year > 1 ? new DateTimeOffset(time, Delta) : null;

    private static IReadOnlyList<HarvestField> FieldsOf(Error error) => error.Code switch
    {
        "no-such-product" => [HarvestField.Product],
        "no-such-plot" => [HarvestField.Plot],
        _ => [.. error.Faults.Select(FieldOf).OfType<HarvestField>().Distinct()],
    };

    private static HarvestField? FieldOf(FieldFault fault) => fault.Path switch
    {
        "$.product" or "$.gtin" => HarvestField.Product,
        "$.plot" => HarvestField.Plot,
        "$.quantity.value" => HarvestField.Quantity,
        "$.quantity.unit" => HarvestField.Unit,
        "$.harvestedAt" => HarvestField.Time,
        _ => null,
    };
}
