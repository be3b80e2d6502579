using System.Reflection;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Tests.Traceability;

/// <summary>Nonsense of many kinds is refused or hashed, and never throws. Seeded, so that a failure comes again.</summary>
public class EpcisFuzzTests
{
    private const string Folder = "epcis/valid";
    private const int Rounds = 200;
    private const int HashLength = 89;

    private static readonly PropertyInfo[] View = typeof(EpcisEvent).GetProperties();

    private static readonly string[] Splinters =
    [
        "null", "true", "-0", "1e999", "1e-999", "[]", "{}", "\"\"", "\"\\ud800\"", "\"\\u0000\"", "\":\"", "\"a:b\"", "\"urn:epc:id:sgtin:\"", "\"https://\"",
        "\"https://x/01/%\"", "\"9999-12-31T23:59:59.9999999-14:00\"", "[[[[]]]]", "{\"@context\":{\"\":\"x\",\"urn\":\"u:\",\"https\":{\"@id\":\"a:\"}}}",
    ];

    public static TheoryData<string> Documents => Gs1Vectors.Names(Folder, "*.jsonld");

    [Theory]
    [MemberData(nameof(Documents))]
    public void Broken_bytes_never_throw(string name)
    {
        var original = Gs1Vectors.Read(Folder, name);
        var random = new Random(20260722);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = original.ToArray();
            for (var i = random.Next(1, 4); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            ReadAndHash(bytes.AsMemory(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length));
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Wrong_values_in_every_place_never_throw(string name)
    {
        using var document = JsonDocument.Parse(Gs1Vectors.Read(Folder, name));
        var random = new Random(20260723);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder();
            Mutate(text, document.RootElement, random);
            ReadAndHash(Encoding.UTF8.GetBytes(text.ToString()));
        }
    }

    private static void ReadAndHash(ReadOnlyMemory<byte> bytes)
    {
        if (!EpcisDocument.Parse(bytes).Try(out var document, out var error))
        {
            Assert.Single(error.Faults);
            return;
        }

        foreach (var fault in document.Validate()) Assert.StartsWith("$", fault.Path, StringComparison.Ordinal);
        foreach (var epcisEvent in document.Events)
        {
            epcisEvent.Validate();
            Assert.Equal(HashLength, EventHash.Of(epcisEvent).Hash.Length);
            foreach (var property in View) property.GetValue(epcisEvent);
            epcisEvent.Extension("https://ns.example.com/", "x");
            using var writer = new Utf8JsonWriter(Stream.Null);
            epcisEvent.WriteStandalone(writer);
        }
    }

    // Writes the document again, with a splinter in place of about two values, a name gone, doubled or bent here and there.
    private static void Mutate(StringBuilder text, JsonElement value, Random random)
    {
        if (random.Next(60) == 0)
        {
            text.Append(Splinters[random.Next(Splinters.Length)]);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                text.Append('{').AppendJoin(',', value.EnumerateObject().SelectMany(member => Member(member, random))).Append('}');
                break;
            case JsonValueKind.Array:
                text.Append('[').AppendJoin(',', value.EnumerateArray().Select(item => Mutated(item, random))).Append(']');
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static IEnumerable<string> Member(JsonProperty member, Random random)
    {
        var name = random.Next(80) switch
        {
            0 => [],
            1 => [member.Name, member.Name],
            2 => [member.Name + ":"],
            3 => [member.Name[(member.Name.Length / 2)..]],
            4 => ["nowhere:" + member.Name],
            5 => [""],
            _ => (string[])[member.Name],
        };
        return name.Select(written => $"{JsonSerializer.Serialize(written)}:{Mutated(member.Value, random)}");
    }

    private static string Mutated(JsonElement value, Random random)
    {
        var text = new StringBuilder();
        Mutate(text, value, random);
        return text.ToString();
    }
}
