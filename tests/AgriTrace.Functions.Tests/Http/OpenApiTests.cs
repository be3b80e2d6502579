using System.Reflection;
using System.Text.Json.Nodes;
using AgriTrace.Functions.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Http;

/// <summary>openapi.json against what the host really maps.</summary>
public sealed class OpenApiTests(House house) : HttpTests(house)
{
    private static readonly IReadOnlyList<FunctionEntry> Functions =
        [.. FunctionIndex.Of(typeof(FunctionIndex).Assembly).Where(function => function.Http is not null && function.Route != HttpRoutes.CatchAll)];

    [Fact]
    public async Task It_holds_exactly_the_routes_and_verbs_that_the_host_maps()
    {
        var names = Functions.Select(function => function.Name).ToHashSet();
        var mapped = Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => names.Contains(endpoint.DisplayName!))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
                .Select(verb => $"{verb} {Plain(endpoint.RoutePattern.RawText!)}"));

        Operations(await Document()).Select(operation => $"{operation.Verb.ToUpperInvariant()} {operation.Path}").ShouldBe(mapped, ignoreOrder: true);
    }

    [Fact]
    public async Task Every_operation_has_an_id_of_its_own_and_declares_its_path_parameters()
    {
        var operations = Operations(await Document()).ToArray();

        operations.Select(operation => operation.Node["operationId"]!.GetValue<string>()).ShouldBeUnique();
        foreach (var (path, _, node) in operations)
        {
            var declared = node["parameters"]?.AsArray().Where(parameter => parameter!["in"]!.GetValue<string>() == "path")
                .Select(parameter => parameter!["name"]!.GetValue<string>()) ?? [];
            declared.ShouldBe(path.Split('/').SelectMany(NamesIn), path);
            node["responses"]!.AsObject().Count.ShouldBeGreaterThan(0);
        }
    }

    [Fact]
    public async Task Every_reference_leads_to_a_schema()
    {
        var document = await Document();

        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1.");
        var schemas = document["components"]!["schemas"]!.AsObject().Select(schema => "#/components/schemas/" + schema.Key).ToHashSet();
        References(document).Distinct().ShouldBeSubsetOf(schemas);
        References(document).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task It_says_who_may_call_and_what_is_sent_and_answered()
    {
        var put = (await Document())["paths"]!["/api/coops/{coop}/members/{member}"]!["put"]!;

        put["security"]!.ToJsonString().ShouldBe("""[{"bearer":["admin"]}]""");
        put["requestBody"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/MemberInput");
        put["responses"]!.AsObject().Select(response => response.Key).ShouldBe(["200", "201", "400", "401", "403", "404", "412", "413", "415", "429", "503"]);
        put["responses"]!["201"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>().ShouldBe("#/components/schemas/MemberBody");
        put["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()).ShouldBe(["coop", "member", "If-Match"]);
    }

    [Fact]
    public async Task A_shape_says_what_must_be_there_and_what_words_are_known()
    {
        var schemas = (await Document())["components"]!["schemas"]!;

        schemas["CooperativeInput"]!["required"]!.AsArray().Select(name => name!.GetValue<string>()).ShouldBe(["name", "address", "province", "phone"]);
        schemas["PlotInput"]!["properties"]!["kind"]!["enum"]!.ToJsonString().ShouldBe("""["plot","pond","barn"]""");
    }

    [Fact]
    public void Every_http_function_describes_itself() =>
        Functions.Where(function => function.Method.GetCustomAttribute<DescribeAttribute>() is null).Select(function => function.Name)
            .ShouldBeEmpty("these functions lack [Describe]");

    private Task<JsonNode> Document() => Anyone.GetAsync("/openapi.json", Cancel).Json(200);

    private static IEnumerable<(string Path, string Verb, JsonNode Node)> Operations(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from operation in path.Value!.AsObject()
        select (path.Key, operation.Key, operation.Value);

    /// <summary>Cuts constraints out of a template; the site's root is written as an optional nothing.</summary>
    private static string Plain(string template) =>
        "/" + string.Join('/', template.Split('/').Where(segment => !segment.EndsWith("?}", StringComparison.Ordinal))
            .Select(segment => System.Text.RegularExpressions.Regex.Replace(segment, @"\{\**(\w+)[^}]*\}", "{$1}")));

    private static IEnumerable<string> NamesIn(string segment) =>
        System.Text.RegularExpressions.Regex.Matches(segment, @"\{(\w+)\}").Select(match => match.Groups[1].Value);

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member =>
            member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
