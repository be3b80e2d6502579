namespace AgriTrace.Web;

/// <summary>What is drawn beside a product, and how its pieces are counted.</summary>
public enum ProduceKind
{
    Other,
    Pomelo,
    Mango,
    StarApple,
    Rice,
    Pangasius,
}

/// <summary>A product's name as the cooperative wrote it.</summary>
/// <param name="Vietnamese">The name on the sack.</param>
/// <param name="English">Null when the cooperative gave none; English readers then see the Vietnamese name.</param>
public sealed record ProductName(string Vietnamese, string? English = null);

/// <summary>WGS84, in degrees.</summary>
public readonly record struct GeoPoint(double Latitude, double Longitude);

public static class ProduceKinds
{
    private static readonly (string Word, ProduceKind Kind)[] Words =
    [
        ("bưởi", ProduceKind.Pomelo),
        ("xoài", ProduceKind.Mango),
        ("vú sữa", ProduceKind.StarApple),
        ("gạo", ProduceKind.Rice),
        ("lúa", ProduceKind.Rice),
        ("cá tra", ProduceKind.Pangasius),
        ("cá basa", ProduceKind.Pangasius),
    ];

    /// <summary>The kind that a Vietnamese product name begins with or holds; <see cref="ProduceKind.Other"/> when it names none.</summary>
    /// <remarks>Decides a drawing and a counting word, nothing that anybody is billed or judged by.</remarks>
    public static ProduceKind Named(string vietnamese)
    {
        var name = $" {vietnamese.Normalize().ToLowerInvariant()} ";
        return Words.FirstOrDefault(entry => name.Contains($" {entry.Word} ", StringComparison.Ordinal)).Kind;
    }
}
