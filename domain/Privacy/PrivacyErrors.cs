namespace AgriTrace.Domain.Privacy;

/// <summary>Every expected failure around personal data.</summary>
public static class PrivacyErrors
{
    public static readonly Error BuyerErased = Error.NotFound("buyer-erased", "The buyer's name, phone and address were erased; the order itself stands.");

    public static readonly Error OneOfTwo = Error.Invalid(
        "fields-invalid", "Some fields hold what they must not; see errors.", new FieldFault("$", "must hold either the order or the phone, and not both."));
}
