using System.Reflection;
using AgriTrace.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace AgriTrace.Local.Hosting;

/// <summary>Calls a function as the worker does: its class made anew in a scope of its own, its parameters bound by type.</summary>
/// <remarks>Binds <see cref="HttpRequest"/>, a queue message as text, <see cref="TimerInfo"/> and <see cref="CancellationToken"/>; more is not allowed here (design §3).</remarks>
internal sealed class FunctionInvoker
{
    private readonly MethodInvoker method;
    private readonly ObjectFactory? make;
    private readonly ParameterInfo[] parameters;

    public FunctionInvoker(FunctionEntry function)
    {
        method = MethodInvoker.Create(function.Method);
        make = function.Method.IsStatic ? null : ActivatorUtilities.CreateFactory(function.Method.DeclaringType!, []);
        parameters = function.Method.GetParameters();
        if (parameters.FirstOrDefault(parameter => !CanBind(parameter.ParameterType)) is { } odd)
            throw new NotSupportedException($"{function.Name}: the embedded host cannot bind the parameter {odd.Name} of type {odd.ParameterType.Name}.");
    }

    /// <param name="input">The request, the message text, or the timer's info.</param>
    /// <returns>What the function returned, awaited; null for none.</returns>
    public async Task<object?> Invoke(IServiceProvider services, object input, CancellationToken cancel)
    {
        await using var scope = services.CreateAsyncScope();
        var instance = make?.Invoke(scope.ServiceProvider, []);
        try
        {
            var arguments = new object?[parameters.Length];
            for (var index = 0; index < arguments.Length; index++)
                arguments[index] = parameters[index].ParameterType == typeof(CancellationToken) ? cancel : input;
            return await Await(method.Invoke(instance, arguments.AsSpan()));
        }
        finally
        {
            if (instance is IAsyncDisposable disposable) await disposable.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }

    private static bool CanBind(Type type) =>
        type == typeof(HttpRequest) || type == typeof(string) || type == typeof(TimerInfo) || type == typeof(CancellationToken);

    private static async Task<object?> Await(object? returned)
    {
        if (returned is ValueTask plain) await plain;
        if (AsTask(returned) is not { } task) return returned is ValueTask ? null : returned;
        await task;
        return task.GetType() is { IsGenericType: true } type ? type.GetProperty(nameof(Task<object>.Result))!.GetValue(task) : null;
    }

    private static Task? AsTask(object? returned) => returned switch
    {
        Task task => task,
        not null when returned.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ValueTask<>) =>
            (Task)type.GetMethod(nameof(ValueTask<object>.AsTask))!.Invoke(returned, null)!,
        _ => null,
    };
}
