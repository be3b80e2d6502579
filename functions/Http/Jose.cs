namespace AgriTrace.Functions.Http;

/// <summary>Signed documents (RFC 7515): a copy that anybody can check, wherever it came from.</summary>
internal static class Jose
{
    /// <summary>What the query parameter <c>format</c> asks for.</summary>
    public const string Format = "jws";

    /// <param name="jws">Compact.</param>
    /// <param name="file">The name under which a browser keeps it.</param>
    public static Reply Reply(byte[] jws, string file) =>
        Http.Reply.Bytes(jws, "application/jose").With("Content-Disposition", $"attachment; filename=\"{file}\"");
}
