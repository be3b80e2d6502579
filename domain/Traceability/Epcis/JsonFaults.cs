using System.Text.Json;
using System.Text.Unicode;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>
/// Says where a text fails to be JSON that we read. Slow and exact: it runs only once something is known or feared to be wrong.
/// </summary>
internal static class JsonFaults
{
    /// <summary>
    /// Whether strings of this well-formed JSON may hold what is no text: bytes that are not UTF-8, or half of a surrogate pair.
    /// The parser lets both through and throws when the string is read, far from here.
    /// </summary>
    public static bool MayHideBrokenText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json)) return true;
        for (var at = json.IndexOf("\\u"u8); at >= 0; at = json.IndexOf("\\u"u8))
        {
            json = json[(at + 2)..];
            if (json.Length > 0 && json[0] is (byte)'d' or (byte)'D') return true;
        }

        return false;
    }

    /// <summary>The first fault, with the path of where it stands. Null when there is none.</summary>
    public static FieldFault? First(ReadOnlySpan<byte> json, int maxDepth)
    {
        // One level more than we accept, so that the fault is found here, where the path is known.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        var place = new Place();
        try
        {
            while (reader.Read())
            {
                if (place.Step(ref reader, maxDepth) is { } message) return new FieldFault(place.ToString(), message);
            }

            return null;
        }
        catch (JsonException wrong)
        {
            var (line, position) = (wrong.LineNumber + 1, wrong.BytePositionInLine + 1);
            return new FieldFault(place.ToString(), $"The text is not JSON from line {line}, byte {position} on.");
        }
        catch (InvalidOperationException)
        {
            return new FieldFault(place.ToString(), "The text holds bytes that are not UTF-8, or an escape that is half of a character.");
        }
    }

    /// <summary>Follows the reader, to know at any time where it is and which names an object has had.</summary>
    private sealed class Place
    {
        private readonly Stack<Level> levels = new();

        public string? Step(ref Utf8JsonReader reader, int maxDepth)
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    NextItem();
                    levels.Push(new Level(reader.TokenType == JsonTokenType.StartArray));
                    return levels.Count > maxDepth ? $"JSON may be nested {maxDepth} levels deep, this goes deeper." : null;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    return null;
                case JsonTokenType.PropertyName:
                    var name = levels.Peek().Name = reader.GetString()!;
                    return levels.Peek().Names.Add(name) ? null : "The member stands here twice.";
                case JsonTokenType.String:
                    NextItem();
                    _ = reader.GetString();
                    return null;
                default:
                    NextItem();
                    return null;
            }
        }

        public override string ToString()
        {
            var path = new JsonPath();
            foreach (var level in levels.Reverse())
            {
                if (level.IsArray && level.Index >= 0) path.Enter(level.Index);
                else if (level is { IsArray: false, Name: not null }) path.Enter(level.Name);
            }

            return path.ToString();
        }

        private void NextItem()
        {
            if (levels.TryPeek(out var level) && level.IsArray) level.Index++;
        }
    }

    private sealed class Level(bool isArray)
    {
        public bool IsArray => isArray;

        public int Index { get; set; } = -1;

        public string? Name { get; set; }

        public HashSet<string> Names { get; } = new(StringComparer.Ordinal);
    }
}
