namespace AgriTrace.Domain.Cooperatives;

/// <summary>A point of a ring. Decimals, so that lines which only just miss each other are told apart from lines that touch.</summary>
internal readonly record struct Position(decimal Longitude, decimal Latitude);

/// <summary>Whether the rings of a polygon keep clear of themselves and of each other.</summary>
internal static class Rings
{
    /// <summary>Finds a line that crosses, touches or runs back over another one, apart from where neighbours meet.</summary>
    /// <returns>The ring, and the position in it where the line begins; null when all is well.</returns>
    public static (int Ring, int Position)? FirstCrossing(IReadOnlyList<IReadOnlyList<Position>> rings)
    {
        var lines = rings.SelectMany(Lines).OrderBy(line => line.West).ToArray();
        foreach (var (ring, points) in rings.Index())
        {
            // A phone that stands still repeats a position; a ring that goes nowhere at all encloses nothing.
            if (Lines(points, ring).Count() < 3) return (ring, 0);
        }

        for (var first = 0; first < lines.Length; first++)
        {
            for (var second = first + 1; second < lines.Length && lines[second].West <= lines[first].East; second++)
            {
                if (lines[first].Meets(lines[second])) return (lines[first].Ring, lines[first].Index);
            }
        }

        return null;
    }

    private static IEnumerable<Line> Lines(IReadOnlyList<Position> points, int ring)
    {
        var moves = Enumerable.Range(0, points.Count - 1).Where(index => points[index] != points[index + 1]).ToArray();
        for (var order = 0; order < moves.Length; order++)
            yield return new Line(ring, moves[order], order, moves.Length, points[moves[order]], points[moves[order] + 1]);
    }

    /// <param name="Index">Of the position where it begins.</param>
    /// <param name="Order">Its place among the lines of its ring, of which there are <paramref name="Count"/>.</param>
    private readonly record struct Line(int Ring, int Index, int Order, int Count, Position From, Position To)
    {
        public decimal West => Math.Min(From.Longitude, To.Longitude);

        public decimal East => Math.Max(From.Longitude, To.Longitude);

        private decimal South => Math.Min(From.Latitude, To.Latitude);

        private decimal North => Math.Max(From.Latitude, To.Latitude);

        public bool Meets(Line other)
        {
            if (North < other.South || other.North < South) return false;
            if (Ring == other.Ring && (Order + 1) % Count == other.Order) return RunsBack(To, From, other.To);
            if (Ring == other.Ring && (other.Order + 1) % Count == Order) return RunsBack(From, To, other.From);
            return Crosses(other);
        }

        /// <summary>Neighbours share a point; they overlap only where both leave it in the same direction.</summary>
        private static bool RunsBack(Position shared, Position one, Position other) =>
            Side(shared, one, other) == 0
            && ((one.Longitude - shared.Longitude) * (other.Longitude - shared.Longitude))
                + ((one.Latitude - shared.Latitude) * (other.Latitude - shared.Latitude)) > 0;

        private bool Crosses(Line other)
        {
            var (a, b) = (Side(From, To, other.From), Side(From, To, other.To));
            var (c, d) = (Side(other.From, other.To, From), Side(other.From, other.To, To));
            if (a * b < 0 && c * d < 0) return true;
            return (a == 0 && Holds(other.From)) || (b == 0 && Holds(other.To)) || (c == 0 && other.Holds(From)) || (d == 0 && other.Holds(To));
        }

        /// <summary>Whether a point on the same straight lies within the line's box, and so on the line.</summary>
        private bool Holds(Position point) =>
            point.Longitude >= West && point.Longitude <= East && point.Latitude >= South && point.Latitude <= North;

        /// <summary>1 where the point lies left of the straight from one to the other, -1 right of it, 0 on it.</summary>
        private static int Side(Position from, Position to, Position point) => Math.Sign(
            ((to.Longitude - from.Longitude) * (point.Latitude - from.Latitude)) - ((to.Latitude - from.Latitude) * (point.Longitude - from.Longitude)));
    }
}
