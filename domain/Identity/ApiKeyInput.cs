using System.Globalization;

namespace AgriTrace.Domain.Identity;

/// <summary>What a cooperative's admin asks for, to let a machine in.</summary>
/// <param name="ExpiresAt">A year from now where it is left out; at most two.</param>
public sealed record ApiKeyInput(string Name, IReadOnlyList<Permission> Permissions, DateTimeOffset? ExpiresAt = null)
{
    private const int MaxName = 100;
    private const int UsualYears = 1;
    private const int MaxYears = 2;

    public Result<ApiKey> Read(ApiKeyText key, string by, DateTimeOffset now)
    {
        var faults = new List<FieldFault>();
        var name = PlainText.Read("$.name", Name, MaxName, faults);
        if (Permissions.Count == 0) faults.Add(new("$.permissions", "must name at least one permission."));
        if (Permissions.Distinct().Count() < Permissions.Count) faults.Add(new("$.permissions", "must name each permission once."));
        else
            faults.AddRange(Permissions.Index().Where(one => !one.Item.IsForMachines())
                .Select(one => new FieldFault(string.Create(CultureInfo.InvariantCulture, $"$.permissions[{one.Index}]"), "needs a person: no machine can be given it.")));
        if (ExpiresAt <= now || ExpiresAt > now.AddYears(MaxYears)) faults.Add(new("$.expiresAt", $"must lie ahead, by at most {MaxYears} years."));
        return FieldErrors.Or(
            new ApiKey(key.Id, key.Coop, name, Permissions, ApiKey.HashOf(key.Secret), now, by, (ExpiresAt ?? now.AddYears(UsualYears)).ToUniversalTime()), faults);
    }
}
