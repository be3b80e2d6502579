using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra;
using AgriTrace.Infra.Http;
using AgriTrace.Infra.Identity;
using AgriTrace.Local.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgriTrace.Bench;

/// <param name="Location">Of the job, where it goes on.</param>
/// <param name="Job">As it was answered; null where the answer said nothing of it.</param>
internal sealed record CaptureAnswer(int Status, Uri? Location, JsonElement? Job)
{
    public bool IsDone => Job is { } job && IsEnded(job);

    public static bool IsEnded(JsonElement job) => job.TryGetProperty("running", out var running) && running.ValueKind == JsonValueKind.False;
}

/// <summary>Another system that exchanges events with the host, as the admin of a cooperative of the bench's own.</summary>
internal sealed class CaptureBenchClient : IDisposable
{
    internal const string Coop = "htx-do-luong";
    private static readonly TimeSpan TokenLife = TimeSpan.FromHours(12), Pause = TimeSpan.FromMilliseconds(20);

    private readonly HttpClient http;
    private readonly Func<Role, AuthenticationHeaderValue> bearer;

    /// <summary>Calls as the admin.</summary>
    internal HttpClient Http => http;

    public CaptureBenchClient(Uri url)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = url, Timeout = TimeSpan.FromSeconds(60) };
        var settings = LocalSettings.Read(BenchHost.Root).Value;
        using var tokens = new Tokens(
            new TokenSettings { LocalKey = settings.GetValueOrDefault("AgriTrace:Identity:LocalKey"), Development = true }.Checked(),
            new SiteSettings(url), new PublicHttp(new PublicHttpSettings(AllowLoopback: false)), TimeProvider.System, NullLogger<Tokens>.Instance);
        var issued = ((Role[])[Role.Operator, Role.Admin]).ToDictionary(
            role => role, role => new AuthenticationHeaderValue("Bearer", tokens.Issue(new Caller(role, role == Role.Admin ? Coop : null, role == Role.Admin ? "chu-nhiem" : null), TokenLife).Value));
        bearer = role => issued[role];
        http.DefaultRequestHeaders.Authorization = bearer(Role.Admin);
    }

    /// <summary>Takes the cooperative onto the platform.</summary>
    public async Task Found()
    {
        const string Body = """{"name":"Hợp tác xã Đo Lường","address":"Khóm Mỹ Hòa","province":"Vĩnh Long","gs1CompanyPrefix":"9521234","phone":"0270 3890 123"}""";
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/coops/" + Coop) { Content = new StringContent(Body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = bearer(Role.Operator);
        using var answer = await http.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException("The cooperative was refused: " + await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Posts JSON to a path below the cooperative's own, and reads the JSON of a good answer.</summary>
    /// <param name="key">The <c>Idempotency-Key</c>, where the path needs one.</param>
    public async Task<JsonElement> Post(string path, string json, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/coops/{Coop}/{path}") { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        using var answer = await http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonElement.Parse(text) : throw new InvalidOperationException($"{path} was refused: {text}");
    }

    /// <summary>Puts JSON to a path below the cooperative's own.</summary>
    public async Task Put(string path, string json)
    {
        using var body = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await http.PutAsync(new Uri($"/api/coops/{Coop}/{path}", UriKind.Relative), body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} was refused: {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Reads the JSON at a path below the cooperative's own.</summary>
    public async Task<JsonElement> Get(string path) => JsonElement.Parse(await http.GetStringAsync(new Uri($"/api/coops/{Coop}/{path}", UriKind.Relative)));

    /// <exception cref="HttpRequestException">No answer.</exception>
    public async Task<CaptureAnswer> Capture(byte[] document, bool proceed = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/epcis/capture") { Content = new ByteArrayContent(document) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/ld+json");
        if (proceed) request.Headers.Add("GS1-Capture-Error-Behaviour", "proceed");
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return new CaptureAnswer((int)answer.StatusCode, answer.Headers.Location, body.Length > 0 ? JsonElement.Parse(body) : null);
    }

    /// <summary>Captures what must be taken, again after a pause where the host says that it is busy.</summary>
    public async Task<CaptureAnswer> Take(byte[] document)
    {
        for (var tries = 0; ; tries++)
        {
            var answer = await Capture(document);
            if (answer.Status == (int)HttpStatusCode.Accepted) return answer;
            if (answer.Status is not (429 or 503) || tries == 1_000) throw new InvalidOperationException($"The document was not taken: {answer.Status} {answer.Job}");
            await Task.Delay(Pause * 5);
        }
    }

    /// <summary>Waits until the job has ended.</summary>
    /// <returns>The job; null where it had not ended in time.</returns>
    public async Task<JsonElement?> End(CaptureAnswer answer, TimeSpan limit)
    {
        if (answer.IsDone) return answer.Job;
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < limit; await Task.Delay(Pause))
        {
            using var asked = await http.GetAsync(answer.Location);
            if (!asked.IsSuccessStatusCode) continue;
            var job = JsonElement.Parse(await asked.Content.ReadAsByteArrayAsync());
            if (CaptureAnswer.IsEnded(job)) return job;
        }

        return null;
    }

    /// <summary>One page, with its events as they were written.</summary>
    public async Task<(byte[] Document, Uri? Next)> Page(Uri path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("GS1-EPC-Format", "Never_Translates");
        using var answer = await http.SendAsync(request);
        var document = await answer.Content.ReadAsByteArrayAsync();
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(document)}");
        var next = answer.Headers.TryGetValues("Link", out var links) ? links.FirstOrDefault(link => link.Contains("rel=\"next\"", StringComparison.Ordinal)) : null;
        return (document, next is null ? null : new Uri(next.Split('<', '>')[1], UriKind.RelativeOrAbsolute));
    }

    public void Dispose() => http.Dispose();
}
