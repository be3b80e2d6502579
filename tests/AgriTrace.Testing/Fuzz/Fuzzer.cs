using System.Text.Json;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;

namespace AgriTrace.Testing.Fuzz;

/// <param name="Statuses">How many answers had which.</param>
/// <param name="Findings">What must not be, with the request that did it.</param>
public sealed record FuzzReport(IReadOnlyDictionary<int, int> Statuses, IReadOnlyList<string> Findings);

/// <summary>Sends a host what nobody in their right mind would, over every route that its openapi.json names, and holds its answers to what they must always be.</summary>
/// <remarks>The same seed makes the same requests, but for the ids that earlier answers gave.</remarks>
public static class Fuzzer
{
    private const int MaxFindings = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <param name="tokenOf">Gives a token of a role, a cooperative and a member.</param>
    public static async Task<FuzzReport> Run(Uri host, Func<Role, string?, string?, string> tokenOf, int seed, int requests, CancellationToken cancel)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host, Timeout = Patience };
        var document = JsonNode.Parse(await http.GetStringAsync("/openapi.json", cancel))!;
        var (routes, world) = (FuzzRoute.All(document), new FuzzWorld(http, tokenOf));
        await world.Plant(cancel);

        var bodies = new FuzzBodies(document, world.Pool);
        var (statuses, findings) = (new SortedDictionary<int, int>(), new List<string>());
        for (var index = 0; index < requests && findings.Count < MaxFindings; index++)
        {
            var random = new Random(HashCode(seed, index));
            var request = FuzzRequest.Make(routes, world, bodies, random);
            var (status, fault) = await Ask(http, request, world.Pool, cancel);
            statuses[status] = statuses.GetValueOrDefault(status) + 1;
            if (fault is not null) findings.Add($"{fault}\n{request}");
        }

        return new FuzzReport(statuses, findings);
    }

    /// <returns>Status 0 for no answer; the fault is null for an answer as it should be.</returns>
    private static async Task<(int Status, string? Fault)> Ask(HttpClient http, FuzzRequest request, FuzzPool pool, CancellationToken cancel)
    {
        try
        {
            using var answer = await request.Send(http, cancel);
            var text = await answer.Content.ReadAsStringAsync(cancel);
            if (answer.IsSuccessStatusCode) Learn(answer, text, pool);
            return ((int)answer.StatusCode, FaultOf(request, answer, text));
        }
        catch (TaskCanceledException) when (!cancel.IsCancellationRequested)
        {
            return (0, "No answer in time.");
        }
        catch (HttpRequestException cut)
        {
            return (0, $"No answer: {cut.Message} {cut.InnerException?.Message}");
        }
    }

    private static string? FaultOf(FuzzRequest request, HttpResponseMessage answer, string text)
    {
        var status = (int)answer.StatusCode;
        if (request.Caller.Coop == FuzzWorld.First && request.Route is { Roles.Count: > 0 } && text.Contains(FuzzWorld.Secret, StringComparison.OrdinalIgnoreCase))
            return $"{status} tells another cooperative's secret: {Short(text)}";
        if (status < 400 || request.Method == HttpMethod.Head) return status >= 500 ? $"{status}" : null;
        var media = answer.Content.Headers.ContentType?.MediaType;
        if (media == "text/html" && (request.WantsPage || request.Route?.AnswersPages == true) && status < 500) return null;
        // The server itself refuses what is no HTTP, with no body, before any of us is asked.
        if (status == 400 && text.Length == 0 && request.Target.Contains("%00", StringComparison.Ordinal)) return null;
        if (media != "application/problem+json" || CodeOf(text) is null) return $"{status} is no problem document: {media} {Short(text)}";
        return status >= 500 && !IsLeftOut(status, text) ? $"{status}: {Short(text)}" : null;
    }

    /// <summary>An optional part of a standard, said plainly.</summary>
    private static bool IsLeftOut(int status, string text) => status == 501 && CodeOf(text) == "not-implemented";

    private static string? CodeOf(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["code"]?.GetValue<string>();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Learn(HttpResponseMessage answer, string text, FuzzPool pool)
    {
        if (answer.Headers.ETag is { } tag) pool.Add("If-Match", tag.ToString());
        if (answer.Headers.Location?.OriginalString.Split('/', '?') is [.., var last]) pool.Add("job", last);
        if (text.Length == 0 || answer.Content.Headers.ContentType?.MediaType != "application/json") return;
        pool.Learn(JsonNode.Parse(text));
    }

    private static string Short(string text) => text.Length <= 600 ? text : text[..600] + "…";

    /// <summary>The same in every process, unlike that of the framework.</summary>
    private static int HashCode(int seed, int index) => unchecked((seed * 1_000_003) + (index * 7_919));
}
