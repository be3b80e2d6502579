using System.Text.Json;

namespace AgriTrace.Domain.Traceability.Epcis;

/// <summary>Looks at one value, at the place where the checker stands, and notes what is wrong with it.</summary>
internal delegate void Rule(FieldChecker check, JsonElement value);

/// <summary>Walks a document along its rules and gathers every fault with its path.</summary>
internal sealed class FieldChecker(string start, EpcisContext context)
{
    /// <summary>A broken export of 100,000 events is explained by its first thousand faults.</summary>
    public const int MaxFaults = 1000;

    private readonly JsonPath path = new(start);

    public List<FieldFault> Faults { get; } = [];

    public EpcisContext Context { get; private set; } = context;

    /// <summary>False where only the document around the events is of interest.</summary>
    public bool WithEvents { get; init; } = true;

    /// <summary>Notes a fault of the value itself.</summary>
    public void Fault(string message)
    {
        if (Faults.Count < MaxFaults) Faults.Add(new FieldFault(path.ToString(), message));
    }

    /// <summary>Notes a fault of a member.</summary>
    public void Fault(string member, string message)
    {
        var mark = path.Enter(member);
        Fault(message);
        path.Leave(mark);
    }

    public void In(string member, JsonElement value, Rule rule)
    {
        var mark = path.Enter(member);
        rule(this, value);
        path.Leave(mark);
    }

    public void In(int index, JsonElement value, Rule rule)
    {
        var mark = path.Enter(index);
        rule(this, value);
        path.Leave(mark);
    }

    /// <summary>Applies a rule under the namespaces that an <c>@context</c> in the value adds.</summary>
    public void InItsContext(JsonElement value, Rule rule)
    {
        var outer = Context;
        if (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("@context", out var own)) Context = outer.With(own);
        rule(this, value);
        Context = outer;
    }
}
