namespace AgriTrace.Domain.Cooperatives;

/// <summary>Commune and province as one text: "xã Mỹ Hòa, Vĩnh Long".</summary>
public static class PlaceText
{
    /// <summary>The part of an address that names the commune or ward (xã, phường); its last part where none says so.</summary>
    public static string CommuneOf(string address) =>
        address.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } parts
            ? parts.LastOrDefault(IsCommune) ?? parts[^1]
            : string.Empty;

    public static string Of(string address, string province) =>
        CommuneOf(address) is { Length: > 0 } commune && commune != province ? $"{commune}, {province}" : province;

    private static bool IsCommune(string part) =>
        part.StartsWith("xã ", StringComparison.OrdinalIgnoreCase) || part.StartsWith("phường ", StringComparison.OrdinalIgnoreCase)
        || part.StartsWith("đặc khu ", StringComparison.OrdinalIgnoreCase);
}
