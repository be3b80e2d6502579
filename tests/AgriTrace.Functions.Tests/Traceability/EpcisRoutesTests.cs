using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Functions.Tests.Traceability;

/// <summary>The routes below <c>/epcis</c> against those of GS1's OpenAPI file.</summary>
public sealed partial class EpcisRoutesTests(House house) : HttpTests(house)
{
    private static readonly string Standard = Repository.Path("..", "shared", "data", "gs1", "epcis", "rest", "openapi.json");

    /// <summary>What the standard has and we do not yet. Whoever adds a route takes it out here.</summary>
    private static readonly string[] Missing =
    [
    ];

    [Fact]
    public void Every_route_of_the_standard_is_there_but_those_that_are_named_as_missing()
    {
        Assert.SkipUnless(File.Exists(Standard), "GS1's OpenAPI file is not there: ../shared/data/gs1 beside the repository.");

        // OPTIONS is answered for every path that is known, see EpcisMannersTests.
        var wanted = JsonNode.Parse(File.ReadAllText(Standard))!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject(), (path, operation) => (Verb: operation.Key.ToUpperInvariant(), Path: path.Key))
            .Where(operation => operation.Verb is "GET" or "POST" or "DELETE" or "PUT")
            .Select(operation => $"{operation.Verb} {Plain(operation.Path)}");

        wanted.Except(Mapped()).Where(one => !IsOfValues(one)).ShouldBe(Missing, ignoreOrder: true);
    }

    [Fact]
    public void Nothing_is_named_as_missing_that_is_there() => Missing.Intersect(Mapped()).ShouldBeEmpty();

    private IEnumerable<string> Mapped()
    {
        var names = FunctionIndex.Of(typeof(FunctionIndex).Assembly).Select(function => function.Name).ToHashSet();
        return Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => names.Contains(endpoint.DisplayName!) && $"{endpoint.RoutePattern.RawText}/".StartsWith("epcis/", StringComparison.Ordinal))
            .SelectMany(
                endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods,
                (endpoint, verb) => $"{verb} {Plain(endpoint.RoutePattern.RawText!["epcis".Length..])}");
    }

    /// <summary>Lists of values, and the events of each, are answered by one pair of functions; <see cref="EpcisResourcesTests"/> asks them all.</summary>
    private bool IsOfValues(string operation) =>
        operation.Split(' ', '/') is ["GET", "", "eventTypes" or "epcs" or "bizSteps" or "bizLocations" or "readPoints" or "dispositions", ..]
        && Mapped().Intersect(["GET /{}", "GET /{}/{}"]).Count() == 2;

    /// <summary>Names of parameters and their constraints are each one's own affair; one that takes all that follows takes one part too.</summary>
    private static string Plain(string path) => path.Length == 0 ? "/" : Parameter().Replace(path, "{}");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
