namespace AgriTrace.Domain;

public static class ParameterErrors
{
    public static Error Unreadable(params IReadOnlyList<FieldFault> faults) => Error.Invalid("query-invalid", "A query parameter cannot be read; see errors.", faults);
}
