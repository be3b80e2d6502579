namespace AgriTrace.Infra.Identity;

/// <summary>A kind of document that we sign, as its header names it: never that of a token.</summary>
public sealed record SignedType
{
    public static readonly SignedType Trace = new("agritrace-trace+jws"), Page = new("agritrace-page+jws"), Consignment = new("agritrace-consignment+jws");

    private const string Suffix = "+jws";

    private SignedType(string name) => Name = name;

    public string Name { get; }

    /// <summary>Whether a header names such a document and no token. Media types know no case, and may stand there in full.</summary>
    public static bool Is(string? type) => type?.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) == true;
}
