using AgriTrace.Domain.Identity;

namespace AgriTrace.Infra.Identity;

/// <summary>
/// The audit entry of the call that is being answered, at hand for a store whose change sends a message anyway: the entry rides along
/// in it, and the gate writes none.
/// </summary>
public sealed class AuditRide
{
    private static readonly AsyncLocal<AuditRide?> Ambient = new();

    private AuditRide(AuditEntry entry) => Entry = entry;

    /// <summary>Null outside of a call, and where nobody knows the caller.</summary>
    public static AuditRide? Current => Ambient.Value;

    public AuditEntry Entry { get; private set; }

    /// <summary>Whether a message that is committed carries the entry.</summary>
    public bool HasArrived { get; private set; }

    /// <summary>Offers the entry to what the calling method calls from here on.</summary>
    public static AuditRide Offer(AuditEntry entry) => Ambient.Value = new AuditRide(entry);

    /// <summary>Says what the call is about, where its path does not: ids, never personal data.</summary>
    public static void About(string subject)
    {
        if (Current is { } ride) ride.Entry = ride.Entry.With(subject);
    }

    internal void Arrive() => HasArrived = true;
}
