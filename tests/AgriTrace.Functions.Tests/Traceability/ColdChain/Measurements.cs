using System.Globalization;
using System.Text;

namespace AgriTrace.Functions.Tests.Traceability.ColdChain;

/// <summary>Documents of measurements, as a logger in a truck sends them.</summary>
internal static class Measurements
{
    private static readonly DateTimeOffset First = new(2026, 1, 20, 7, 0, 0, TimeSpan.FromHours(7));

    /// <param name="from">The number of the first one; each is ten seconds later than the one before.</param>
    /// <param name="degrees">Of a number.</param>
    public static string Document(Given given, int from, int count, Func<int, decimal>? degrees = null, string lot = "L1")
    {
        var events = new StringBuilder();
        foreach (var number in Enumerable.Range(from, count))
        {
            if (events.Length > 0) events.Append(',');
            var value = (degrees?.Invoke(number) ?? 4 + (number % 20 / 10m)).ToString(CultureInfo.InvariantCulture);
            events.Append(CultureInfo.InvariantCulture, $$"""
                {"type":"ObjectEvent","eventTime":"{{First.AddSeconds(10 * number):yyyy-MM-dd'T'HH:mm:sszzz}}","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"sensor_reporting",
                "quantityList":[{"epcClass":"https://id.gs1.org/01/{{given.Gtin}}/10/{{lot}}"}],
                "sensorElementList":[{"sensorReport":[{"type":"Temperature","value":{{value}},"uom":"CEL"}]}]}
                """);
        }

        return $$"""
            {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument","schemaVersion":"2.0",
            "creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[{{events}}]} }
            """;
    }

    /// <summary>The pomelo wants 2 to 8 °C.</summary>
    public static Task<HttpResponseMessage> WantsCold(this Given given) => given.Admin.Send(
        HttpMethod.Put, $"/api/coops/{given.Coop}/products/{given.Gtin}",
        new { name = new { vi = "Bưởi Năm Roi", en = "Nam Roi pomelo" }, unit = "KGM", shelfLifeDays = 30, conversions = new[] { new { unit = "H87", per = 1.2 } }, temperature = new { min = 2, max = 8 } },
        TestContext.Current.CancellationToken);
}
