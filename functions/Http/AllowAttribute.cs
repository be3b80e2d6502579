using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Http;

/// <summary>Declares who may call a function, and how much of it. Every function has exactly one; a test fails for one that has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;

    /// <summary>
    /// A page for people: the session cookie of a browser is believed here, and nowhere else. What such a function changes needs the
    /// anti-forgery token of its form.
    /// </summary>
    public bool Browser { get; set; }

    /// <summary>What is read here goes into the audit log: for personal data. Changes and refusals go there without it.</summary>
    public bool Audited { get; set; }

    /// <summary>The largest body that is read, in bytes.</summary>
    public int MaxBody { get; set; } = Limits.Body;

    /// <summary>How often it may be called.</summary>
    public Pace Pace { get; set; }
}

/// <summary>Which limit of rate a function falls under.</summary>
public enum Pace
{
    /// <summary>Counted by caller where one is known, else by address.</summary>
    Usual,

    /// <summary>Counted by address under a limit of its own, so that what a provider reports is not lost in a crowd.</summary>
    Webhook,

    /// <summary>Counted by address under a small limit of its own: a person writes, and a program would flood a cooperative.</summary>
    Report,

    /// <summary>Counted by address under a limit of its own: a household orders a few times, and a program would empty a shop.</summary>
    Order,

    /// <summary>Somebody says a secret that is short enough to be tried: where an address guessed too often, even a right one has to wait.</summary>
    Guess,

    /// <summary>Not counted: probes must see the truth.</summary>
    Free,
}

/// <summary>Marks a function that costs far more than others: counted under a smaller limit too, and run a few at once.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CostlyAttribute : Attribute;
