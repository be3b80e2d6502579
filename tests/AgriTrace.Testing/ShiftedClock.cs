namespace AgriTrace.Testing;

/// <summary>The real clock, moved ahead by as much as a test says; delays stay real.</summary>
public sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
