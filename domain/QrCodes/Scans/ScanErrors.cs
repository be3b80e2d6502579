namespace AgriTrace.Domain.QrCodes.Scans;

public static class ScanErrors
{
    public static readonly Error NoSuchAlert = Error.NotFound("no-such-alert", "This cooperative has no alert of this id.");
}
