using System.Collections.Frozen;
using System.Text.Json;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>What an object of the standard may and must hold.</summary>
/// <param name="Name">For messages: "a quantity element".</param>
/// <param name="Members">The standard's members, each with its rule.</param>
internal sealed record ObjectRule(string Name, IReadOnlyDictionary<string, Rule> Members)
{
    private readonly FrozenDictionary<string, Rule> members = Members.ToFrozenDictionary(StringComparer.Ordinal);

    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Whether the standard has an extension point here.</summary>
    public bool IsExtensible { get; init; } = true;

    /// <summary>What holds between members.</summary>
    public Rule? Also { get; init; }

    public static implicit operator Rule(ObjectRule rule) => rule.Check;

    public void Check(FieldChecker check, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            check.Fault($"Should be an object: {Name}.");
            return;
        }

        foreach (var name in Required)
        {
            if (!value.TryGetProperty(name, out _)) check.Fault(name, $"Is missing; {Name} must have it.");
        }

        foreach (var member in value.EnumerateObject())
        {
            var name = member.Name;
            if (members.TryGetValue(name, out var rule)) check.In(name, member.Value, rule);
            else if (IsExtensible && check.Context.TryResolve(name, out _, out _)) check.In(name, member.Value, FieldRules.Extension);
            else check.Fault(name, Refusal(name));
        }

        Also?.Invoke(check, value);
    }

    private string Refusal(string name) => (IsExtensible, FieldRules.IsPrefixed(name)) switch
    {
        (false, _) => $"Is no member of {Name}, which has no extensions.",
        (true, true) => FieldRules.UndefinedPrefix(name),
        (true, false) => $"Is no member of {Name}. The name of an extension has a namespace, as in prefix:name.",
    };
}
