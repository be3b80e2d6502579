using System.Globalization;
using System.Text;
using AgriTrace.Domain.Traceability.Epcis;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Bench;

/// <param name="Keys">The EPCs and classes that it names, as canonical Digital Links.</param>
/// <param name="Marks">The values of it that a coarse index keeps by day.</param>
internal sealed record BenchEvent(DateTimeOffset Time, string Json, string BizStep, IReadOnlyList<string> Keys, IReadOnlyList<string> Marks);

internal sealed record BenchDocument(IReadOnlyList<BenchEvent> Events)
{
    private const string Context = """["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",{"farm":"https://farm.example/"}]""";

    public byte[] Json => Of(Events.Select(one => one.Json));

    public static byte[] Of(IEnumerable<string> events) => Encoding.UTF8.GetBytes(
        $$"""{"@context":{{Context}},"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{string.Join(',', events)}}] } }""");
}

/// <summary>Events as a packing house and its buyers would send them; a document of the same number is the same each time.</summary>
/// <param name="now">The last year before it is when they happen; within a document a few seconds apart.</param>
internal sealed class CaptureBenchEvents(DateTimeOffset now)
{
    /// <summary>Events of a document that are about one lot.</summary>
    private const int EventsOfLot = 20;

    private const int Products = 40, Places = 25;
    private const string Prefix = "9521234";

    private static readonly string[] BizSteps = [.. Cbv.BizStep.Words.Order(StringComparer.Ordinal)], Dispositions = [.. Cbv.Disposition.Words.Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> Steps => BizSteps;

    /// <param name="isLive">A scanner sends each event as it happens: its time is of the last day.</param>
    public BenchDocument Document(int number, int count, bool isLive = false)
    {
        var begin = now.AddMinutes(-new Random(number).Next(60, (isLive ? 1 : 365) * 24 * 60));
        return new BenchDocument([.. Enumerable.Range(0, count).Select(index => Event(number, index, begin.AddSeconds(5 * index)))]);
    }

    /// <summary>The class of a lot that a document names.</summary>
    public static string ClassOf(int document, int index) => $"https://id.gs1.org/01/{Gtin(document)}/10/{Lot(document, index)}";

    private static BenchEvent Event(int document, int index, DateTimeOffset time)
    {
        var random = new Random(unchecked(document * 1_000 + index));
        var (step, disposition) = (BizSteps[random.Next(BizSteps.Length)], Dispositions[random.Next(Dispositions.Length)]);
        var (readPoint, location) = (Gln(random.Next(Places)), Gln(random.Next(Places)));
        var (type, members, keys) = (random.Next(4)) switch
        {
            0 => Aggregation(document, index),
            1 => Transformation(document, index),
            _ => Object(document, index, random),
        };
        var json = string.Create(CultureInfo.InvariantCulture, $$"""
            {"type":"{{type}}","eventTime":"{{time.ToOffset(TimeSpan.FromHours(7)):yyyy-MM-dd'T'HH:mm:ss.fffzzz}}","eventTimeZoneOffset":"+07:00","bizStep":"{{step}}","disposition":"{{disposition}}","readPoint":{"id":"https://id.gs1.org/414/{{readPoint}}"},"bizLocation":{"id":"urn:epc:id:sgln:{{Prefix}}.{{location[7..12]}}.0"},"bizTransactionList":[{"type":"po","bizTransaction":"urn:epcglobal:cbv:bt:{{readPoint}}:{{document}}-{{index}}"}],{{members}},{{Sensors(random, time)}},"farm:note":"Lô hàng số {{document}}, thùng {{index}}, vườn bưởi Năm Roi ven sông Hậu"}
            """);
        return new BenchEvent(time, json, step, keys, ["type|" + type, "step|" + step, "disposition|" + disposition, "read|" + readPoint, "location|" + location, "product|" + Gtin(document)]);
    }

    private static (string, string, string[]) Object(int document, int index, Random random)
    {
        var (lot, item) = (ClassOf(document, index), Item(document, index));
        var urn = $"urn:epc:id:sgtin:{Prefix}.{Gtin(document)[0]}{Gtin(document)[8..13]}.{Serial(document, index)}";
        var epc = random.Next(2) == 0 ? item : urn;
        var added = random.Next(2) == 0;
        var ilmd = added ? ",\"ilmd\":{\"farm:harvested\":\"2026-01-01\",\"farm:variety\":\"Năm Roi\",\"farm:grade\":\"1\"}" : string.Empty;
        return ("ObjectEvent", $$"""
            "action":"{{(added ? "ADD" : "OBSERVE")}}","epcList":["{{epc}}"],"quantityList":[{"epcClass":"{{lot}}","quantity":{{index + 1}}.5,"uom":"KGM"}]{{ilmd}}
            """, [lot, item]);
    }

    private static (string, string, string[]) Aggregation(int document, int index)
    {
        var (lot, item) = (ClassOf(document, index), Item(document, index));
        var serial = string.Create(CultureInfo.InvariantCulture, $"0{Prefix}{(document * 500L + index) % 1_000_000_000:D9}");
        var parent = $"https://id.gs1.org/00/{serial}{CheckDigit.For(serial)}";
        return ("AggregationEvent", $$"""
            "action":"ADD","parentID":"{{parent}}","childEPCs":["{{item}}"],"childQuantityList":[{"epcClass":"urn:epc:class:lgtin:{{Prefix}}.{{Gtin(document)[0]}}{{Gtin(document)[8..13]}}.{{Lot(document, index)}}","quantity":{{index + 1}},"uom":"KGM"}]
            """, [parent, item, lot]);
    }

    private static (string, string, string[]) Transformation(int document, int index)
    {
        var (source, made) = (ClassOf(document, index), ClassOf(document, index) + "-P");
        return ("TransformationEvent", $$"""
            "transformationID":"https://farm.example/runs/{{document}}-{{index}}","inputQuantityList":[{"epcClass":"{{source}}","quantity":{{index + 2}},"uom":"KGM"}],"outputQuantityList":[{"epcClass":"{{made}}","quantity":{{index + 1}},"uom":"KGM"}],"ilmd":{"farm:packed":"2026-01-01","farm:grade":"1"}
            """, [source, made, Item(document, index)]);
    }

    private static string Sensors(Random random, DateTimeOffset time) => string.Create(CultureInfo.InvariantCulture, $$"""
        "sensorElementList":[{"sensorMetadata":{"time":"{{time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}","deviceID":"urn:epc:id:giai:{{Prefix}}.{{random.Next(100)}}"},"sensorReport":[{"type":"Temperature","value":{{random.Next(30, 90)}}.25,"uom":"CEL"},{"type":"RelativeHumidity","value":{{random.Next(40, 99)}},"uom":"P1"}]}]
        """);

    private static string Item(int document, int index) => $"https://id.gs1.org/01/{Gtin(document)}/21/{Serial(document, index)}";

    private static string Serial(int document, int index) => string.Create(CultureInfo.InvariantCulture, $"{document}-{index}");

    private static string Lot(int document, int index) => string.Create(CultureInfo.InvariantCulture, $"L{document}-{index / EventsOfLot}");

    private static string Gtin(int document)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"0{Prefix}{document % Products:D5}");
        return digits + CheckDigit.For(digits);
    }

    private static string Gln(int place)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{place:D5}");
        return digits + CheckDigit.For(digits);
    }
}
