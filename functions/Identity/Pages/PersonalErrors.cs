using AgriTrace.Domain;

namespace AgriTrace.Functions.Identity.Pages;

public static class PersonalErrors
{
    public static readonly Error NoSuchAction =
        Error.Invalid("fields-invalid", "The form asks for nothing that this page does; see errors.", new FieldFault("action", "must be give or withdraw."));
}
