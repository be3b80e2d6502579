using System.Globalization;
using AgriTrace.Web.Traceability;

namespace AgriTrace.Web;

/// <summary>A price in minor units of an ISO 4217 currency; the đồng has no minor unit.</summary>
public readonly record struct Price(long MinorUnits, string Currency);

/// <summary>A quantity in a UN/ECE Rec 20 unit.</summary>
public readonly record struct Amount(decimal Value, string UnitCode);

/// <summary>How money, quantities, times and places are written for people.</summary>
/// <remarks>Number formats are spelt out here: a container without ICU data must not write a price differently.</remarks>
public static class Format
{
    // Vietnam has had one zone and no summer time since 1975: no zone database is needed on the server.
    private static readonly TimeSpan HoChiMinh = TimeSpan.FromHours(7);

    private static readonly NumberFormatInfo Vietnamese = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
    private static readonly NumberFormatInfo English = new() { NumberDecimalSeparator = ".", NumberGroupSeparator = "," };

    /// <summary><c>65.000 ₫</c>, in English <c>65,000 ₫</c>.</summary>
    /// <exception cref="ArgumentException">The currency's minor unit is not known here; a guess would be wrong by a hundred.</exception>
    public static string Money(Price price, Language language)
    {
        var (digits, sign) = price.Currency switch
        {
            "VND" => (0, "₫"),
            "USD" => (2, "US$"),
            "EUR" => (2, "€"),
            _ => throw new ArgumentException($"No format for the currency '{price.Currency}'.", nameof(price)),
        };
        var major = digits == 0 ? price.MinorUnits : price.MinorUnits / 100m;
        return $"{major.ToString(digits == 0 ? "#,0" : "#,0.00", Numbers(language))} {sign}";
    }

    /// <summary><c>3,5 kg</c>, in English <c>3.5 kg</c>.</summary>
    /// <param name="amount">Shown with up to three decimals, which is how finely quantities are stored.</param>
    /// <param name="kind">What is counted: a fruit is a <i>trái</i>, a fish a <i>con</i>.</param>
    /// <param name="language">The reader's.</param>
    public static string Quantity(Amount amount, ProduceKind kind, Language language)
    {
        var unit = Texts.Unit(amount.UnitCode, kind)[language];
        var plural = language is Language.English && amount.UnitCode == "H87" && amount.Value != 1 ? "s" : "";
        return $"{amount.Value.ToString("#,0.###", Numbers(language))} {unit}{plural}";
    }

    /// <summary><c>4,1–6,8 °C</c>; an open end is <c>≥ 2 °C</c> or <c>≤ 8 °C</c>. Up to two decimals.</summary>
    public static string Range(MeasuredRange range, string unit, Language language)
    {
        string Number(decimal value) => value.ToString("0.##", Numbers(language)).Replace('-', '−');
        return (range.Min, range.Max) switch
        {
            ({ } min, { } max) when min == max => $"{Number(min)} {unit}",
            // A dash beside a minus sign would read as two.
            ({ } min, { } max) when min < 0 || max < 0 => $"{Number(min)} … {Number(max)} {unit}",
            ({ } min, { } max) => $"{Number(min)}–{Number(max)} {unit}",
            ({ } min, null) => $"≥ {Number(min)} {unit}",
            (null, { } max) => $"≤ {Number(max)} {unit}",
            _ => string.Empty,
        };
    }

    /// <summary><c>1.234,5</c>, in English <c>1,234.5</c>; up to four decimals.</summary>
    public static string Number(decimal value, Language language) => value.ToString("#,0.####", Numbers(language));

    /// <summary>
    /// <c>20/11/2026 06:30</c>; in English <c>20 Nov 2026 06:30</c>, since half of its readers would take 3/11 for March.
    /// </summary>
    public static string Time(DateTimeOffset time, Language language) => InDelta(time).ToString(
        language is Language.English ? "d MMM yyyy HH:mm" : "dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>14:05</c>: the hour alone, for what is over today.</summary>
    public static string Clock(DateTimeOffset time) => InDelta(time).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Time"/>
    public static string Date(DateOnly date, Language language) =>
        date.ToString(language is Language.English ? "d MMM yyyy" : "dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day it was in the Delta.</summary>
    public static DateOnly DayOf(DateTimeOffset time) => DateOnly.FromDateTime(InDelta(time).DateTime);

    /// <summary>For the <c>datetime</c> attribute: what a machine reads, in the zone that people see.</summary>
    public static string Iso(DateTimeOffset time) =>
        InDelta(time).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Iso(DateTimeOffset)"/>
    public static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary><c>10,0412° B; 105,8231° Đ</c>: north and east, as on a Vietnamese map.</summary>
    public static string Coordinates(GeoPoint point, Language language)
    {
        string Degrees(double value) => Math.Abs(value).ToString("0.0000", Numbers(language));
        var north = (point.Latitude < 0 ? Texts.South : Texts.North)[language];
        var east = (point.Longitude < 0 ? Texts.West : Texts.East)[language];
        var separator = language is Language.English ? ", " : "; ";
        return $"{Degrees(point.Latitude)}° {north}{separator}{Degrees(point.Longitude)}° {east}";
    }

    /// <summary>A time at either end of the calendar, which anybody may send, has no hour in another zone: the nearest that has one stands for it.</summary>
    private static DateTimeOffset InDelta(DateTimeOffset time) =>
        new(Math.Clamp(time.UtcTicks + HoChiMinh.Ticks, HoChiMinh.Ticks, DateTime.MaxValue.Ticks), HoChiMinh);

    private static NumberFormatInfo Numbers(Language language) => language is Language.English ? English : Vietnamese;
}
