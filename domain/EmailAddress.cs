using System.Net.Mail;

namespace AgriTrace.Domain;

/// <summary>An address for e-mail, as people type it.</summary>
public static class EmailAddress
{
    private const int Max = 254;

    /// <param name="path">The JSON path of the field, for the fault.</param>
    /// <returns>Null where there is none, or a fault was found.</returns>
    public static string? ReadOptional(string path, string? text, ICollection<FieldFault> faults)
    {
        if (text is null) return null;
        var trimmed = text.Trim();
        if (trimmed.Length is > 0 and <= Max && trimmed.All(letter => letter is > ' ' and <= '~') && MailAddress.TryCreate(trimmed, out var address) && address.Address == trimmed) return trimmed;
        faults.Add(new(path, "must be an e-mail address, as ten@example.vn."));
        return null;
    }
}
