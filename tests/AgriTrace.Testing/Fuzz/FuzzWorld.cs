using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Testing.Fuzz;

/// <summary>Two cooperatives with a little of everything; what is private of the second bears a mark that nobody else may read.</summary>
/// <param name="tokenOf">Gives a token of a role, a cooperative and a member.</param>
internal sealed class FuzzWorld(HttpClient http, Func<Role, string?, string?, string> tokenOf)
{
    /// <summary>Stands in what the second cooperative alone knows, and in no request after the planting.</summary>
    public const string Secret = "Zxqvsecret";

    public const string First = "htx-fuzz-a", Second = "htx-fuzz-b";

    public FuzzPool Pool { get; } = new();

    public IReadOnlyList<FuzzCaller> Callers { get; } =
    [
        new(null, null, null), new("garbage", null, null), new("a.b.c", null, null), new(new string('x', 5_000), null, null),
        new(tokenOf(Role.Operator, null, null), null, "operator"),
        new(tokenOf(Role.Admin, Second, "chu-nhiem"), Second, "admin"),
        .. Enum.GetValues<Role>().Except([Role.Operator]).Select(role => new FuzzCaller(tokenOf(role, First, "ut"), First, role.ToString().ToLowerInvariant())),
    ];

    /// <exception cref="HttpRequestException">A route refused what is planted; the message holds its problem.</exception>
    public async Task Plant(CancellationToken cancel)
    {
        await Plant(First, "Út", "A", cancel);
        await Plant(Second, Secret, "B-1", cancel);
        foreach (var coop in (string[])[First, Second]) Pool.Add("coop", coop);
        foreach (var member in (string[])["ut", "ba", "nobody"]) Pool.Add("member", member);
        foreach (var (name, value) in ((string, string)[])[("plot", "vuon"), ("place", "kho"), ("product", "mut-buoi"), ("areaCode", "VN-1"), ("taxCode", "1800123456")]) Pool.Add(name, value);
    }

    private async Task Plant(string coop, string mark, string lot, CancellationToken cancel)
    {
        var (path, admin) = ($"/api/coops/{coop}", tokenOf(Role.Admin, coop, "chu-nhiem"));
        await Send(HttpMethod.Put, path, tokenOf(Role.Operator, null, null), new { name = "HTX " + coop, address = "xã Mỹ Hòa", province = "Vĩnh Long", phone = "0270 3890 123", gs1CompanyPrefix = "9521234" }, cancel);
        await Send(HttpMethod.Put, path + "/members/ut", admin, new { name = "Nguyễn " + coop, role = "farmer" }, cancel);
        await Send(HttpMethod.Put, path + "/members/kin", admin, new { name = mark, role = "farmer", phone = "0912345601", bank = new { bin = "970415", account = "113366668888", holder = mark } }, cancel);
        await Send(HttpMethod.Put, path + "/plots/vuon", admin, new { name = mark, kind = "plot", member = "ut", hectares = 1, geometry = FuzzEpcis.Field() }, cancel);
        await Send(HttpMethod.Put, path + "/places/kho", admin, new { name = "Kho " + coop, kind = "packing-house", address = "Mỹ Hòa" }, cancel);
        foreach (var product in (string[])[FuzzPool.Gtin, "mut-buoi"])
            await Send(HttpMethod.Put, $"{path}/products/{product}", admin, new { name = new { vi = "Bưởi", en = "Pomelo" }, unit = "KGM", shelfLifeDays = 30, conversions = new[] { new { unit = "H87", per = 1.2 } } }, cancel);
        await Send(HttpMethod.Post, path + "/lots", admin, new { gtin = FuzzPool.Gtin, lot, plot = "vuon", member = "ut", quantity = new { value = 1000, unit = "KGM" }, harvestedAt = DateTimeOffset.UtcNow.AddDays(-1) }, cancel);
        await Send(HttpMethod.Post, path + "/listings", admin, new { gtin = FuzzPool.Gtin, price = new { amount = 65_000, currency = "VND" }, unit = "KGM", minimum = 0.5, step = 0.5 }, cancel);
    }

    private async Task Send(HttpMethod method, string path, string token, object body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, cancel);
        var text = await answer.Content.ReadAsStringAsync(cancel);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{method} {path}: {text}");
        if (text.Length > 0 && !text.Contains(Secret, StringComparison.Ordinal)) Pool.Learn(System.Text.Json.Nodes.JsonNode.Parse(text));
    }
}

/// <param name="Token">Null for none.</param>
/// <param name="Coop">Whose token it is; null for nobody's and for the operator's.</param>
internal sealed record FuzzCaller(string? Token, string? Coop, string? Role);
