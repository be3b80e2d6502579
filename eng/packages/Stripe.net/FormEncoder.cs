using System.Collections;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Stripe;

/// <summary>Writes options as Stripe reads them: <c>line_items[0][price_data][unit_amount]=65000</c>.</summary>
internal static class FormEncoder
{
    public static string Encode(BaseOptions options) => options is null ? "" : string.Join('&', Nested(options, null));

    private static IEnumerable<string> Flatten(object value, string key) => value switch
    {
        null => [Pair(key, "")],
        INestedOptions nested => Nested(nested, key),
        IDictionary<string, string> map => map.SelectMany(entry => Flatten(entry.Value, $"{key}[{entry.Key}]")),
        string text => [Pair(key, text)],
        IEnumerable list => list.Cast<object>().SelectMany((item, index) => Flatten(item, $"{key}[{index}]")),
        DateTime time => [Pair(key, new DateTimeOffset(time).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))],
        bool truth => [Pair(key, truth ? "true" : "false")],
        _ => [Pair(key, string.Format(CultureInfo.InvariantCulture, "{0}", value))],
    };

    /// <remarks>A parameter that was not set is null and is not sent. The order is that of declaration, as in the real package.</remarks>
    private static IEnumerable<string> Nested(INestedOptions options, string prefix) =>
        from property in options.GetType().GetProperties()
        let value = property.GetValue(options)
        where value is not null
        let name = JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)
        from pair in Flatten(value, prefix is null ? name : $"{prefix}[{name}]")
        select pair;

    private static string Pair(string key, string value) => $"{Escape(key)}={Escape(value)}";

    private static string Escape(string text) =>
        WebUtility.UrlEncode(text).Replace("%5B", "[", StringComparison.Ordinal).Replace("%5D", "]", StringComparison.Ordinal);
}
