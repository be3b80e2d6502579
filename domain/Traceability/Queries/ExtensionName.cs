using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Domain.Traceability.Queries;

/// <summary>The full name of an extension field.</summary>
internal sealed class ExtensionName
{
    private readonly string space;
    private readonly string local;
    private readonly string full;
    private readonly string? joined;

    /// <param name="joined">The whole name, where <c>namespace#local</c> may mean a namespace without the hash, as EPCIS 1 wrote it.</param>
    private ExtensionName(string space, string local, string? joined = null) =>
        (this.space, this.local, full, this.joined) = (space, local, space + local, joined);

    /// <summary>Reads <c>prefix:local</c>, the full URI of it, <c>{namespace}local</c>, or <c>namespace#local</c>.</summary>
    /// <param name="parameter">Knows the prefixes, and takes the fault.</param>
    /// <returns>Null after a fault.</returns>
    public static ExtensionName? Read(QueryParameter parameter, string name)
    {
        var brace = name.StartsWith('{') ? name.LastIndexOf('}') : -1;
        if (brace > 1 && brace < name.Length - 1) return new(name[1..brace], name[(brace + 1)..]);
        if (parameter.Prefixes.TryResolve(name, out var space, out var local))
            return new(space, local, space.EndsWith('#') ? space[..^1] + local : null);

        parameter.Fault(name.Contains(':', StringComparison.Ordinal)
            ? FieldRules.UndefinedPrefix(name)
            : "is no parameter of SimpleEventQuery; an extension is named with its namespace: prefix:name, or the full URI.");
        return null;
    }

    /// <summary>Whether a member of an event is the field.</summary>
    public bool IsNameOf(string member, EpcisContext context) =>
        context.TryResolve(member, out var itsSpace, out var itsLocal)
        && string.Concat(itsSpace, itsLocal) is var its
        && (its == full || its == joined);

    public override string ToString() => $"{{{space}}}{local}";
}
