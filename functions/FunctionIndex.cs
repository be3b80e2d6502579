using System.Reflection;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using Microsoft.Azure.Functions.Worker;

namespace AgriTrace.Functions;

/// <summary>One function, as its attributes declare it.</summary>
/// <param name="Method">The method that the host calls; its class is made anew for each call.</param>
/// <param name="Trigger">The trigger attribute of its first parameter.</param>
/// <param name="Needs">What its caller must hold; null when it declares nothing, which a test forbids.</param>
public sealed record FunctionEntry(string Name, MethodInfo Method, Attribute Trigger, Permission? Needs)
{
    public HttpTriggerAttribute? Http => Trigger as HttpTriggerAttribute;

    public QueueTriggerAttribute? Queue => Trigger as QueueTriggerAttribute;

    public TimerTriggerAttribute? Timer => Trigger as TimerTriggerAttribute;

    /// <summary>The route as written, or the function's name, as the Functions host has it. Meaningful for HTTP functions only.</summary>
    public string Route => Http?.Route ?? Name;
}

/// <summary>The functions of an assembly, ordered by name as the Functions host orders them.</summary>
/// <remarks>
/// The order matters: between two routes that both fit a request, the Functions host takes the function whose name comes first,
/// while the worker behind it takes the more specific route (azure-functions-host issue 9876). A test holds the two together.
/// </remarks>
public static class FunctionIndex
{
    public static IReadOnlyList<FunctionEntry> Of(Assembly assembly) =>
    [
        .. from type in assembly.GetExportedTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           where function is not null
           select new FunctionEntry(function.Name, method, TriggerOf(method), method.GetCustomAttribute<AllowAttribute>()?.Permission) into entry
           orderby entry.Name.ToUpperInvariant()
           select entry,
    ];

    private static Attribute TriggerOf(MethodInfo method) =>
        method.GetParameters()
            .SelectMany(parameter => parameter.GetCustomAttributes())
            .FirstOrDefault(attribute => attribute is HttpTriggerAttribute or QueueTriggerAttribute or TimerTriggerAttribute)
        ?? throw new InvalidOperationException($"{method.DeclaringType}.{method.Name} is a function without a trigger that this house knows.");
}
