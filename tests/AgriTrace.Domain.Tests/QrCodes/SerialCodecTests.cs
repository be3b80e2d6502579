using AgriTrace.Domain.Catalogue;
using AgriTrace.Domain.QrCodes;
using AgriTrace.Domain.Traceability;

namespace AgriTrace.Domain.Tests.QrCodes;

public sealed class SerialCodecTests
{
    private static readonly LotId Lot = new(new ProductId("08938505970011"), "XM-2026-09-14"), Other = Lot with { Lot = "XM-2026-09-15" };
    private static readonly SerialCodec Codec = With(3);

    private static SerialCodec With(params int[] numbers) =>
        new(numbers.ToDictionary(number => number, number => Enumerable.Repeat((byte)(number + 1), 32).ToArray()), numbers.FirstOrDefault());

    [Theory]
    [InlineData(SerialKind.Random, SerialCodec.Counters)]
    [InlineData(SerialKind.Sequential, SerialCodec.ReadableCounters)]
    public void What_was_written_reads_as_ours_with_its_counter_and_kind(SerialKind kind, long below)
    {
        var random = new Random(2026);
        for (var i = 0; i < 1_000; i++)
        {
            var serial = new ItemSerial(kind, random.NextInt64(below));
            Codec.Read(Lot, Codec.Write(Lot, serial)).ShouldBe(new SerialReading(SerialVerdict.Ours, serial));
        }
    }

    [Theory]
    [InlineData(SerialKind.Random, 0)]
    [InlineData(SerialKind.Random, SerialCodec.Counters - 1)]
    [InlineData(SerialKind.Sequential, 0)]
    [InlineData(SerialKind.Sequential, SerialCodec.ReadableCounters - 1)]
    public void The_first_and_the_last_number_are_written_in_twenty_characters(SerialKind kind, long counter)
    {
        var text = Codec.Write(Lot, new ItemSerial(kind, counter));
        text.Length.ShouldBe(20);
        text.ShouldAllBe(letter => char.IsAsciiDigit(letter) || char.IsAsciiLetterUpper(letter));
        Codec.Read(Lot, text).Serial.ShouldBe(new ItemSerial(kind, counter));
    }

    [Theory]
    [InlineData(SerialKind.Random, SerialCodec.Counters)]
    [InlineData(SerialKind.Sequential, SerialCodec.ReadableCounters)]
    [InlineData(SerialKind.Random, -1)]
    public void A_counter_that_does_not_fit_is_a_bug(SerialKind kind, long counter) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Codec.Write(Lot, new ItemSerial(kind, counter)));

    [Fact]
    public void A_sequential_one_shows_its_number() => Codec.Write(Lot, new ItemSerial(SerialKind.Sequential, 42)).ShouldStartWith("0000000042");

    [Fact]
    public void Neighbours_have_nothing_in_common()
    {
        string[] serials = [.. Enumerable.Range(0, 2_000).Select(counter => Codec.Write(Lot, new ItemSerial(SerialKind.Random, counter)))];
        serials.Distinct().Count().ShouldBe(serials.Length);
        // Seven letters hold the encrypted counter. Among 2,000 of 32 to the 4th, two neighbours with the same first four letters are rare, 20 impossible.
        serials.Zip(serials.Skip(1)).Count(pair => pair.First[..4] == pair.Second[..4]).ShouldBeLessThan(20);
        serials.Select(serial => serial[0]).Distinct().Count().ShouldBe(32);
    }

    [Fact]
    public void Every_single_change_is_a_forgery()
    {
        foreach (var kind in Enum.GetValues<SerialKind>())
        {
            var real = Codec.Write(Lot, new ItemSerial(kind, 12_345));
            for (var at = 0; at < real.Length; at++)
                foreach (var letter in "0123456789ABCDEFGHJKMNPQRSTVWXYZ".Where(letter => letter != real[at]))
                    Codec.Read(Lot, $"{real[..at]}{letter}{real[(at + 1)..]}").Verdict.ShouldBe(SerialVerdict.Forged);
        }
    }

    [Theory]
    [InlineData(SerialKind.Random)]
    [InlineData(SerialKind.Sequential)]
    public void One_that_was_moved_to_another_lot_or_product_is_a_forgery(SerialKind kind)
    {
        var serial = Codec.Write(Lot, new ItemSerial(kind, 7));
        Codec.Read(Other, serial).Verdict.ShouldBe(SerialVerdict.Forged);
        Codec.Read(Lot with { Product = new ProductId("htx/xoai") }, serial).Verdict.ShouldBe(SerialVerdict.Forged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("0123456789ABCDEFGHJ")]
    [InlineData("0123456789ABCDEFGHJK0")]
    [InlineData("0123456789ABCDEFGHIL")]
    [InlineData("0123456789ABCDEFGHĐK")]
    public void What_has_another_form_is_somebody_elses(string serial) => Codec.Read(Lot, serial).Verdict.ShouldBe(SerialVerdict.Foreign);

    [Fact]
    public void One_in_small_letters_is_a_forgery() =>
        Codec.Read(Lot, Codec.Write(Lot, new ItemSerial(SerialKind.Random, 7)).ToLowerInvariant()).Verdict.ShouldBe(SerialVerdict.Forged);

    [Fact]
    public void All_keys_read_and_the_first_writes()
    {
        var (old, changed) = (With(3), With(5, 3));
        var serial = old.Write(Lot, new ItemSerial(SerialKind.Random, 1));
        changed.Read(Lot, serial).Verdict.ShouldBe(SerialVerdict.Ours);
        old.Read(Lot, changed.Write(Lot, new ItemSerial(SerialKind.Random, 1))).Verdict.ShouldBe(SerialVerdict.Forged);
    }

    [Fact]
    public void Without_a_key_nothing_is_written_and_nothing_is_ours()
    {
        var none = With();
        none.CanWrite.ShouldBeFalse();
        Should.Throw<InvalidOperationException>(() => none.Write(Lot, new ItemSerial(SerialKind.Random, 1)));
        // Nor is anything called forged that nobody could check.
        none.Read(Lot, Codec.Write(Lot, new ItemSerial(SerialKind.Random, 1))).Verdict.ShouldBe(SerialVerdict.Foreign);
    }

    [Fact]
    public void A_serial_has_one_address_below_its_lot()
    {
        new ItemId(Lot, "A/B%").Path.ShouldBe("/01/08938505970011/10/XM-2026-09-14/21/A%2FB%25");
        new ItemId(new LotId(new ProductId("htx/xoai"), "L1"), "S1").Path.ShouldBe("/p/htx/xoai/L1/S1");
        ItemId.Parse(Lot, "A/B").IsOk.ShouldBeFalse();
    }
}
