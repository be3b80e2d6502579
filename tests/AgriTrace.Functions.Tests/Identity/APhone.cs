using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Identity;

/// <summary>A browser as far as HTTP sees it: it keeps cookies, and sends the forms of the pages that it was shown.</summary>
internal sealed class APhone(TestHost host, CancellationToken cancel)
{
    public const string Android = "Mozilla/5.0 (Linux; Android 14; SM-A055F) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36";
    private readonly Dictionary<string, string> cookies = [];

    public IReadOnlyDictionary<string, string> Cookies => cookies;

    /// <summary>The token of the last page that had a form.</summary>
    public string FormToken { get; private set; } = string.Empty;

    /// <summary>The page that was shown last.</summary>
    public string Html { get; private set; } = string.Empty;

    /// <summary>A phone that a card enrolled.</summary>
    public static async Task<APhone> Of(Given given, string member, CancellationToken cancel)
    {
        var phone = new APhone(given.Host, cancel);
        (await phone.Enrol(given.Coop, await Card(given, member, cancel))).ShouldBe(303);
        return phone;
    }

    /// <summary>The code of a new card.</summary>
    public static async Task<string> Card(Given given, string member, CancellationToken cancel) =>
        (await given.Host.Services.GetRequiredService<Enrolment>().MakeCard(given.Coop, member, new Caller(Role.Operator), cancel)).Code;

    public async Task<int> Enrol(string coop, string code)
    {
        (await Get($"/sign-in?coop={coop}&code={code}")).ShouldBe(200, Html);
        return await Post("/sign-in", ("coop", coop), ("code", code));
    }

    /// <summary>Where the last form led.</summary>
    public string? Location { get; private set; }

    public Task<int> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    public Task<int> Post(string path, params (string Name, string Value)[] fields) => Post(path, FormToken, fields);

    public Task<int> Post(string path, string token, params (string Name, string Value)[] fields) => Send(new HttpRequestMessage(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(fields.Append(("form-token", token)).Select(field => KeyValuePair.Create(field.Item1, field.Item2))),
    });

    public Task<int> Upload(string path, byte[] file, params (string Name, string Value)[] fields)
    {
        var content = new MultipartFormDataContent { { new StringContent(FormToken), "form-token" } };
        foreach (var (name, value) in fields) content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("image/jpeg") } }, "photo", "giay.jpg");
        return Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = content });
    }

    /// <summary>Another browser that holds the same cookies, as this one did at that moment.</summary>
    public APhone Copy()
    {
        var copy = new APhone(host, cancel) { FormToken = FormToken };
        foreach (var (name, value) in cookies) copy.cookies[name] = value;
        return copy;
    }

    /// <summary>The value of a field of the last page.</summary>
    public string Field(string name) => Regex.Match(Html, $"name=\"{name}\"[^>]* value=\"([^\"]*)\"").Groups[1].Value;

    private async Task<int> Send(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        request.Headers.TryAddWithoutValidation("Accept-Language", "vi");
        request.Headers.TryAddWithoutValidation("User-Agent", Android);
        if (cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await host.Anyone.SendAsync(request, cancel);
        Html = await response.Content.ReadAsStringAsync(cancel);
        Location = response.Headers.Location?.ToString();
        if (Regex.Match(Html, "name=\"form-token\" value=\"([^\"]+)\"") is { Success: true } found) FormToken = found.Groups[1].Value;
        if (response.Headers.TryGetValues("Set-Cookie", out var set)) Keep(set.Single());
        return (int)response.StatusCode;
    }

    private void Keep(string set)
    {
        var (name, value) = (set.Split('=')[0], set.Split(';')[0].Split('=', 2)[1]);
        foreach (var rule in (string[])["Secure", "HttpOnly", "SameSite=Lax", "Path=/"]) set.ShouldContain(rule);
        if (value.Length == 0) cookies.Remove(name);
        else cookies[name] = value;
    }
}
