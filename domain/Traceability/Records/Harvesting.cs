namespace AgriTrace.Domain.Traceability.Records;

/// <summary>A harvest, recorded as one of all the types.</summary>
public sealed record Harvesting(Harvest Harvest) : EventRecord(RecordType.Harvest, Harvest.At)
{
    internal static Harvesting Read(string coop, FieldReader fields, EventInput input, DateTimeOffset at) => new(
        new Harvest(
            coop,
            fields.Product("$", input.Gtin, input.Product),
            input.Lot is null ? null : fields.Lot("$", input.Lot),
            fields.Id("$.plot", input.Plot),
            fields.Id("$.member", input.Member),
            fields.Quantity("$.quantity", input.Quantity)!,
            at)
        { AtField = "$.at" });
}
