using System.Globalization;

namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>Which alerts are wanted, the newest first.</summary>
/// <param name="After">The last one of the page before; null for the newest.</param>
public sealed record ScanAlertQuery(string? After, int Take)
{
    public const int MaxTake = 100;

    private const int UsualTake = 50;

    public static Result<ScanAlertQuery> Read(string? cursor, string? take)
    {
        var (faults, size) = (new List<FieldFault>(), UsualTake);
        if (cursor is not null && !ScanAlert.IsId(cursor)) faults.Add(new("cursor", "is not a cursor that this list gave."));
        if (take is not null && (!int.TryParse(take, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size is < 1 or > MaxTake))
            faults.Add(new("take", $"must be a whole number from 1 to {MaxTake}."));
        return faults.Count > 0 ? Error.Invalid("query-invalid", "A query parameter cannot be read; see errors.", faults) : new ScanAlertQuery(cursor, size);
    }
}
