namespace AgriTrace.Functions.Http;

/// <summary>The documented limits of every request.</summary>
public static class Limits
{
    /// <summary>A body, in bytes. More is 413.</summary>
    public const int Body = 1_048_576;
}
