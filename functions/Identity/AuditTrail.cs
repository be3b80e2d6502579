using System.Reflection;
using System.Text.RegularExpressions;
using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Functions.Http;
using AgriTrace.Infra.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace AgriTrace.Functions.Identity;

/// <summary>What of a function stands in the audit log.</summary>
internal sealed partial record AuditedFunction(string Name, string Template, bool ReadsToo, int Status)
{
    /// <exception cref="InvalidOperationException">The class has no HTTP function: a bug.</exception>
    public static AuditedFunction Of(Type type, AllowAttribute allow)
    {
        var method = type.GetMethods().Single(method => method.GetCustomAttribute<FunctionAttribute>() is not null);
        var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
        var trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).OfType<HttpTriggerAttribute>().Single();
        return new AuditedFunction(
            name, OpenApiPath.Of(trigger.Route ?? name).Template, allow.Audited, method.GetCustomAttribute<DescribeAttribute>()?.Status ?? StatusCodes.Status200OK);
    }

    /// <summary>The route with its values: what was asked for, without the query, which may hold a token.</summary>
    public string PathOf(HttpRequest request) => Values().Replace(Template, match => request.RouteValues[match.Groups[1].Value] as string ?? string.Empty);

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Values();
}

/// <summary>Brings calls into the audit log: changes, audited reads, and refusals of callers whom we know.</summary>
public sealed class AuditTrail(AuditLog log, ClientAddress addresses, TimeProvider clock, ILogger<AuditTrail> logger)
{
    /// <summary>Begins the entry of a call and offers it to what the call commits.</summary>
    /// <returns>Null for a caller whom nothing names.</returns>
    internal AuditRide? Begin(AuditedFunction function, HttpRequest request, Caller caller)
    {
        if (caller.IsAnonymous) return null;
        var coop = Slug.Parse("coop", request.RouteValues["coop"] as string) is { IsOk: true, Value: var named } ? named : null;
        return AuditRide.Offer(AuditEntry.Of(caller, clock.GetUtcNow(), addresses.Of(request), function.Name, function.PathOf(request), coop, function.Status));
    }

    /// <summary>Writes the entry, unless it rides in a message that was committed.</summary>
    /// <remarks>
    /// Comes after the change and before the answer. A crash in between leaves a change without an entry and without an answer: its
    /// caller repeats it, which changes nothing and is written down. Storage that fails here makes the answer a 503, to the same end. So
    /// no change is answered for that the log does not hold. A caller who hangs up stops neither the change nor the entry.
    /// </remarks>
    internal async Task End(AuditRide? ride, AuditedFunction function, HttpRequest request, Result<Reply> result)
    {
        if (ride is null || ride.HasArrived || !IsKept(function, request, result)) return;
        var entry = result.Try(out var reply, out var error)
            ? (ride.Entry with { Status = reply.Status }).Making(reply.Status is StatusCodes.Status201Created or StatusCodes.Status202Accepted ? reply.Headers.GetValueOrDefault("Location") : null)
            : ride.Entry with { Status = Problems.StatusOf(error.Kind) };
        await log.Append(entry, CancellationToken.None);
    }

    /// <summary>Writes down that a change was begun and nobody knows how it ended: time was up, storage was gone, or it was a bug.</summary>
    /// <remarks>Where the entry cannot be written either, the change hardly was.</remarks>
    internal async Task Break(AuditRide? ride, HttpRequest request)
    {
        if (ride is null || ride.HasArrived || IsRead(request.Method)) return;
        try
        {
            await log.Append(ride.Entry with { Status = StatusCodes.Status503ServiceUnavailable }, CancellationToken.None);
        }
        catch (Exception exception)
        {
            logger.LogWarning("The entry {Entry} of {Action} could not be written: {Reason}", ride.Entry.Id, ride.Entry.Action, exception.GetType().Name);
        }
    }

    /// <summary>Writes down that an old refresh token came, and its device was revoked for it.</summary>
    internal Task Replayed(Device device, HttpRequest request) => Append(device, request, "RefreshAccess", StatusCodes.Status401Unauthorized);

    /// <summary>Writes down that a card enrolled a device: nobody had called yet whom <see cref="Begin"/> could name.</summary>
    /// <remarks>A crash before it leaves a device without an entry, and a phone without an answer, which asks again.</remarks>
    internal Task Enrolled(Device device, HttpRequest request, string action) => Append(device, request, action, StatusCodes.Status201Created);

    private Task Append(Device device, HttpRequest request, string action, int status)
    {
        var (caller, path) = (new Caller(Role: null, device.Coop, device.Active) { Device = device.Id }, $"/api/coops/{device.Coop}/members/{device.Active}/devices/{device.Id}");
        return log.Append(AuditEntry.Of(caller, clock.GetUtcNow(), addresses.Of(request), action, path, device.Coop, status), CancellationToken.None);
    }

    private static bool IsKept(AuditedFunction function, HttpRequest request, Result<Reply> result)
    {
        if (!result.Try(out var reply, out var error)) return error.Kind == ErrorKind.Forbidden;
        return reply.Status < StatusCodes.Status400BadRequest && (function.ReadsToo || !IsRead(request.Method));
    }

    internal static bool IsRead(string verb) => HttpMethods.IsGet(verb) || HttpMethods.IsHead(verb) || HttpMethods.IsOptions(verb);
}
