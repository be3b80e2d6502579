namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>Which alerts are wanted, the newest first.</summary>
/// <param name="After">The last one of the page before; null for the newest.</param>
public sealed record ScanAlertQuery(string? After, int Take)
{
    public const int MaxTake = 100;

    private const int UsualTake = 50;

    public static Result<ScanAlertQuery> Read(string? cursor, string? take)
    {
        var faults = new List<FieldFault>();
        if (cursor is not null && !ScanAlert.IsId(cursor)) faults.Add(new("cursor", "is not a cursor that this list gave."));
        var size = PageSize.Read(take, UsualTake, MaxTake, faults);
        return faults.Count > 0 ? ParameterErrors.Unreadable(faults) : new ScanAlertQuery(cursor, size);
    }
}
