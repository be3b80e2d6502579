using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Identity;
using AgriTrace.Infra;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.WebUtilities;

namespace AgriTrace.Functions.Http;

/// <summary>openapi.json, made once from the functions themselves: what they declare is what it says.</summary>
public sealed class OpenApiDocument(SiteSettings site)
{
    private readonly Lazy<byte[]> json = new(() => Encoding.UTF8.GetBytes(
        Write(FunctionIndex.Of(Assembly.GetExecutingAssembly()), site.PublicUrl).ToJsonString(Domain.AgriTraceJson.Options)));

    internal byte[] Json => json.Value;

    private static JsonObject Write(IEnumerable<FunctionEntry> functions, Uri publicUrl)
    {
        var (schemas, paths) = (new OpenApiSchemas(), new JsonObject());
        // The function that answers for unknown paths is no part of the interface.
        foreach (var function in functions.Where(function => function.Http is not null && function.Route != HttpRoutes.CatchAll))
        {
            var path = OpenApiPath.Of(function.Route);
            if (paths[path.Template] is not JsonObject operations) paths[path.Template] = operations = [];
            foreach (var verb in function.Http!.Methods ?? []) operations.Add(verb.ToLowerInvariant(), Operation(function, verb, path, schemas));
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "AgriTrace",
                ["version"] = "1",
                ["description"] = "A shop and a record of origin for farmer cooperatives. Errors are problem details (RFC 9457).",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = publicUrl.GetLeftPart(UriPartial.Authority) }),
            ["paths"] = paths,
            ["components"] = Components(schemas),
        };
    }

    private static JsonObject Components(OpenApiSchemas schemas)
    {
        _ = schemas.Of(typeof(ProblemBody));
        return new JsonObject
        {
            ["schemas"] = schemas.ToJson(),
            ["securitySchemes"] = new JsonObject
            {
                ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An access token (JWT), or an API key." },
                ["session"] = new JsonObject { ["type"] = "apiKey", ["in"] = "cookie", ["name"] = SessionCookie.Session },
            },
        };
    }

    private static JsonObject Operation(FunctionEntry function, string verb, OpenApiPath path, OpenApiSchemas schemas)
    {
        var about = function.Method.GetCustomAttribute<DescribeAttribute>() ?? new DescribeAttribute(function.Name);
        var isFirst = verb == function.Http!.Methods![0];
        var operation = new JsonObject
        {
            ["operationId"] = isFirst ? function.Name : function.Name + char.ToUpperInvariant(verb[0]) + verb[1..].ToLowerInvariant(),
            ["summary"] = about.Summary,
            ["tags"] = new JsonArray(function.Method.DeclaringType!.Namespace!.Split('.')[^1]),
        };
        if (function.Needs is { } needs && needs != Permission.Anyone) Guard(operation, needs, IsPage(function) ? "session" : "bearer");
        if (Parameters(path, about) is { Count: > 0 } parameters) operation["parameters"] = parameters;
        if (about.Request is not null || about.Consumes is not null) operation["requestBody"] = Body(about, schemas);
        operation["responses"] = Responses(function, path, about, HttpMethods.IsHead(verb), schemas);
        return operation;
    }

    private static bool IsPage(FunctionEntry function) => function.Method.GetCustomAttribute<AllowAttribute>() is { Browser: true };

    /// <param name="scheme">Of the security schemes that the document names.</param>
    private static void Guard(JsonObject operation, Permission needs, string scheme)
    {
        string[] roles = [.. Permissions.RolesOf(needs).Select(role => role.ToString().ToLowerInvariant())];
        operation["description"] = $"For the roles {string.Join(", ", roles)} (permission {needs}).";
        operation["security"] = new JsonArray(new JsonObject { [scheme] = new JsonArray([.. roles.Select(role => JsonValue.Create(role))]) });
    }

    private static JsonArray Parameters(OpenApiPath path, DescribeAttribute about)
    {
        var parameters = new JsonArray();
        foreach (var name in path.Parameters) parameters.Add(Parameter(name, "path", isRequired: true));
        foreach (var name in about.Query) parameters.Add(Parameter(name, "query", isRequired: false));
        if (about.IdempotencyKey) parameters.Add(Parameter("Idempotency-Key", "header", isRequired: true));
        foreach (var name in about.Headers) parameters.Add(Parameter(name, "header", isRequired: false));
        if (about.IfMatch) parameters.Add(Parameter("If-Match", "header", isRequired: false));
        return parameters;
    }

    private static JsonNode Parameter(string name, string place, bool isRequired) => new JsonObject
    {
        ["name"] = name,
        ["in"] = place,
        ["required"] = isRequired,
        ["schema"] = new JsonObject { ["type"] = "string" },
    };

    private static JsonObject Body(DescribeAttribute about, OpenApiSchemas schemas) => new()
    {
        ["required"] = true,
        ["content"] = new JsonObject { [about.Consumes ?? "application/json"] = Media(about.Request, schemas) },
    };

    private static JsonObject Media(Type? shape, OpenApiSchemas schemas) => shape is null ? [] : new() { ["schema"] = schemas.Of(shape) };

    private static JsonObject Responses(FunctionEntry function, OpenApiPath path, DescribeAttribute about, bool isHead, OpenApiSchemas schemas)
    {
        var responses = new JsonObject();
        foreach (var status in about.Also.Append(about.Status).Order())
        {
            var answer = responses[Key(status)] = new JsonObject { ["description"] = ReasonPhrases.GetReasonPhrase(status) };
            if (!isHead && Content(about, schemas) is { Count: > 0 } content) answer["content"] = content;
        }

        foreach (var status in Refusals(function, path, about).Except(about.Also.Append(about.Status)))
        {
            responses[Key(status)] = new JsonObject
            {
                ["description"] = ReasonPhrases.GetReasonPhrase(status),
                ["content"] = new JsonObject { ["application/problem+json"] = Media(typeof(ProblemBody), schemas) },
            };
        }

        return responses;
    }

    private static JsonObject Content(DescribeAttribute about, OpenApiSchemas schemas)
    {
        var content = new JsonObject();
        if (about.Response is not null) content["application/json"] = Media(about.Response, schemas);
        foreach (var type in about.Produces) content.TryAdd(type, new JsonObject());
        return content;
    }

    private static IEnumerable<int> Refusals(FunctionEntry function, OpenApiPath path, DescribeAttribute about)
    {
        var (reads, isGuarded) = (about.Request is not null || about.Consumes is not null, function.Needs != Permission.Anyone);
        (bool Applies, int Status)[] all =
        [
            (reads || path.Parameters.Count > 0 || about.Query.Length > 0 || about.IdempotencyKey, StatusCodes.Status400BadRequest),
            (isGuarded, StatusCodes.Status401Unauthorized),
            (isGuarded, StatusCodes.Status403Forbidden),
            (path.Parameters.Count > 0, StatusCodes.Status404NotFound),
            (about.IfMatch, StatusCodes.Status412PreconditionFailed),
            (reads, StatusCodes.Status413PayloadTooLarge),
            (about.Request is not null, StatusCodes.Status415UnsupportedMediaType),
            (function.Method.GetCustomAttribute<AllowAttribute>() is not { Pace: Pace.Free }, StatusCodes.Status429TooManyRequests),
            (true, StatusCodes.Status503ServiceUnavailable),
        ];
        return all.Where(one => one.Applies).Select(one => one.Status).Union(about.Problems).Order();
    }

    private static string Key(int status) => status.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Every refusal (RFC 9457). Some carry further members, such as the quantity that is left.</summary>
