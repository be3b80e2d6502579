using AgriTrace.Domain.Identity;

namespace AgriTrace.Domain.Tests.Identity;

public sealed class ApiKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 20, 6, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_key_reads_as_it_is_written()
    {
        var key = ApiKeyText.Make("my-hoa", idempotencyKey: null);

        ApiKeyText.Parse(key.ToString()).ShouldBe(key);
        key.ToString().Length.ShouldBeLessThan(ApiKeyText.MaxLength);
    }

    [Fact]
    public void The_same_idempotency_key_names_the_same_key_with_another_secret()
    {
        var (first, second) = (ApiKeyText.Make("my-hoa", "k"), ApiKeyText.Make("my-hoa", "k"));

        first.Id.ShouldBe(second.Id);
        first.Secret.ShouldNotBe(second.Secret);
        ApiKeyText.Make("other", "k").Id.ShouldNotBe(first.Id);
    }

    [Theory]
    [InlineData("atk.my-hoa.abc")]
    [InlineData("atk.my-hoa.abc.")]
    [InlineData("atk.my-hoa.abc.secret.more")]
    [InlineData("atk.My/Hoa.abc.secret")]
    [InlineData("atk.my-hoa.a|b.secret")]
    [InlineData("key.my-hoa.abc.secret")]
    public void What_cannot_be_a_key_is_none(string text) => ApiKeyText.Parse(text).ShouldBeNull();

    [Fact]
    public void A_key_lets_in_by_its_secret_until_it_expires_or_is_revoked()
    {
        var text = ApiKeyText.Make("my-hoa", idempotencyKey: null);
        var key = new ApiKeyInput("Cân", [Permission.ReadBooks]).Read(text, "chu", Now).Value;

        key.CallerWith(text.Secret, Now)!.MayNot(Permission.ReadBooks, "my-hoa").ShouldBeNull();
        key.CallerWith(text.Secret, Now)!.Name.ShouldBe($"key:{text.Id}");
        key.CallerWith("another", Now).ShouldBeNull();
        key.CallerWith(text.Secret, Now.AddYears(1)).ShouldBeNull();
        (key with { RevokedAt = Now }).CallerWith(text.Secret, Now).ShouldBeNull();
    }
}
