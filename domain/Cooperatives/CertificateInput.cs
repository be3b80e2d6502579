namespace AgriTrace.Domain.Cooperatives;

/// <summary>A certificate as an admin writes it. One that has ended is taken: old harvests were covered.</summary>
public sealed record CertificateInput(string Scheme, string Number, string Issuer, DateOnly ValidFrom, DateOnly ValidTo, IReadOnlyList<string> Plots)
{
    private const int MaxScheme = 60;
    private const int MaxNumber = 60;

    /// <inheritdoc cref="CooperativeInput.Read"/>
    /// <returns>Without its document, which is uploaded by itself.</returns>
    public Result<Certificate> Read(string id)
    {
        var faults = new List<FieldFault>();
        if (ValidFrom.Year is < 1990 or > 2199) faults.Add(new("$.validFrom", "must be a day between 1990 and 2199."));
        if (ValidTo.Year is < 1990 or > 2199) faults.Add(new("$.validTo", "must be a day between 1990 and 2199."));
        if (ValidTo < ValidFrom) faults.Add(new("$.validTo", "must not be before validFrom."));
        if (Plots.Count is 0 or > Certificate.MaxPlots) faults.Add(new("$.plots", $"must name 1 to {Certificate.MaxPlots} plots."));
        faults.AddRange(Plots.Index().Where(plot => !Slug.Parse("plot", plot.Item).IsOk).Select(plot => new FieldFault($"$.plots[{plot.Index}]", "must be the id of a plot.")));
        var certificate = new Certificate(
            id,
            PlainText.Read("$.scheme", Scheme, MaxScheme, faults),
            PlainText.Read("$.number", Number, MaxNumber, faults),
            PlainText.Read("$.issuer", Issuer, CooperativeText.MaxName, faults),
            ValidFrom,
            ValidTo,
            [.. Plots.Distinct()],
            Document: null);
        return FieldErrors.Or(certificate, faults);
    }

    /// <summary>Names the plots that the cooperative does not have.</summary>
    public Error? Unknown(IReadOnlySet<string> known) =>
        Plots.Index().Where(plot => !known.Contains(plot.Item)).Select(plot => new FieldFault($"$.plots[{plot.Index}]", "is no plot of the cooperative.")).ToArray() is { Length: > 0 } faults
            ? FieldErrors.Invalid(faults)
            : null;
}
