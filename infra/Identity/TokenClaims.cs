using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace AgriTrace.Infra.Identity;

/// <summary>The claims of a token as they were signed: the library's own view flattens lists and turns numbers into text.</summary>
/// <remarks>Nothing here is verified. Before it is, only the issuer may be looked at, to choose by whose rules it will be.</remarks>
internal sealed class TokenClaims
{
    private readonly JsonElement payload;

    private TokenClaims(JsonElement payload) => this.payload = payload;

    /// <returns>Null for what is no signed token, or says one thing twice.</returns>
    public static TokenClaims? Read(string token)
    {
        if (token.Split('.') is not [_, var body, _]) return null;
        try
        {
            using var document = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(body), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object ? new TokenClaims(document.RootElement.Clone()) : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <param name="claim">Its name.</param>
    /// <param name="text">Null when it is absent.</param>
    /// <returns>False when it is there and is no text.</returns>
    public bool TryText(string claim, out string? text)
    {
        text = null;
        if (!payload.TryGetProperty(claim, out var value)) return true;
        return TryString(value, out text);
    }

    /// <summary>Reads one text or a list of them.</summary>
    /// <returns>False when there is anything else.</returns>
    public bool TryTexts(string claim, out IReadOnlyList<string> texts)
    {
        texts = [];
        if (!payload.TryGetProperty(claim, out var value)) return true;
        var read = new List<string>();
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().AsEnumerable() : [value])
        {
            if (!TryString(item, out var text)) return false;
            read.Add(text!);
        }

        texts = read;
        return true;
    }

    /// <returns>False too for a text of half a character, which JSON can write and no string can hold.</returns>
    private static bool TryString(JsonElement value, out string? text)
    {
        text = null;
        if (value.ValueKind != JsonValueKind.String) return false;
        try
        {
            text = value.GetString();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
