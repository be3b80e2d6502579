using System.Text.Json.Nodes;

namespace AgriTrace.Testing.Fuzz;

/// <summary>One operation of openapi.json.</summary>
/// <param name="Roles">Who may call it; empty where anyone may, so that what it answers is public.</param>
/// <param name="Schema">Of the body; null where there is none, or its shape is not told.</param>
internal sealed record FuzzRoute(
    HttpMethod Method, string Template, IReadOnlyList<string> Query, IReadOnlyList<string> Headers, IReadOnlyList<string> Roles, string? Consumes, JsonNode? Schema,
    bool AnswersPages)
{
    public static IReadOnlyList<FuzzRoute> All(JsonNode document) =>
    [
        .. from path in document["paths"]!.AsObject()
           from operation in path.Value!.AsObject()
           select Of(path.Key, operation.Key, operation.Value!),
    ];

    private static FuzzRoute Of(string template, string verb, JsonNode operation)
    {
        var content = operation["requestBody"]?["content"]?.AsObject().First();
        return new FuzzRoute(
            HttpMethod.Parse(verb), template, Names(operation, "query"), Names(operation, "header"), RolesOf(operation), content?.Key, content?.Value?["schema"], AnswersPagesOf(operation));
    }

    private static string[] RolesOf(JsonNode operation) => [.. (operation["security"]?[0]?.AsObject().First().Value?.AsArray() ?? []).Select(role => role!.GetValue<string>())];

    private static bool AnswersPagesOf(JsonNode operation) =>
        operation["responses"]!.AsObject().Any(response => response.Value?["content"]?.AsObject().ContainsKey("text/html") == true);

    private static string[] Names(JsonNode operation, string place) =>
        [.. (operation["parameters"]?.AsArray() ?? []).Where(one => one!["in"]!.GetValue<string>() == place).Select(one => one!["name"]!.GetValue<string>())];
}
