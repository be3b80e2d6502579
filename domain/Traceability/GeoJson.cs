using System.Text.Json;

namespace AgriTrace.Domain.Traceability;

/// <summary>WGS84, in degrees.</summary>
public sealed record GeoPosition(double Latitude, double Longitude);

internal static class GeoJson
{
    /// <summary>The point itself, or the centre of mass of the polygon's outer ring. Null for what is neither.</summary>
    public static GeoPosition? Centre(JsonElement geometry)
    {
        if (geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("coordinates", out var coordinates)) return null;
        if (coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0) return null;
        if (Position(coordinates) is { } point) return point;
        if (coordinates[0].ValueKind != JsonValueKind.Array) return null;
        var ring = coordinates[0].EnumerateArray().Select(Position).OfType<GeoPosition>().ToArray();
        return ring.Length == 0 ? null : Centroid(ring);
    }

    private static GeoPosition? Position(JsonElement json) =>
        json.ValueKind == JsonValueKind.Array && json.GetArrayLength() >= 2
            && json[0].ValueKind == JsonValueKind.Number && json[1].ValueKind == JsonValueKind.Number
            ? new GeoPosition(json[1].GetDouble(), json[0].GetDouble())
            : null;

    /// <summary>The shoelace formula, relative to the first corner, where a field is small enough for doubles to be exact.</summary>
    private static GeoPosition Centroid(GeoPosition[] ring)
    {
        double area = 0, latitude = 0, longitude = 0;
        for (var index = 0; index < ring.Length; index++)
        {
            var (x, y) = (ring[index].Longitude - ring[0].Longitude, ring[index].Latitude - ring[0].Latitude);
            var next = ring[(index + 1) % ring.Length];
            var (nextX, nextY) = (next.Longitude - ring[0].Longitude, next.Latitude - ring[0].Latitude);
            var cross = (x * nextY) - (nextX * y);
            area += cross / 2;
            longitude += (x + nextX) * cross;
            latitude += (y + nextY) * cross;
        }

        // A ring without area is a line or a point: any of its corners will do.
        return area == 0
            ? ring[0]
            : new GeoPosition(Math.Round(ring[0].Latitude + (latitude / (6 * area)), 7), Math.Round(ring[0].Longitude + (longitude / (6 * area)), 7));
    }
}
