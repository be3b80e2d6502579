namespace AgriTrace.Domain.QrCodes.Reports;

public static class ReportErrors
{
    /// <summary>Also for a link whose key is wrong: who guesses learns nothing.</summary>
    public static readonly Error NoSuchReport = Error.NotFound("no-such-report", "There is no report of that id here.");

    public static readonly Error KeyUsed = Error.Conflict("report-key-used", "Another report came under this Idempotency-Key: send this one under a key of its own.");

    public static readonly Error Busy = Error.Unavailable("report-busy", "Several people change this report just now. Try again shortly.");

    public static Error PhotoTooLarge(int max) => Error.TooLarge("photo-too-large", $"A photo holds at most {max / (1024 * 1024)} MiB here.");

    public static Error CannotGo(ReportState from, ReportState to) => Error.Conflict(
        "report-state", from == ReportState.Open ? "Answer the report before you close it: the buyer reads the answer." : $"A report that is {from} cannot become {to}.");
}
