using System.Security.Cryptography;
using System.Text;
using AgriTrace.Infra.Privacy;

namespace AgriTrace.Infra.Tests.Privacy;

public sealed class ProtectorTests
{
    private static readonly byte[] Old = RandomNumberGenerator.GetBytes(32), New = RandomNumberGenerator.GetBytes(32);

    private readonly Protector protector = With(Old);

    private static Protector With(params byte[][] keys) => new(new PersonalDataSettings(keys, TimeSpan.FromDays(730)));

    [Theory]
    [InlineData("")]
    [InlineData("Trần Thị Bé, 12 Nguyễn Trãi")]
    public void What_was_sealed_opens_at_its_place(string text) =>
        protector.Open(protector.Seal(text, "Trade", "htx", "buyer|1"), "Trade", "htx", "buyer|1").ShouldBe(text);

    [Fact]
    public void Bytes_are_sealed_as_texts_are()
    {
        var photo = RandomNumberGenerator.GetBytes(100_000);

        protector.Open(protector.Seal(photo, "photos", "1.jpg"), "photos", "1.jpg").ShouldBe(photo);
    }

    [Fact]
    public void The_same_text_is_sealed_to_another_box_each_time() =>
        protector.Seal("0912345678", "Trade").ShouldNotBe(protector.Seal("0912345678", "Trade"));

    [Theory]
    [InlineData("Trade", "htx", "buyer|2")]
    [InlineData("Trade", "other", "buyer|1")]
    [InlineData("Trade|htx", "buyer", "1")]
    public void A_box_that_was_moved_to_another_row_does_not_open(string table, string partition, string row)
    {
        var box = protector.Seal("Bé", "Trade", "htx", "buyer|1");

        Should.Throw<CryptographicException>(() => protector.Open(box, table, partition, row));
    }

    [Fact]
    public void A_box_that_was_changed_anywhere_does_not_open()
    {
        var box = protector.Seal(Encoding.UTF8.GetBytes("Bé"), "Trade");

        for (var index = 0; index < box.Length; index++)
        {
            var changed = box.ToArray();
            changed[index] ^= 1;
            Should.Throw<Exception>(() => protector.Open(changed, "Trade"));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("AQ")]
    [InlineData("{\"phone\":\"0912345678\"}")]
    public void What_is_no_box_is_refused_without_being_repeated(string text) =>
        Should.Throw<InvalidOperationException>(() => protector.Open(text, "Trade")).Message.ShouldNotContain("0912345678");

    [Fact]
    public void Under_a_new_key_the_old_boxes_open_until_the_old_key_goes()
    {
        var box = protector.Seal("Bé", "Trade");

        With(New, Old).Open(box, "Trade").ShouldBe("Bé");
        Should.Throw<InvalidOperationException>(() => With(New).Open(box, "Trade")).Message.ShouldContain("AgriTrace:PersonalData:Keys");
    }

    [Fact]
    public void New_boxes_are_sealed_with_the_first_key() =>
        With(New).Open(With(New, Old).Seal("Bé", "Trade"), "Trade").ShouldBe("Bé");

    [Fact]
    public void A_keyed_hash_is_equal_for_equal_parts_only_and_is_found_again_after_the_key_changed()
    {
        var mac = protector.Mac("phone", "htx", "+84912345678");

        protector.Mac("phone", "htx", "+84912345678").ShouldBe(mac);
        protector.Mac("phone", "htx+", "84912345678").ShouldNotBe(mac);
        With(New).Mac("phone", "htx", "+84912345678").ShouldNotBe(mac);
        With(New, Old).Macs("phone", "htx", "+84912345678").ShouldContain(mac);
    }
}
