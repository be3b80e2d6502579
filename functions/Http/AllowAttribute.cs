using AgriTrace.Domain.Identity;

namespace AgriTrace.Functions.Http;

/// <summary>Declares who may call a function. Every function has exactly one; a test fails for one that has none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AllowAttribute(Permission permission) : Attribute
{
    public Permission Permission { get; } = permission;
}
