namespace AgriTrace.Domain.Traceability.Holds;

/// <summary>What whoever recorded a lot is told of the hold that it got: recorded as it was, and kept from sale.</summary>
/// <param name="Earliest">The first day on which the plot may be harvested; null where the lot is held for something else.</param>
/// <param name="Detail">In words for people, in Vietnamese.</param>
public sealed record HoldNote(string Id, HoldReason Reason, DateOnly? Earliest, string Detail)
{
    public static HoldNote? Of(Hold? hold) => hold is null ? null : new HoldNote(hold.Id, hold.Reason, hold.Earliest, hold.Detail);
}
