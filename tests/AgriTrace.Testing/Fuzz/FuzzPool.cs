using System.Globalization;
using System.Text.Json.Nodes;

namespace AgriTrace.Testing.Fuzz;

/// <summary>Values by the name of the field or parameter that takes them: planted ones, and what earlier answers gave.</summary>
internal sealed class FuzzPool
{
    public const string Gtin = "09521234543213";
    private const int MaxEach = 200;
    private const int MaxLength = 300;

    private readonly Dictionary<string, List<string>> known = new(StringComparer.Ordinal)
    {
        ["gtin"] = [Gtin],
        ["unit"] = ["KGM", "H87", "TNE"],
        ["currency"] = ["VND"],
        ["phone"] = ["0912345678"],
        ["harvestedAt"] = [Ago(2)],
        ["at"] = [Ago(0)],
        ["gs1CompanyPrefix"] = ["9521234"],
        ["gln"] = ["9521141111116"],
        ["taxCode"] = ["1800123456"],
        ["lots"] = ["A"],
        ["lot"] = ["A", "B-1"],
        ["file"] = ["A.svg", "A.png", "B-1.png", "A.gif"],
        ["from"] = ["2026-11-01"],
        ["to"] = ["2026-11-30"],
        ["bin"] = ["970415"],
        ["account"] = ["113366668888"],
        ["citizenId"] = ["079123456789"],
        ["communeCode"] = ["29557"],
        ["lang"] = ["en", "vi"],
        ["perPage"] = ["2", "100"],
        ["If-Match"] = ["*"],
        ["product"] = [Gtin],
        ["vi"] = ["Bưởi"],
        ["en"] = ["Pomelo"],
    };

    private static string Ago(int days) => DateTimeOffset.UtcNow.AddDays(-days).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public void Add(string name, string value)
    {
        if (value.Length is 0 or > MaxLength || value.Contains(FuzzWorld.Secret, StringComparison.OrdinalIgnoreCase)) return;
        if (!known.TryGetValue(name, out var values)) known[name] = values = [];
        if (values.Count < MaxEach && !values.Contains(value)) values.Add(value);
    }

    /// <summary>Often the first, which was planted and is good.</summary>
    public string Of(string name, Random random) =>
        known.TryGetValue(name, out var values) ? random.Next(2) == 0 ? values[0] : FuzzTexts.One(random, values) : "x" + random.Next(100).ToString(CultureInfo.InvariantCulture);

    /// <summary>Keeps every text of an answer under the name of its member; an <c>id</c> under those of all that ids stand for.</summary>
    public void Learn(JsonNode? answer, string name = "", int depth = 0)
    {
        if (depth > 6) return;
        switch (answer)
        {
            case JsonObject some:
                foreach (var (member, value) in some) Learn(value, member, depth + 1);
                break;
            case JsonArray items:
                foreach (var item in items.Take(5)) Learn(item, name, depth + 1);
                break;
            case JsonValue value when value.TryGetValue<string>(out var text):
                Add(name, text);
                if (name == "id") foreach (var other in (string[])(Guid.TryParse(text, out _) ? ["listing", "after", "job"] : ["order"])) Add(other, text);
                if (name == "token") Add("Order-Token", text);
                break;
            default:
                break;
        }
    }
}
