namespace AgriTrace.Domain.Traceability.Records;

/// <summary>What a person recorded, with sound fields; whether it may be is decided against the cooperative's data.</summary>
public abstract record EventRecord(RecordType Type, DateTimeOffset At)
{
    /// <summary>Names every bad field at once.</summary>
    public static Result<EventRecord> Read(string coop, EventInput input, DateTimeOffset now)
    {
        var fields = new FieldReader(coop);
        var shape = RecordShape.Of(input);
        shape.Check(fields, input);
        var at = fields.Time("$.at", input.At, now);
        EventRecord record = input.Type switch
        {
            RecordType.Cultivate or RecordType.Feed or RecordType.Treat => FieldWork.Read(fields, input, at),
            RecordType.Harvest => Harvesting.Read(coop, fields, input, at),
            RecordType.Aggregate or RecordType.Disaggregate => Unitising.Read(fields, input, at),
            RecordType.Count or RecordType.Discard => StockTaking.Read(fields, input, at),
            _ when shape.Makes => Making.Read(fields, input, at),
            _ => Observation.Read(fields, input, at),
        };
        return fields.Error is { } error ? error : record;
    }

    /// <summary>The refusal of a record that comes before one of its lots was there.</summary>
    internal Error? BeforeHarvestOf(IEnumerable<LotClaim> lots) =>
        lots.FirstOrDefault(lot => At < lot.HarvestedAt) is { } lot ? BeforeHarvestOf(lot.Id, lot.HarvestedAt) : null;

    /// <inheritdoc cref="BeforeHarvestOf(IEnumerable{LotClaim})"/>
    internal Error? BeforeHarvestOf(LotId lot, DateTimeOffset harvestedAt) => At < harvestedAt
        ? TraceabilityErrors.Fields([new("$.at", $"must not lie before the harvest of lot {lot.Lot}, {AgriTraceJson.Write(harvestedAt).Trim('"')}.")])
        : null;
}
