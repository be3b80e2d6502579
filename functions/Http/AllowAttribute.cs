using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Http;

/// <summary>Declares who may call a function. Every function has exactly one; a test fails for one that has none.</summary>
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
}
