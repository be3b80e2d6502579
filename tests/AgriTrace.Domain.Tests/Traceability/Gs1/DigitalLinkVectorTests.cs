using System.Text.Json;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Tests.Traceability.Gs1;

/// <summary>GS1's own addresses, with the element strings that they mean.</summary>
public sealed class DigitalLinkVectorTests
{
    /// <summary>Stands there as invalid and as valid: GS1 tries it once strictly, and once with unknown AIs let pass.</summary>
    private const string Both = "https://example.com/01/09520123456788?99=XYZ&89=ABC123";

    [Fact]
    public void Every_vector_is_decided_rightly()
    {
        var vectors = JsonSerializer.Deserialize<Vector[]>(Gs1Vectors.Read("digital-link", "parse.json"), JsonSerializerOptions.Web)!;
        vectors.Length.ShouldBeGreaterThan(50);

        foreach (var vector in vectors)
        {
            var read = DigitalLinkUri.Parse(vector.Uri, unknownAis: vector is { Uri: Both, Valid: true });
            (read.IsOk ? read.Value.Elements : "").ShouldBe(vector.Elements, $"{vector.Uri}: {read.Error?.Detail}");
            read.IsOk.ShouldBe(vector.Valid, vector.Uri);
        }
    }

    [Fact]
    public void Every_valid_vector_is_canonical_once_and_built_again_from_its_elements()
    {
        foreach (var vector in JsonSerializer.Deserialize<Vector[]>(Gs1Vectors.Read("digital-link", "parse.json"), JsonSerializerOptions.Web)!.Where(vector => vector is { Valid: true, Uri: not Both }))
        {
            var link = DigitalLinkUri.Parse(vector.Uri).Value;
            var again = DigitalLinkUri.Parse(link.Canonical).Value;
            again.Canonical.ShouldBe(link.Canonical);
            DigitalLinkUri.Build(new Uri("https://id.gs1.org"), [link.Key, .. link.Attributes, .. link.Qualifiers.Reverse()]).Value.ShouldBe(link.Canonical);
        }
    }

    private sealed record Vector(bool Valid, string Uri, string Elements);
}
