using System.Collections.Concurrent;

namespace AgriTrace.Functions.Http;

/// <summary>The compressed forms of a body that is answered more than once; each is made once. Thread-safe.</summary>
public sealed class CodedBodies
{
    private readonly ConcurrentDictionary<string, byte[]> bodies = new();

    public byte[] Get(string coding, Func<byte[]> encode) => bodies.GetOrAdd(coding, _ => encode());
}
