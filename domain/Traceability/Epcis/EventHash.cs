using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>The identity of an event: the same for every way to write the same event, another for any other event (CBV 2.0, 8.9).</summary>
/// <param name="PreHash">The text that is hashed, for people who want to know why two hashes differ.</param>
/// <param name="Hash"><c>ni:///sha-256;{64 lower-case hexadecimal digits}?ver=CBV2.0</c></param>
public sealed record EventHash(string PreHash, string Hash)
{
    /// <summary>The most that namespaces may add to the pre-hash strings of a document, in characters: its sender must not choose how much memory they take.</summary>
    public const long MaxAdded = 64 * 1_048_576;

    /// <summary>
    /// How many characters namespaces can add to an event's pre-hash string at most: a short prefix may stand for a long namespace, as
    /// often as there are colons.
    /// </summary>
    public static long MostAdded(EpcisEvent epcisEvent) =>
        (long)JsonMarshal.GetRawUtf8Value(epcisEvent.Json).Count((byte)':') * epcisEvent.Context.LongestNamespace;

    /// <summary>
    /// Hashes any event. <c>eventID</c>, <c>recordTime</c> and <c>errorDeclaration</c> do not count, all else does. Never throws.
    /// </summary>
    /// <param name="epcisEvent">Need not be valid.</param>
    /// <param name="ignored">
    /// Full names (namespace and local name) of extensions of the event that do not count either, such as those that a repository
    /// added on its own. Never taken from the document: it could hide from the hash what it likes.
    /// </param>
    public static EventHash Of(EpcisEvent epcisEvent, IReadOnlySet<string>? ignored = null)
    {
        var preHash = new PreHash(epcisEvent.Context).Of(epcisEvent.Json, ignored);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(preHash));
        return new EventHash(preHash, $"ni:///sha-256;{Convert.ToHexStringLower(digest)}?ver=CBV2.0");
    }

    /// <summary>16 hexadecimal digits that are the same for every way to write the same error declaration; null for an event that has none.</summary>
    public static string? OfDeclaration(EpcisEvent epcisEvent) => epcisEvent.ErrorDeclaration is { } declaration
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new PreHash(epcisEvent.Context).Of(declaration.Json, null))))[..16]
        : null;
}
