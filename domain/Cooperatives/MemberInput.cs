using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Cooperatives;

/// <summary>A member as an admin writes it, with the personal data that is kept apart.</summary>
public sealed record MemberInput(string Name, Role Role, string? Phone = null, BankAccount? Bank = null, string? CitizenId = null)
{
    /// <inheritdoc cref="CooperativeInput.Read"/>
    public Result<(Member Member, MemberPrivate Secret)> Read(string id)
    {
        var faults = new List<FieldFault>();
        var member = new Member(id, PlainText.Read("$.name", Name, CooperativeText.MaxName, faults), Role);
        // Operators stand above all cooperatives; none may make one of its members.
        if (Role == Role.Operator) faults.Add(new("$.role", "must be a role in a cooperative, which operator is not."));
        var secret = new MemberPrivate(
            PhoneNumber.ReadOptional("$.phone", Phone, faults),
            CooperativeText.Bank(Bank, faults),
            DigitText.ReadOptional("$.citizenId", CitizenId, 12, 12, faults));
        return FieldErrors.Or((member, secret), faults);
    }
}
