namespace AgriTrace.Domain.Cooperatives;

/// <summary>Every expected failure of certificates and of documents that are uploaded.</summary>
public static class DocumentErrors
{
    public static readonly Error NoSuchCertificate = Error.NotFound("no-such-certificate", "The cooperative has no certificate of that id.");

    public static readonly Error NoSuchDocument = Error.NotFound("no-such-document", "The cooperative has no document there.");

    public static readonly Error NotADocument = Error.Invalid("not-a-document", "The body is no PDF, JPEG or PNG: send the file itself.");

    public static readonly Error NotAPdf = Error.Invalid("not-a-document", "A certificate is uploaded as PDF: send the file itself.");

    public static readonly Error Busy = Error.Unavailable("certificate-busy", "Others change this certificate at this moment. Send the same again.");
}
