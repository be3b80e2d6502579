namespace AgriTrace.Domain.Traceability.Records;

/// <summary>A lot in a list of a body.</summary>
/// <param name="Grade">Of a lot that grading makes.</param>
public sealed record LotInput(Quantity Quantity, string Lot, string? Gtin = null, string? Product = null, string? Grade = null);

/// <summary>What a person sends to record an event, of whatever type; <see cref="RecordShape"/> says which fields a type has.</summary>
/// <param name="Place">The id of a place of the cooperative.</param>
/// <param name="To">The place that a shipment goes to.</param>
/// <param name="From">The place that a delivery came from.</param>
/// <param name="Unit">Of a pallet, crate or box: an SSCC, or a code of the cooperative's own.</param>
/// <param name="IntervalDays">The pre-harvest interval of a spray, or the withdrawal period of a treatment, as its label has it.</param>
/// <param name="Document">The id of an uploaded document.</param>
/// <param name="Temperature">In degrees Celsius.</param>
/// <param name="Humidity">Relative, in percent.</param>
public sealed record EventInput(
    RecordType Type, string At, string? Place = null, string? To = null, string? From = null,
    string? Plot = null, string? Member = null, FieldActivity? Activity = null,
    string? MaterialName = null, string? MaterialActiveIngredient = null, string? MaterialDose = null, int? IntervalDays = null,
    string? Gtin = null, string? Product = null, string? Lot = null, Quantity? Quantity = null, string? Grade = null,
    IReadOnlyList<LotInput>? Inputs = null, IReadOnlyList<LotInput>? Outputs = null,
    string? Unit = null, IReadOnlyList<LotInput>? Lots = null,
    InspectionResult? Result = null, string? Document = null, decimal? Temperature = null, decimal? Humidity = null,
    string? Reason = null, string? Note = null)
{
    /// <summary>Whether it turns lots into others.</summary>
    internal bool Makes => Inputs is not null || Outputs is not null;
}
