namespace AgriTrace.Domain.Identity;

public static class ApiKeyErrors
{
    public static readonly Error NoSuchKey = Error.NotFound("no-such-key", "This cooperative has no API key of this id.");

    public static readonly Error TooMany =
        Error.Conflict("too-many-keys", $"A cooperative has at most {ApiKey.MaxLive} API keys in use: revoke one first.");

    /// <summary>The secret is nowhere to be read again, so a repeat cannot get the first answer.</summary>
    public static Error MadeBefore(string id) => Error.Conflict(
        "key-made-before",
        $"This Idempotency-Key has made the API key {id} already, and a key is shown once. If you do not have it, revoke {id} and make another with a new Idempotency-Key.");
}
