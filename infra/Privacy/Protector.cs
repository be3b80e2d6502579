using System.Buffers.Text;
using System.Text;
using AgriTrace.Domain;

namespace AgriTrace.Infra.Privacy;

/// <summary>Encrypts personal data before it is stored, and makes values by which it can be found and compared. Thread-safe.</summary>
/// <remarks>
/// What is sealed is bound to its place, such as table, partition and row: copied to another one, it does not open. The first key of the
/// settings seals; every key opens what it has sealed.
/// </remarks>
public sealed class Protector(PersonalDataSettings settings)
{
    /// <summary>The first byte of every box: AES-256-GCM under a named key.</summary>
    private const byte Version = 1;

    private readonly DataKey[] keys = [.. settings.Keys.Select(key => new DataKey(key))];

    /// <param name="place">Where it will lie; the same parts open it.</param>
    public byte[] Seal(ReadOnlySpan<byte> plain, params ReadOnlySpan<string> place)
    {
        var box = new byte[1 + DataKey.Overhead + plain.Length];
        box[0] = Version;
        keys[0].Seal(plain, Ids.Hash(place), box.AsSpan(1));
        return box;
    }

    /// <exception cref="System.Security.Cryptography.AuthenticationTagMismatchException">It was sealed for another place, or changed since.</exception>
    /// <exception cref="InvalidOperationException">It is no box of ours, or its key is no longer among the settings.</exception>
    public byte[] Open(ReadOnlySpan<byte> box, params ReadOnlySpan<string> place)
    {
        if (box.Length < 1 + DataKey.Overhead || box[0] != Version) throw new InvalidOperationException("Personal data is stored in a form that is not ours.");
        var id = box.Slice(1, DataKey.IdLength);
        foreach (var key in keys)
            if (id.SequenceEqual(key.Id))
                return key.Open(box[1..], Ids.Hash(place));
        throw new InvalidOperationException($"Personal data was encrypted with the key {Convert.ToHexStringLower(id)}, which AgriTrace:PersonalData:Keys no longer holds.");
    }

    /// <summary>As <see cref="Seal(ReadOnlySpan{byte}, ReadOnlySpan{string})"/>, as text of A–Z, a–z, 0–9, hyphen and underscore.</summary>
    public string Seal(string plain, params ReadOnlySpan<string> place) => Base64Url.EncodeToString(Seal(Encoding.UTF8.GetBytes(plain), place));

    /// <inheritdoc cref="Open(ReadOnlySpan{byte}, ReadOnlySpan{string})"/>
    public string Open(string box, params ReadOnlySpan<string> place) =>
        Base64Url.IsValid(box)
            ? Encoding.UTF8.GetString(Open(Base64Url.DecodeFromChars(box), place))
            : throw new InvalidOperationException("Personal data is stored in a form that is not ours.");

    /// <summary>A keyed hash: equal for equal parts, and without the keys nobody can guess its way back.</summary>
    public string Mac(params ReadOnlySpan<string> parts) => Macs(parts)[0];

    /// <summary>What <see cref="Mac"/> may have given under any of the keys, that of today first.</summary>
    public IReadOnlyList<string> Macs(params ReadOnlySpan<string> parts)
    {
        var message = Ids.Hash(parts);
        return [.. keys.Select(key => Base64Url.EncodeToString(key.Mac(message)))];
    }
}
