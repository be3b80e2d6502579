using System.Security.Cryptography;
using System.Text;
using AgriTrace.Infra.Http;
using AgriTrace.Infra.Identity;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgriTrace.Infra.Tests.Identity;

/// <summary>Documents in storage that are believed by their signature.</summary>
public sealed class SignedDocumentsTests : IDisposable
{
    private static readonly byte[] Document = Encoding.UTF8.GetBytes("""{"lô":"L1"}""");
    private readonly List<Tokens> made = [];

    [Fact]
    public void What_was_sealed_is_read_and_any_changed_byte_is_found()
    {
        var documents = With(NewKey());
        var jws = documents.Seal(Document, SignedType.Page);

        var good = documents.Open(jws, SignedType.Page);

        (good.State, Encoding.UTF8.GetString(good.Document)).ShouldBe((SignatureState.Good, Encoding.UTF8.GetString(Document)));
        for (var at = 0; at < jws.Length; at++)
        {
            byte[] changed = [.. jws];
            changed[at] ^= 2;
            var read = documents.Open(changed, SignedType.Page);
            read.State.ShouldNotBe(SignatureState.Good, $"byte {at}");
            read.Document.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Neither_nothing_nor_nonsense_nor_a_document_of_another_kind_is_believed()
    {
        var documents = With(NewKey());
        foreach (var wrong in new[] { [], "x"u8.ToArray(), "..."u8.ToArray(), "{}"u8.ToArray(), "a.b.c.d"u8.ToArray(), Document, documents.Seal(Document, SignedType.Trace) })
            documents.Open(wrong, SignedType.Page).State.ShouldBe(SignatureState.Wrong);
    }

    [Fact]
    public void After_a_change_of_keys_the_old_one_still_counts_and_one_that_is_gone_is_no_forgery()
    {
        var (first, second) = (NewKey(), NewKey());
        var jws = With(first).Seal(Document, SignedType.Page);

        With($"{second} {first}").Open(jws, SignedType.Page).State.ShouldBe(SignatureState.Good);
        With(second).Open(jws, SignedType.Page).State.ShouldBe(SignatureState.Outdated);
    }

    [Fact]
    public void Without_a_key_a_document_says_that_nobody_signed_it_and_is_made_anew_once_there_is_one()
    {
        var jws = With(null).Seal(Document, SignedType.Page);

        var read = With(null).Open(jws, SignedType.Page);

        (read.State, Encoding.UTF8.GetString(read.Document)).ShouldBe((SignatureState.NoSignature, Encoding.UTF8.GetString(Document)));
        With(NewKey()).Open(jws, SignedType.Page).State.ShouldBe(SignatureState.Outdated);
    }

    public void Dispose()
    {
        foreach (var tokens in made) tokens.Dispose();
    }

    private SignedDocuments With(string? keys)
    {
        var tokens = new Tokens(
            new TokenSettings { SigningKeys = keys }.Checked(), new SiteSettings(new Uri("https://agritrace.example")), new PublicHttp(new PublicHttpSettings(AllowLoopback: false)),
            TimeProvider.System, NullLogger<Tokens>.Instance);
        made.Add(tokens);
        return new SignedDocuments(tokens);
    }

    private static string NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportPkcs8PrivateKey());
    }
}
