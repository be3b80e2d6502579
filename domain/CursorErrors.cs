namespace AgriTrace.Domain;

public static class CursorErrors
{
    public static readonly Error Unknown = Error.Invalid("cursor-invalid", "The cursor 'after' is not one that this list gave.", new FieldFault("after", "is not a cursor."));
}
