using System.Text;
using AgriTrace.Domain;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace AgriTrace.Functions.Http;

/// <summary>A form of one of our pages, whose anti-forgery token was checked.</summary>
public sealed class Form
{
    private const int MaxFields = 40;
    private const int MaxName = 60;
    private const int MaxValue = 4_000;

    /// <summary>Of a call that sends none.</summary>
    internal static readonly Form None = new();

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    private Form()
    {
    }

    /// <summary>Trimmed; empty where the form has no such field.</summary>
    public string this[string field] => fields.GetValueOrDefault(field, string.Empty);

    /// <summary>Of all fields that came, in no order that means anything.</summary>
    public IEnumerable<string> Names => fields.Keys;

    /// <summary>Empty where the form has no such file.</summary>
    public byte[] File(string field) => files.GetValueOrDefault(field, []);

    /// <summary>Reads either form that browsers send. What it cannot read is an error that says so.</summary>
    /// <param name="fields">How many there may be.</param>
    internal static async Task<Result<Form>> Read(HttpRequest request, int max, CancellationToken cancel, int fields = MaxFields)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)) return FormErrors.NotAForm;
        if (!(await Body.Bytes(request, max, cancel)).Try(out var body, out var error)) return error;
        try
        {
            var form = new Form();
            if (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)) return form.Take(body, fields);
            if (type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 100 } boundary)
                return await form.Take(body, boundary.ToString(), cancel);
            return FormErrors.NotAForm;
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException)
        {
            return FormErrors.NotAForm;
        }
    }

    private Form Take(byte[] body, int max)
    {
        using var reader = new FormReader(new MemoryStream(body), Encoding.UTF8) { ValueCountLimit = max, KeyLengthLimit = MaxName, ValueLengthLimit = MaxValue };
        foreach (var (name, values) in reader.ReadForm()) fields[name] = values.ToString().Trim();
        return this;
    }

    private async Task<Form> Take(byte[] body, string boundary, CancellationToken cancel)
    {
        var reader = new MultipartReader(boundary, new MemoryStream(body)) { HeadersCountLimit = 8, HeadersLengthLimit = 2_000, BodyLengthLimit = body.Length };
        for (var count = 0; await reader.ReadNextSectionAsync(cancel) is { } section; count++)
        {
            if (count >= MaxFields) throw new InvalidDataException("Too many fields.");
            if (section.GetContentDispositionHeader() is not { } about || HeaderUtilities.RemoveQuotes(about.Name) is not { Length: > 0 and <= MaxName } name) continue;
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, cancel);
            if (about.IsFileDisposition()) files[name.ToString()] = content.ToArray();
            else if (content.Length <= MaxValue) fields[name.ToString()] = Encoding.UTF8.GetString(content.ToArray()).Trim();
            else throw new InvalidDataException("A field is too long.");
        }

        return this;
    }
}

public static class FormErrors
{
    public static readonly Error NotAForm = new(ErrorKind.UnsupportedMedia, "body-not-a-form", "This route reads the forms of its own pages.");
}
