using System.Text;
using AgriTrace.Domain;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Infra.Tests.Trade;

public sealed class OutboxNoteTests
{
    [Fact]
    public void Notes_for_one_queue_share_a_message_that_is_a_list()
    {
        var messages = OutboxNote.Messages([OutboxNote.Of("a", "một"), OutboxNote.Of("b", "hai"), OutboxNote.Of("a", "ba")]);

        messages.Select(message => $"{message.Queue} {message.Body}").ShouldBe(["a [\"một\",\"ba\"]", "b [\"hai\"]"]);
    }

    [Fact]
    public void A_list_that_a_queue_message_does_not_hold_is_parted_and_loses_nothing()
    {
        string[] notes = [.. Enumerable.Range(0, 100).Select(number => $"{number} " + new string('ợ', 500))];

        var messages = OutboxNote.Messages(notes.Select(note => OutboxNote.Of("a", note)));

        messages.Count.ShouldBe(4, "150 kB");
        messages.ShouldAllBe(message => Encoding.UTF8.GetByteCount(message.Body) <= 48 * 1024);
        messages.SelectMany(message => AgriTraceJson.Read<string[]>(message.Body)).ShouldBe(notes);
    }
}
