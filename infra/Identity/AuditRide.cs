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

    public AuditEntry Entry { get; }

    /// <summary>Whether a message that is committed carries the entry.</summary>
    public bool HasArrived { get; private set; }

    /// <summary>Offers the entry to what the calling method calls from here on.</summary>
    public static AuditRide Offer(AuditEntry entry) => Ambient.Value = new AuditRide(entry);

    internal void Arrive() => HasArrived = true;
}
