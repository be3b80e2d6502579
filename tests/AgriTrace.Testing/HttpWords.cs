using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Shouldly;

namespace AgriTrace.Testing;

/// <summary>Short words for talking HTTP and JSON in tests.</summary>
public static class HttpWords
{
    public static Task<HttpResponseMessage> Send(
        this HttpClient client, HttpMethod method, string path, object? body = null, CancellationToken cancel = default, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return client.SendAsync(request, cancel);
    }

    public static Task<HttpResponseMessage> Post(this HttpClient client, string path, object body, CancellationToken cancel, params (string, string)[] headers) =>
        client.Send(HttpMethod.Post, path, body, cancel, headers);

    /// <summary>Reads the body as JSON after looking at the status, and shows the body when it is another.</summary>
    public static async Task<JsonNode> Json(this Task<HttpResponseMessage> answer, int status)
    {
        using var response = await answer;
        var text = await response.Content.ReadAsStringAsync();
        ((int)response.StatusCode).ShouldBe(status, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>A member that is a text.</summary>
    public static string Text(this JsonNode node, string name) => node[name]!.GetValue<string>();

    /// <summary>Expects problem details with this code.</summary>
    public static async Task<JsonNode> Problem(this Task<HttpResponseMessage> answer, int status, string code)
    {
        var response = await answer;
        var problem = await Task.FromResult(response).Json(status);
        response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json");
        problem["code"]?.GetValue<string>().ShouldBe(code, problem.ToJsonString());
        problem["status"]?.GetValue<int>().ShouldBe(status);
        return problem;
    }
}
