using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Tests.Cooperatives;

/// <summary>A cooperative of a test's own, made over HTTP, with the bodies that its things are made of.</summary>
internal sealed class ACoop(TestHost host, string id)
{
    public const string Body =
        """{"name":"HTX Bưởi Năm Roi","address":"Ấp Phú Hưng, xã Bình Minh","province":"Vĩnh Long","phone":"0270 3890 123","gs1CompanyPrefix":"9521234"}""";

    public const string Farmer = """{"name":"Nguyễn Văn An","role":"farmer"}""";

    public const string Place = """{"name":"Nhà đóng gói","kind":"packing-house","address":"12 Lê Lợi, phường Long Châu"}""";

    public const string Product = """{"name":{"vi":"Bưởi Năm Roi","en":"Nam Roi pomelo"},"unit":"KGM","shelfLifeDays":30,"conversions":[{"unit":"H87","per":1.2}]}""";

    public static string Plot(string member) =>
        $$$"""{"name":"Vườn số 1","kind":"plot","member":"{{{member}}}","hectares":1.25,"geometry":{"type":"Point","coordinates":[105.82,10.07]}}""";

    public string Path { get; } = $"/api/coops/{id}";

    public HttpClient Operator => host.As(Role.Operator);

    public HttpClient Admin => host.As(Role.Admin, id);

    public HttpClient As(Role role) => host.As(role, id);

    public static async Task<ACoop> Make(TestHost host, string id, CancellationToken cancel, string body = Body)
    {
        var coop = new ACoop(host, id);
        await coop.Operator.Put(coop.Path, body, cancel).Json(201);
        return coop;
    }

    /// <summary>Puts a thing below the cooperative, as its admin.</summary>
    public Task<HttpResponseMessage> Put(string below, string body, CancellationToken cancel, params (string, string)[] headers) =>
        Admin.Put($"{Path}/{below}", body, cancel, headers);

    public Task<JsonNode> Get(string below, CancellationToken cancel) => Admin.GetAsync($"{Path}/{below}", cancel).Json(200);
}

internal static class PutWords
{
    public static Task<HttpResponseMessage> Put(this HttpClient client, string path, string body, CancellationToken cancel, params (string, string)[] headers) =>
        client.Send(HttpMethod.Put, path, body, cancel, headers);

    public static IEnumerable<string> Paths(this JsonNode problem) =>
        problem["errors"]!.AsArray().Select(fault => fault!["path"]!.GetValue<string>());
}
