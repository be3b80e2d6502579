namespace AgriTrace.Infra.Operations;

/// <summary>What of an exception is told outside the log: the first line, bounded. Those of storage go on with headers and request ids.</summary>
public static class FailureText
{
    private const int MaxLength = 300;

    public static string Of(Exception exception)
    {
        var line = exception.Message.AsSpan().Trim();
        if (line.IndexOfAny('\r', '\n') is >= 0 and var end) line = line[..end];
        return line.Length <= MaxLength ? line.ToString() : string.Concat(line[..MaxLength], "…");
    }
}
