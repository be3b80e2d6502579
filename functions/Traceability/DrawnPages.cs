using AgriTrace.Functions.Http;
using Microsoft.Extensions.Caching.Memory;

namespace AgriTrace.Functions.Traceability;

/// <summary>Scan pages as they were drawn and compressed lately, so that a lot with many stages costs no more to show than one with few.</summary>
/// <remarks>By address and tag, and the tag changes with all that a page says: nothing here is ever out of date.</remarks>
public sealed class DrawnPages : IDisposable
{
    /// <summary>In bytes; a page with its compressed forms takes some 50,000.</summary>
    private const long MaxBytes = 32 * 1_048_576;

    /// <summary>Of the compressed forms, which come later, by the size of the page.</summary>
    private const int Forms = 2;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly MemoryCache pages = new(new MemoryCacheOptions { SizeLimit = MaxBytes });

    public async Task<Reply> Get(string path, string tag, Func<Task<Reply>> draw)
    {
        if (pages.TryGetValue((path, tag), out Reply? known)) return known!;
        var drawn = await draw() with { IsForAll = true, Coded = new CodedBodies() };
        return pages.Set((path, tag), drawn, new MemoryCacheEntryOptions { Size = drawn.Body.Length * Forms, SlidingExpiration = Kept });
    }

    public void Dispose() => pages.Dispose();
}
