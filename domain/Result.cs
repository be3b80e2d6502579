using System.Diagnostics.CodeAnalysis;

namespace AgriTrace.Domain;

/// <summary>A value, or the <see cref="Domain.Error"/> that stands in its place. The only result type of the project.</summary>
/// <remarks>Both convert implicitly, so a decision reads <c>return error;</c> or <c>return value;</c>.</remarks>
public readonly struct Result<T>
{
    private readonly T? value;

    private Result(T value) => this.value = value;

    private Result(Error error) => Error = error;

    /// <summary>The refusal; null when there is a value.</summary>
    public Error? Error { get; }

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <exception cref="InvalidOperationException">There is an error instead: a bug in the caller, who must look first.</exception>
    public T Value => IsOk ? value! : throw new InvalidOperationException($"No value: {Error.Code}: {Error.Detail}");

    public static implicit operator Result<T>(T value) => new(value);

    public static implicit operator Result<T>(Error error) => new(error);

    /// <summary>Goes on with the value, or passes the error through.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => IsOk ? next(value!) : Error;

    /// <inheritdoc cref="Then{TNext}(Func{T, Result{TNext}})"/>
    public async Task<Result<TNext>> Then<TNext>(Func<T, Task<Result<TNext>>> next) => IsOk ? await next(value!) : Error;

    /// <summary>Changes the value and leaves an error as it is.</summary>
    public Result<TNext> Map<TNext>(Func<T, TNext> change) => IsOk ? change(value!) : Error;

    /// <summary>Looks at both without throwing: true and a value, or false and an error.</summary>
    public bool Try([NotNullWhen(true)] out T? ok, [NotNullWhen(false)] out Error? error)
    {
        (ok, error) = (value, Error);
        return IsOk;
    }
}
