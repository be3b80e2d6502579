using AgriTrace.Domain;

namespace AgriTrace.Functions.Traceability;

/// <summary>The exceptions of EPCIS 2.0, one of which every refusal below <c>/epcis</c> is; decision 0019 says where GS1's OpenAPI file errs.</summary>
internal static class EpcisExceptions
{
    public const string CaptureLimitExceeded = "epcisException:CaptureLimitExceededException";
    public const string Implementation = "epcisException:ImplementationException";

    public const string Validation = "epcisException:ValidationException";
    private const string Security = "epcisException:SecurityException";

    /// <summary>Follows from the kind, but for the few codes whose kind is that of another exception too.</summary>
    public static string TypeOf(Error error) => error.Code switch
    {
        "query-parameter-invalid" or "cursor-invalid" => "epcisException:QueryParameterException",
        "query-invalid" => "epcisException:QueryValidationException",
        "query-too-large" => "epcisException:QueryTooLargeException",
        "query-too-complex" => "epcisException:QueryTooComplexException",
        "subscription-invalid" => "epcisException:SubscriptionControlsException",
        _ => TypeOf(error.Kind),
    };

    private static string TypeOf(ErrorKind kind) => kind switch
    {
        ErrorKind.Unauthenticated or ErrorKind.Forbidden => Security,
        ErrorKind.NotFound or ErrorKind.Gone => "epcisException:NoSuchNameException",
        ErrorKind.NotAcceptable => "epcisException:NotAcceptableException",
        ErrorKind.Conflict => "epcisException:ResourceAlreadyExistsException",
        ErrorKind.TooLarge => CaptureLimitExceeded,
        ErrorKind.UriTooLong => "epcisException:URITooLongException",
        ErrorKind.UnsupportedMedia => "epcisException:UnsupportedMediaTypeException",
        // The standard knows no exception for these: what will be wrong again, and what may do after a while.
        ErrorKind.Invalid or ErrorKind.WrongVerb or ErrorKind.Changed => Validation,
        ErrorKind.TooSlow or ErrorKind.TooMany or ErrorKind.Unavailable or ErrorKind.NotImplemented => Implementation,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An error kind without an exception of EPCIS."),
    };
}
