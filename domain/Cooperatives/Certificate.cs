using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Cooperatives;

/// <summary>How a certificate stands on a day.</summary>
public enum CertificateStatus
{
    NotYet,
    Valid,

    /// <summary>It still covers what was harvested while it was valid.</summary>
    Ended,
}

/// <summary>A certificate of a standard (VietGAP, GlobalG.A.P., organic, OCOP) that covers plots of a cooperative.</summary>
/// <param name="Number">As the issuer gave it.</param>
/// <param name="ValidFrom">The first day, in Viet Nam.</param>
/// <param name="ValidTo">The last day.</param>
/// <param name="Plots">Their ids.</param>
/// <param name="Document">The id of the uploaded certificate itself; null where none was uploaded.</param>
public sealed record Certificate(
    string Id, string Scheme, string Number, string Issuer, DateOnly ValidFrom, DateOnly ValidTo, IReadOnlyList<string> Plots, string? Document)
{
    public const int MaxPlots = 500;

    /// <param name="day">In Viet Nam.</param>
    public bool Covers(string plot, DateOnly day) => StatusOn(day) == CertificateStatus.Valid && Plots.Contains(plot);

    /// <inheritdoc cref="Covers(string, DateOnly)"/>
    public bool Covers(string plot, DateTimeOffset at) => Covers(plot, VietnamTime.DayOf(at));

    public CertificateStatus StatusOn(DateOnly day) => day < ValidFrom ? CertificateStatus.NotYet : day > ValidTo ? CertificateStatus.Ended : CertificateStatus.Valid;

    /// <inheritdoc cref="StatusOn(DateOnly)"/>
    public CertificateStatus StatusAt(DateTimeOffset now) => StatusOn(VietnamTime.DayOf(now));
}
