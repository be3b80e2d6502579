namespace AgriTrace.Domain.Traceability.Consignments;

/// <summary>Every expected failure of consignments.</summary>
public static class ConsignmentErrors
{
    /// <summary>The same for an id that is unknown and a key that is wrong: a guess learns nothing.</summary>
    public static readonly Error NoSuchConsignment = Error.NotFound("no-such-consignment", "There is no consignment behind this link.");

    public static readonly Error Ended = new(ErrorKind.Gone, "consignment-ended", "This link has ended. Ask the cooperative for another one.");

    public static readonly Error TooMany =
        Error.Conflict("too-many-consignments", $"{Consignment.MaxOpen} links of the cooperative are open; revoke one that nobody needs.");

    public static readonly Error TooLarge = new(
        ErrorKind.TooLarge, "consignment-too-large", $"More than {ConsignmentSheet.MaxEvents} events happened to these lots and those they come from: share them in several consignments.");
}