/// <param name="Errors">Each bad field, where the request has named fields.</param>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string? Code, IReadOnlyList<Domain.FieldFault>? Errors, string? TraceId);

/// <summary>A route as OpenAPI writes it: no constraints, nothing optional.</summary>
internal sealed record OpenApiPath(string Template, IReadOnlyList<string> Parameters)
{
    public static OpenApiPath Of(string route)
    {
        var pattern = RoutePatternFactory.Parse(route);
        var template = new StringBuilder();
        var parameters = new List<string>();
        foreach (var segment in pattern.PathSegments.Where(segment => !segment.Parts.Any(part => part is RoutePatternParameterPart { IsOptional: true })))
        {
            template.Append('/');
            foreach (var part in segment.Parts) template.Append(Text(part, parameters));
        }

        return new(template.Length == 0 ? "/" : template.ToString(), parameters);
    }

    private static string Text(RoutePatternPart part, List<string> parameters)
    {
        switch (part)
        {
            case RoutePatternParameterPart parameter:
                parameters.Add(parameter.Name);
                return $"{{{parameter.Name}}}";
            case RoutePatternLiteralPart literal:
                return literal.Content;
            case RoutePatternSeparatorPart separator:
                return separator.Content;
            default:
                throw new InvalidOperationException($"A route part of an unknown kind: {part}.");
        }
    }
}
