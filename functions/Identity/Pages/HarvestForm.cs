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

    /// <summary>A form for a new record: sent twice, it is recorded once.</summary>
    public static HarvestFields New(DateTimeOffset now, string unit) =>
        new(Guid.CreateVersion7(now).ToString(), string.Empty, string.Empty, string.Empty, unit, now.ToOffset(Delta).ToString(Times[0], CultureInfo.InvariantCulture));

    public static HarvestFields Read(Form form) =>
        new(form["record"], form["product"], form["plot"], form["quantity"], form["unit"], form["time"]);

    /// <summary>As programs send it; a field that cannot be read becomes one that is refused.</summary>
    public static HarvestInput ToInput(this HarvestFields fields, string member) => new(
        fields.Plot,
        member,
        new Quantity(TypedNumber.Read(fields.Quantity) ?? 0, fields.Unit),
        DateTime.TryParseExact(fields.Time, Times, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateTimeOffset(time, Delta).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : string.Empty,
        Product: fields.Product);

    /// <summary>Which fields of the form a refusal is about; none where it is about the whole.</summary>
    public static IReadOnlyList<HarvestField> FieldsOf(Error error) => error.Code switch
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
