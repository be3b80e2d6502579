namespace AgriTrace.Domain.Traceability.Records;

/// <summary>The fields of a type, beside <c>type</c> and <c>at</c>, which all have.</summary>
/// <param name="Makes">Whether this is the form that turns lots into others, of a type that has both.</param>
public sealed record RecordShape(RecordType Type, bool Makes, IReadOnlyList<string> Required, IReadOnlyList<string> Optional)
{
    private const string OfLot = "gtin product quantity note", OfMaterial = "materialActiveIngredient materialDose quantity reason note";

    /// <summary>A type has one form, or two of which one makes lots.</summary>
    public static IReadOnlyList<RecordShape> All { get; } =
    [
        Of(RecordType.Cultivate, "plot activity", "materialName intervalDays " + OfMaterial),
        Of(RecordType.Feed, "plot materialName", "quantity note"),
        Of(RecordType.Treat, "plot materialName intervalDays", OfMaterial),
        Of(RecordType.Harvest, "plot member quantity", "gtin product lot"),
        Of(RecordType.Wash, "place lot", OfLot),
        Of(RecordType.Grade, "place lot grade", OfLot),
        Of(RecordType.Grade, "place inputs outputs", "note", makes: true),
        Of(RecordType.Pack, "place lot", OfLot),
        Of(RecordType.Pack, "place inputs outputs", "note", makes: true),
        Of(RecordType.Split, "place inputs outputs", "note", makes: true),
        Of(RecordType.Merge, "place inputs outputs", "note", makes: true),
        Of(RecordType.Aggregate, "place unit lots", "note"),
        Of(RecordType.Disaggregate, "place unit lots", "note"),
        Of(RecordType.Store, "place lot", OfLot),
        Of(RecordType.Ship, "place lot", "to " + OfLot),
        Of(RecordType.Receive, "place lot", "from " + OfLot),
        Of(RecordType.Inspect, "place lot result", "document " + OfLot),
        Of(RecordType.Measure, "lot", "place temperature humidity gtin product note"),
        Of(RecordType.Count, "place lot quantity", "gtin product reason note"),
        Of(RecordType.Discard, "place lot quantity reason", "gtin product note"),
    ];

    /// <summary>Every field that some types have and others have not.</summary>
    private static readonly IReadOnlyList<(string Name, Func<EventInput, object?> Value)> Fields =
    [
        ("place", input => input.Place), ("to", input => input.To), ("from", input => input.From),
        ("plot", input => input.Plot), ("member", input => input.Member), ("activity", input => input.Activity),
        ("materialName", input => input.MaterialName), ("materialActiveIngredient", input => input.MaterialActiveIngredient),
        ("materialDose", input => input.MaterialDose), ("intervalDays", input => input.IntervalDays),
        ("gtin", input => input.Gtin), ("product", input => input.Product), ("lot", input => input.Lot),
        ("quantity", input => input.Quantity), ("grade", input => input.Grade),
        ("inputs", input => input.Inputs), ("outputs", input => input.Outputs), ("unit", input => input.Unit), ("lots", input => input.Lots),
        ("result", input => input.Result), ("document", input => input.Document),
        ("temperature", input => input.Temperature), ("humidity", input => input.Humidity),
        ("reason", input => input.Reason), ("note", input => input.Note),
    ];

    /// <summary>How faults name it.</summary>
    private string Name => Makes ? Type.Word() + " with inputs and outputs" : Type.Word();

    /// <summary>The form that this input has, or else the only one of its type.</summary>
    internal static RecordShape Of(EventInput input) =>
        All.Where(shape => shape.Type == input.Type).OrderBy(shape => shape.Makes != input.Makes).First();

    /// <summary>Finds what is missing, and what does not belong.</summary>
    internal void Check(FieldReader fields, EventInput input)
    {
        foreach (var (name, value) in Fields)
        {
            var isThere = value(input) is not null;
            if (!isThere && Required.Contains(name)) fields.Fault("$." + name, "is missing.");
            if (isThere && !Required.Contains(name) && !Optional.Contains(name)) fields.Fault("$." + name, $"does not belong to {Name}.");
        }
    }

    private static RecordShape Of(RecordType type, string required, string optional, bool makes = false) =>
        new(type, makes, required.Split(' '), optional.Split(' '));
}
