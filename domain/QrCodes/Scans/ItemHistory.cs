namespace AgriTrace.Domain.QrCodes.Scans;

/// <summary>What is known of the scans of an item.</summary>
/// <param name="FirstPlace">The name of a province; null where it is not known.</param>
/// <param name="Suspicion">Null where its label met no more than one pack does.</param>
public sealed record ItemHistory(int Scans, DateTimeOffset FirstAt, string? FirstPlace, ScanSuspicion? Suspicion)
{
    public static ItemHistory Of(ItemTally tally) =>
        new(tally.Scans, tally.FirstAt, Province.NameOf(tally.FirstPlace), tally.Alerts.Count == 0 ? null : tally.Alerts.MinBy(alert => alert.Value).Key);
}
