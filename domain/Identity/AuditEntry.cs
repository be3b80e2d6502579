namespace AgriTrace.Domain.Identity;

/// <summary>One line of the audit log. Holds no body, token, code or personal data: only who, what and from where.</summary>
/// <param name="Id">A UUIDv7 in 32 hexadecimal digits: the same entry, written twice, is one row.</param>
/// <param name="Coop">Whose log it stands in; null for the platform's own.</param>
/// <param name="Who">See <see cref="Caller.Name"/>.</param>
/// <param name="From">The client's address, as far as we know it.</param>
/// <param name="Action">The function's name.</param>
/// <param name="Thing">The path below the cooperative's own, or from the root where it is not below it. Never the query.</param>
/// <param name="Status">What was answered; for what rides in a message, what the function answers when all goes well.</param>
public sealed record AuditEntry(
    string Id, DateTimeOffset At, string? Coop, string Who, Role? Role, string? OnBehalfOf, string? Device, string? Key, string From, string Action, string Thing, int Status)
{
    /// <summary>A path is as long as its caller likes, up to what the server reads.</summary>
    private const int MaxThing = 500;

    /// <summary>The id of what the call made, or its path; null where it made nothing.</summary>
    public string? Created { get; init; }

    /// <summary>
    /// A caller's doings stand in the log of their own cooperative, whichever the path names: a stranger who is refused must not fill
    /// another's. An operator belongs to none and is logged where they act.
    /// </summary>
    /// <param name="path">From the root.</param>
    /// <param name="routeCoop">The cooperative in the path; null where it names none that can be.</param>
    public static AuditEntry Of(Caller caller, DateTimeOffset now, string from, string action, string path, string? routeCoop, int status)
    {
        var coop = caller.Coop ?? routeCoop;
        return new AuditEntry(
            Guid.CreateVersion7(now).ToString("N"), now, coop, caller.Name, caller.Role, caller.OnBehalfOf, caller.Device, caller.Key, from, action, Below(coop, path), status);
    }

    /// <summary>The entry with what its path does not say.</summary>
    public AuditEntry With(string subject) => this with { Thing = Bounded($"{Thing}: {subject}") };

    /// <summary>The entry with what its call made, told by the <c>Location</c> of the answer.</summary>
    public AuditEntry Making(string? location)
    {
        if (location is null) return this;
        var made = Below(Coop, location.Split('?')[0]);
        return made == Thing ? this : this with { Created = made };
    }

    private static string Below(string? coop, string path)
    {
        var own = $"/api/coops/{coop}/";
        var below = coop is not null && path.StartsWith(own, StringComparison.OrdinalIgnoreCase) ? path[own.Length..] : path;
        return Bounded(below);
    }

    private static string Bounded(string thing) => thing.Length <= MaxThing ? thing : thing[..MaxThing];
}
