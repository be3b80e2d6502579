using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.Traceability;
using AgriTrace.Domain.Traceability.ColdChain;

namespace AgriTrace.Domain.Tests.Traceability.ColdChain;

/// <summary>What events measured, and what a trace record says of it.</summary>
public sealed class ColdChainTests
{
    private static readonly Product Fish = new(
        new ProductId("09521141012345"), new LocalText("Cá tra", "Pangasius"), "KGM", 10, [], new TemperatureRange(2, 8), new HumidityRange(null, 90));

    [Theory]
    [InlineData("""{"type":"Temperature","value":4.1,"uom":"CEL"}""", "4.1", "4.1", null, null)]
    [InlineData("""{"type":"Temperature","value":39.2,"uom":"FAH"}""", "4.0", "4.0", null, null)]
    [InlineData("""{"type":"Temperature","value":277.15,"uom":"KEL"}""", "4.0", "4.0", null, null)]
    [InlineData("""{"type":"gs1:Temperature","minValue":-1.5,"maxValue":6,"uom":"CEL"}""", "-1.5", "6", null, null)]
    [InlineData("""{"type":"Temperature","value":4,"uom":"CEL"},{"type":"RelativeHumidity","value":85.5,"uom":"P1"}""", "4", "4", "85.5", "85.5")]
    [InlineData("""{"type":"Temperature","value":4,"uom":"P1"},{"type":"RelativeHumidity","value":85,"uom":"CEL"}""", null, null, null, null)]
    [InlineData("""{"type":"Temperature","value":1e20,"uom":"CEL"}""", null, null, null, null)]
    [InlineData("""{"type":"Illuminance","value":4,"uom":"LUX"}""", null, null, null, null)]
    public void A_reading_is_what_was_measured_in_degrees_celsius_and_percent(string reports, string? minT, string? maxT, string? minH, string? maxH) =>
        Reading.Of(Measured(reports)).ShouldBe(new Reading(Number(minT), Number(maxT), Number(minH), Number(maxH)));

    [Theory]
    [InlineData("\"sensor_reporting\"", "\"shipping\"")]
    [InlineData("sensorElementList", "agri:sensorElementList")]
    public void An_event_that_does_more_than_measure_is_no_reading(string text, string instead) =>
        Reading.Of(AnEvent.Parse(AnEvent.Document(Json(Celsius(4)).Replace(text, instead, StringComparison.Ordinal))).Value.Events[0]).ShouldBeNull();

    [Fact]
    public void The_limits_themselves_are_within_and_what_lies_outside_is_counted_with_its_first_and_last_time()
    {
        var cold = RecordColdChain.Of([At(3, 8.1m), At(1, 2), At(2, 8), At(5, 1.9m), At(4, 5)], Fish)!;

        (cold.Measurements, cold.MinTemperature, cold.MaxTemperature, cold.OutOfRange).ShouldBe((5, 1.9m, 8.1m, 2));
        (cold.FirstAt.Hour, cold.LastAt.Hour, cold.FirstOutOfRangeAt!.Value.Hour, cold.LastOutOfRangeAt!.Value.Hour).ShouldBe((1, 5, 3, 5));
        cold.Limits.ShouldBe(new RecordLimits(2, 8, null, 90));
    }

    [Fact]
    public void Humidity_counts_like_temperature_and_a_product_without_limits_flags_nothing()
    {
        var damp = new KeyedReading(Key(1), new Reading(null, null, 80, 91));

        RecordColdChain.Of([damp], Fish)!.OutOfRange.ShouldBe(1);
        var free = RecordColdChain.Of([damp], Fish with { Temperature = null, Humidity = null })!;
        (free.OutOfRange, free.Limits, free.FirstOutOfRangeAt).ShouldBe((0, null, null));
        RecordColdChain.Of([], Fish).ShouldBeNull();
    }

    [Fact]
    public void A_measurement_that_was_declared_wrong_does_not_count()
    {
        var wrong = At(3, 40);
        var declared = new KeyedReading(wrong.Key + "|e0123456789abcdef", wrong.Reading);

        var cold = RecordColdChain.Of([At(1, 4), declared, wrong], Fish)!;

        (cold.Measurements, cold.MaxTemperature, cold.OutOfRange).ShouldBe((1, 4, 0));
        RecordColdChain.Of([wrong, declared], Fish).ShouldBeNull();
    }

    [Fact]
    public void The_reading_stands_in_what_an_event_is_found_by()
    {
        var document = AnEvent.Parse(AnEvent.Document(Json(Celsius(4)))).Value;
        var stored = StoredEvent.Of("htx", document, document.Events[0], DateTimeOffset.UnixEpoch);

        IndexedEvent.Of(stored).Reading.ShouldBe(new Reading(4, 4, null, null));
        new KeyedReading(stored.Key, new Reading(4, 4, null, null)).At.ShouldBe(stored.EventTime);
    }

    /// <summary>A hash may begin with any digit, also with the letter that begins a declaration's.</summary>
    private static string Key(int hour) => $"202601200{hour}0000000|e{new string('0', 63)}";

    private static KeyedReading At(int hour, decimal degrees) => new(Key(hour), new Reading(degrees, degrees, null, null));

    private static string Celsius(int degrees) => $$"""{"type":"Temperature","value":{{degrees}},"uom":"CEL"}""";

    private static string Json(string reports) =>
        $$"""
        {"type":"ObjectEvent","eventTime":"2026-01-20T06:00:00.000+07:00","eventTimeZoneOffset":"+07:00","action":"OBSERVE","bizStep":"sensor_reporting",
        "quantityList":[{"epcClass":"https://id.gs1.org/01/09521141012345/10/L1"}],"sensorElementList":[{"sensorReport":[{{reports}}]}]}
        """;

    private static AgriTrace.Domain.Traceability.Epcis.EpcisEvent Measured(string reports) => AnEvent.Parse(AnEvent.Document(Json(reports))).Value.Events[0];

    private static decimal? Number(string? text) => text is null ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
