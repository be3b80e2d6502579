namespace AgriTrace.Domain.Cooperatives;

/// <summary>A place as an admin writes it.</summary>
public sealed record PlaceInput(string Name, PlaceKind Kind, string Address, string? CommuneCode = null, string? Gln = null, string? Code = null)
{
    private const int MaxCode = 60;

    /// <inheritdoc cref="CooperativeInput.Read"/>
    public Result<Place> Read(string id)
    {
        var faults = new List<FieldFault>();
        if (Gln is not null && !Traceability.Gs1.Gln.TryParse(Gln).Try(out _, out var wrong)) faults.Add(new("$.gln", wrong.Detail));
        var place = new Place(
            id,
            PlainText.Read("$.name", Name, CooperativeText.MaxName, faults),
            Kind,
            PlainText.Read("$.address", Address, CooperativeText.MaxAddress, faults),
            CooperativeText.CommuneCode(CommuneCode, faults),
            Gln,
            PlainText.ReadOptional("$.code", Code, MaxCode, faults));
        return FieldErrors.Or(place, faults);
    }
}
