using System.Globalization;
using System.Text.Json;

namespace AgriTrace.Domain.Cooperatives;

/// <summary>Checks where a plot lies: a GeoJSON Point or Polygon (RFC 7946) in WGS84, longitude first, in Viet Nam.</summary>
internal static class PlotGeometry
{
    /// <summary>A field walked with a phone has a few dozen; more is a mistake, and slow to draw on a cheap phone.</summary>
    private const int MaxPositions = 1000;

    /// <summary>A broken export is explained by its first faults.</summary>
    private const int MaxFaults = 20;

    // From Mường Nhé to the Spratlys, and from the Spratlys to Lũng Cú.
    private const decimal West = 102, East = 118, South = 6, North = 24;

    public static void Check(string path, JsonElement geometry, ICollection<FieldFault> faults)
    {
        if (geometry.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(path, "must be a GeoJSON Point or Polygon."));
            return;
        }

        foreach (var member in geometry.EnumerateObject().Where(member => member.Name is not ("type" or "coordinates")).Take(MaxFaults))
            faults.Add(new($"{path}.{Clip(member.Name)}", "is not a field of a Point or Polygon here; coordinates are WGS84."));
        var type = geometry.TryGetProperty("type", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : null;
        if (type is not ("Point" or "Polygon"))
            faults.Add(new(path + ".type", "must be Point or Polygon."));
        else if (!geometry.TryGetProperty("coordinates", out var coordinates))
            faults.Add(new(path + ".coordinates", "is missing."));
        else if (type == "Point")
            ReadPosition(path + ".coordinates", coordinates, faults);
        else
            CheckPolygon(path + ".coordinates", coordinates, faults);
    }

    private static void CheckPolygon(string path, JsonElement polygon, ICollection<FieldFault> faults)
    {
        if (polygon.ValueKind != JsonValueKind.Array || polygon.GetArrayLength() == 0)
        {
            faults.Add(new(path, "must be a list of rings, the outer one first."));
            return;
        }

        if (polygon.EnumerateArray().Sum(ring => ring.ValueKind == JsonValueKind.Array ? ring.GetArrayLength() : 0) > MaxPositions)
        {
            faults.Add(new(path, "must have at most 1000 positions."));
            return;
        }

        var (before, rings) = (faults.Count, new List<IReadOnlyList<Position>>());
        for (var index = 0; index < polygon.GetArrayLength() && faults.Count - before < MaxFaults; index++)
            rings.Add(ReadRing(Item(path, index), polygon[index], faults));
        if (faults.Count == before && Rings.FirstCrossing(rings) is var (ring, position))
            faults.Add(new(Item(Item(path, ring), position), "begins a line that crosses or touches another line of the polygon."));
    }

    private static IReadOnlyList<Position> ReadRing(string path, JsonElement ring, ICollection<FieldFault> faults)
    {
        if (ring.ValueKind != JsonValueKind.Array || ring.GetArrayLength() < 4)
        {
            faults.Add(new(path, "must be a list of at least 4 positions, the last one equal to the first."));
            return [];
        }

        var (before, positions) = (faults.Count, new List<Position>());
        for (var index = 0; index < ring.GetArrayLength() && faults.Count - before < MaxFaults; index++)
        {
            if (ReadPosition(Item(path, index), ring[index], faults) is { } position) positions.Add(position);
        }

        if (faults.Count == before && positions[0] != positions[^1])
            faults.Add(new(Item(path, positions.Count - 1), "must be equal to the first position: the ring is not closed."));
        return positions;
    }

    /// <returns>Null after a fault.</returns>
    private static Position? ReadPosition(string path, JsonElement position, ICollection<FieldFault> faults)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is not (2 or 3))
        {
            faults.Add(new(path, "must be [longitude, latitude], with the altitude behind them or not."));
            return null;
        }

        var (before, numbers) = (faults.Count, new decimal[3]);
        for (var index = 0; index < position.GetArrayLength(); index++)
        {
            if (position[index].ValueKind != JsonValueKind.Number || !position[index].TryGetDecimal(out numbers[index]))
                faults.Add(new(Item(path, index), "must be a number of degrees, not in quotes."));
        }

        if (faults.Count == before) CheckPlace(path, numbers[0], numbers[1], faults);
        return faults.Count == before ? new Position(numbers[0], numbers[1]) : null;
    }

    private static void CheckPlace(string path, decimal longitude, decimal latitude, ICollection<FieldFault> faults)
    {
        if (IsLongitude(longitude) && IsLatitude(latitude)) return;
        if (IsLongitude(latitude) && IsLatitude(longitude))
        {
            faults.Add(new(path, "has latitude and longitude swapped: GeoJSON puts the longitude first."));
            return;
        }

        if (!IsLongitude(longitude)) faults.Add(new(Item(path, 0), "is no longitude of Viet Nam, which lies between 102 and 118."));
        if (!IsLatitude(latitude)) faults.Add(new(Item(path, 1), "is no latitude of Viet Nam, which lies between 6 and 24."));
    }

    private static bool IsLongitude(decimal degrees) => degrees is >= West and <= East;

    private static bool IsLatitude(decimal degrees) => degrees is >= South and <= North;

    private static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static string Clip(string name) => name.Length <= 40 ? name : name[..40] + "…";
}
