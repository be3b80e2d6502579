using AgriTrace.Domain.QrCodes.Resolver;
using AgriTrace.Domain.Traceability.Gs1;

namespace AgriTrace.Domain.Traceability;

/// <summary>What somebody scanned, as a label of ours has it.</summary>
/// <param name="Serial">Null where the label is one of the whole lot.</param>
public sealed record ScannedCode(LotId Lot, string? Serial)
{
    private const int MaxLength = 500;

    /// <summary>Its path on this site: see <see cref="LotId.Path"/> and <see cref="ItemId.Path"/>.</summary>
    public string Path => Serial is null ? Lot.Path : new ItemId(Lot, Serial).Path;

    /// <summary>The scan page of what has this path.</summary>
    public static string PageOf(string path) => "/trace" + path;

    /// <summary>Reads the address of a label or of its scan page, with or without scheme and host, whichever these are: a copied label may name another.</summary>
    public static Result<ScannedCode> Parse(string? text)
    {
        if (text is not { Length: > 0 and <= MaxLength }) return TraceabilityErrors.NotACode;
        var path = Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri!.AbsolutePath : text.Split('?', '#')[0];
        string[] parts = [.. path.Trim('/').Split('/').Select(Uri.UnescapeDataString)];
        return parts is ["trace", .. var rest] ? Read(rest) : Read(parts);
    }

    private static Result<ScannedCode> Read(string[] parts) => parts switch
    {
        ["01", ..] => OfGtin(parts),
        ["p", var coop, var product, var lot] => LotId.Parse(coop, product, lot).Then(id => Of(id, serial: null)),
        ["p", var coop, var product, var lot, var serial] => LotId.Parse(coop, product, lot).Then(id => Of(id, serial)),
        _ => TraceabilityErrors.NotACode,
    };

    private static Result<ScannedCode> OfGtin(string[] parts) =>
        DigitalLinkUri.Parse($"https://id.gs1.org/{string.Join('/', parts.Select(Uri.EscapeDataString))}").Then(LinkAddress.Of)
            .Then<ScannedCode>(link => link.Lot is { } lot ? new ScannedCode(lot, link.Item?.Serial) : TraceabilityErrors.NotACode);

    private static Result<ScannedCode> Of(LotId lot, string? serial) =>
        serial is null ? new ScannedCode(lot, serial) : ItemId.Parse(lot, serial).Map(item => new ScannedCode(lot, item.Serial));
}
