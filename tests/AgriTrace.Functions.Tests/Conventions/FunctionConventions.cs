using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions.Tests.Conventions;

/// <summary>Rules that hold for every function, read from the functions themselves.</summary>
public sealed class FunctionConventions
{
    private static readonly IReadOnlyList<FunctionEntry> All = FunctionIndex.Of(typeof(FunctionIndex).Assembly);

    public static TheoryData<string> Names => [.. All.Select(function => function.Name)];

    public static TheoryData<string> HttpNames => [.. All.Where(function => function.Http is not null).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_function_declares_who_may_call_it(string name)
    {
        var function = Function(name);

        function.Needs.ShouldNotBeNull();
        (function.Needs == Permission.Host).ShouldBe(function.Http is null, "queues and timers belong to the host, HTTP never does");
        if (function.Http is not null && function.Needs != Permission.Anyone) Permissions.RolesOf(function.Needs!.Value).ShouldNotBeEmpty();
    }

    [Theory]
    [MemberData(nameof(HttpNames))]
    public void Every_http_function_passes_through_its_own_gate(string name)
    {
        var type = Function(name).Method.DeclaringType!;

        type.GetConstructors().Single().GetParameters().ShouldContain(parameter => parameter.ParameterType == typeof(Gate<>).MakeGenericType(type));
        Function(name).Method.ReturnType.ShouldBe(typeof(Task<IResult>));
        Function(name).Http!.AuthLevel.ShouldBe(AuthorizationLevel.Anonymous, "our gate guards, not the keys of the Functions host");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Functions_take_only_what_both_hosts_bind(string name) =>
        Function(name).Method.GetParameters().Select(parameter => parameter.ParameterType)
            .ShouldBeSubsetOf([typeof(HttpRequest), typeof(string), typeof(TimerInfo), typeof(CancellationToken)]);

    [Fact]
    public void Every_queue_that_is_listened_to_is_made_at_start_and_counted_in_the_status() =>
        All.Where(function => function.Queue is not null).Select(function => function.Queue!.QueueName).Order().ShouldBe(QueueNames.All.Order());

    [Fact]
    public void Function_names_are_unique() =>
        All.Select(function => function.Name).ShouldBeUnique();

    /// <summary>The Functions host asks functions in the order of their names, the worker takes the more specific route; they must agree.</summary>
    [Fact]
    public void Where_two_routes_fit_one_path_the_more_specific_one_has_the_earlier_name()
    {
        var routes = All.Where(function => function.Http is not null)
            .Select(function => (Function: function, Pattern: RoutePatternFactory.Parse(function.Route))).ToArray();

        var wrong =
            from first in routes
            from second in routes
            where string.Compare(first.Function.Name, second.Function.Name, StringComparison.OrdinalIgnoreCase) > 0
                && SharesVerb(first.Function, second.Function)
                && CanFitSamePath(first.Pattern, second.Pattern)
                && first.Pattern.InboundPrecedence < second.Pattern.InboundPrecedence
            select $"{first.Function.Name} ({first.Function.Route}) must sort before {second.Function.Name} ({second.Function.Route})";

        wrong.ShouldBeEmpty();
    }

    private static FunctionEntry Function(string name) => All.Single(function => function.Name == name);

    private static bool SharesVerb(FunctionEntry first, FunctionEntry second) =>
        first.Http!.Methods is not { Length: > 0 } some || second.Http!.Methods is not { Length: > 0 } others
        || some.Intersect(others, StringComparer.OrdinalIgnoreCase).Any();

    private static bool CanFitSamePath(RoutePattern first, RoutePattern second)
    {
        var length = Math.Max(first.PathSegments.Count, second.PathSegments.Count);
        for (var index = 0; index < length; index++)
        {
            var (one, other) = (Segment(first, index), Segment(second, index));
            if (one is CatchAllSegment || other is CatchAllSegment) return true;
            if (one is null || other is null) return false;
            if (one is string text && other is string word && !text.Equals(word, StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }

    /// <summary>The literal text, <see cref="CatchAllSegment"/>, an anonymous parameter, or null past the end.</summary>
    private static object? Segment(RoutePattern pattern, int index)
    {
        if (index >= pattern.PathSegments.Count) return pattern.Parameters.Any(parameter => parameter.IsCatchAll) ? CatchAllSegment.Instance : null;
        return pattern.PathSegments[index].Parts switch
        {
            [RoutePatternLiteralPart literal] => literal.Content,
            [RoutePatternParameterPart { IsCatchAll: true }] => CatchAllSegment.Instance,
            _ => new object(),
        };
    }

    private sealed class CatchAllSegment
    {
        public static readonly CatchAllSegment Instance = new();
    }
}
