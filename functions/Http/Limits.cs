namespace AgriTrace.Functions.Http;

/// <summary>The documented limits of a request's body, in bytes. More is 413.</summary>
public static class Limits
{
    /// <summary>Of a function that declares none of its own.</summary>
    public const int Body = 1_048_576;

    /// <summary>Room for a token, a code and little more.</summary>
    public const int SmallBody = 16 * 1024;

    /// <summary>A photo as a phone takes it.</summary>
    public const int Photo = 6 * 1_048_576;

    /// <summary>A certificate or laboratory result, scanned or photographed.</summary>
    public const int Document = 6 * 1_048_576;

    /// <summary>The photo of a buyer's report.</summary>
    public const int ReportPhoto = 5 * 1_048_576;

    /// <summary>A report with its photo.</summary>
    public const int Report = ReportPhoto + 65_536;
}
