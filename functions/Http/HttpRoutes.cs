using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace AgriTrace.Functions.Http;

/// <summary>Which verbs a path knows: tells an unknown path from a known one with another verb.</summary>
public sealed class HttpRoutes
{
    /// <summary>The route of the function that takes what no other function takes.</summary>
    public const string CatchAll = "{*path}";

    private readonly (TemplateMatcher Matcher, RouteTemplate Template, string[] Verbs)[] routes;
    private readonly IInlineConstraintResolver constraints;

    public HttpRoutes(IInlineConstraintResolver constraints)
    {
        this.constraints = constraints;
        routes =
        [
            .. from function in FunctionIndex.Of(Assembly.GetExecutingAssembly())
               where function.Http is not null && function.Route != CatchAll
               let template = TemplateParser.Parse(function.Route)
               select (new TemplateMatcher(template, []), template, function.Http!.Methods ?? []),
        ];
    }

    /// <returns>The verbs in upper case, in order; empty for a path that nobody knows.</returns>
    public IReadOnlyList<string> VerbsOf(HttpContext http) =>
    [
        .. routes.Where(route => Fits(http, route.Matcher, route.Template))
            .SelectMany(route => route.Verbs)
            .Select(verb => verb.ToUpperInvariant())
            .Distinct()
            .Order(StringComparer.Ordinal),
    ];

    private bool Fits(HttpContext http, TemplateMatcher matcher, RouteTemplate template)
    {
        var values = new RouteValueDictionary();
        return matcher.TryMatch(http.Request.Path, values) && template.Parameters.All(parameter => Holds(http, parameter, values));
    }

    private bool Holds(HttpContext http, TemplatePart parameter, RouteValueDictionary values) =>
        values.GetValueOrDefault(parameter.Name!) is null
        || parameter.InlineConstraints.All(constraint =>
            constraints.ResolveConstraint(constraint.Constraint)?.Match(http, null, parameter.Name!, values, RouteDirection.IncomingRequest) ?? true);
}
