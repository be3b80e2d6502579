using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace AgriTrace.Web.Traceability;

/// <summary>A lot as schema.org tells of a product (JSON-LD): what the record says, and nothing that it does not.</summary>
internal static class ProductJson
{
    /// <summary>Escapes what could end a script element; leaves Vietnamese readable.</summary>
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string Of(TraceView view, Language language)
    {
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Product",
            ["name"] = view.NameIn(language),
            ["productID"] = view.Lot,
            ["manufacturer"] = new JsonObject { ["@type"] = "Organization", ["name"] = view.Producer.Name },
        };
        if (view.Producer.Address is { Length: > 0 } address) json["manufacturer"]!["address"] = address;
        if (view.Gtin is { } gtin) json["gtin"] = gtin;
        if (view.Brand is { } brand) json["brand"] = brand;
        if (view.Item is { } item) json["serialNumber"] = item.Serial;
        if (view.HarvestedAt is { } harvested) json["productionDate"] = Format.Iso(Format.DayOf(harvested));
        if (view.TraceabilityCode is { } code) json["@id"] = code;
        if (view is { Site: { } site, ImagePath: { } image }) json["image"] = new Uri(site, image).AbsoluteUri;
        if (view.Standards.Count > 0) json["hasCertification"] = new JsonArray([.. view.Standards.Select(Certification)]);
        return json.ToJsonString(Options);
    }

    private static JsonObject Certification(AppliedStandard standard)
    {
        var json = new JsonObject { ["@type"] = "Certification", ["name"] = standard.Name };
        if (standard.CertificateNumber is { } number) json["certificationIdentification"] = number;
        if (standard.Issuer is { } issuer) json["issuedBy"] = new JsonObject { ["@type"] = "Organization", ["name"] = issuer };
        if (standard.ValidTo is { } end) json["expires"] = Format.Iso(end);
        return json;
    }
}
