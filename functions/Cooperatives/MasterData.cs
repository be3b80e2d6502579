using AgriTrace.Domain;
using AgriTrace.Domain.Cooperatives;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Cooperatives;

namespace AgriTrace.Functions.Cooperatives;

/// <summary>The one way in which the things of a cooperative are kept and shown over HTTP.</summary>
public sealed class MasterData(CoopStore coops)
{
    /// <summary>The cooperative of the route, which must be there before anything of it.</summary>
    public async Task<Result<Cooperative>> Owner(Call call, CancellationToken cancel) =>
        await coops.Cooperative(call.Coop, cancel) is { } coop ? coop : CooperativeErrors.NoSuchCooperative(call.Coop);

    /// <summary>Writes it, and answers with <paramref name="body"/> and its new version. Honours <c>If-Match</c>.</summary>
    /// <param name="key">Where it lies.</param>
    /// <param name="write">Writes over the version that it is given, or over anything where that is null.</param>
    /// <param name="location">Its canonical path.</param>
    public Task<Result<Reply>> Put<T, TBody>(
        Call call, CoopKey<T> key, Func<string?, Task<Written?>> write, string location, TBody body, CancellationToken cancel)
        where T : class =>
        Put(call, key, write, location, () => body, cancel);

    /// <inheritdoc cref="Put{T, TBody}(Call, CoopKey{T}, Func{string?, Task{Written?}}, string, TBody, CancellationToken)"/>
    /// <param name="body">Asked after the writing, for what only that decides.</param>
    public async Task<Result<Reply>> Put<T, TBody>(
        Call call, CoopKey<T> key, Func<string?, Task<Written?>> write, string location, Func<TBody> body, CancellationToken cancel)
        where T : class
    {
        string? over = null;
        if (EntityTag.IsAsked(call.Request))
        {
            over = (await coops.Load(key, cancel))?.Version;
            if (!EntityTag.Fits(call.Request, over)) return EntityTagErrors.Changed;
        }

        if (await write(over) is not { } written) return EntityTagErrors.Changed;
        var reply = written.IsNew ? Reply.Created(location, body()) : Reply.Ok(body());
        return reply.With("ETag", EntityTag.Of(written.Version));
    }

    /// <summary>Shows it with its version, or says that it is <paramref name="missing"/>.</summary>
    public async Task<Result<Reply>> Get<T, TBody>(CoopKey<T> key, Func<T, Task<TBody>> show, Error missing, CancellationToken cancel)
        where T : class =>
        await coops.Load(key, cancel) is { } found
            ? Reply.Ok(await show(found.Value)).With("ETag", EntityTag.Of(found.Version))
            : missing;

    /// <inheritdoc cref="Get{T, TBody}"/>
    public Task<Result<Reply>> Get<T>(CoopKey<T> key, Error missing, CancellationToken cancel)
        where T : class =>
        Get(key, Task.FromResult, missing, cancel);
}
