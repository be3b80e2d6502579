namespace AgriTrace.Domain;

/// <summary>The one refusal of a body whose shape is right and whose content is not.</summary>
public static class FieldErrors
{
    public static Error Invalid(IReadOnlyList<FieldFault> faults) =>
        Error.Invalid("fields-invalid", "Some fields hold what they must not; see errors.", faults);

    /// <summary>The value, where nothing is wrong with it.</summary>
    public static Result<T> Or<T>(T value, IReadOnlyList<FieldFault> faults) => faults.Count == 0 ? value : Invalid(faults);
}
