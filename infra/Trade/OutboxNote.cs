using System.Text;
using AgriTrace.Domain;
using AgriTrace.Infra.Storage;

namespace AgriTrace.Infra.Trade;

/// <summary>What a queue is told in a list, because one message about many changes costs as much as one about one.</summary>
internal sealed record OutboxNote(string Queue, string Json, int Bytes)
{
    public static OutboxNote Of<T>(string queue, T note)
    {
        var json = AgriTraceJson.Write(note);
        return new OutboxNote(queue, json, Encoding.UTF8.GetByteCount(json));
    }

    /// <summary>As few messages as hold them all.</summary>
    public static List<OutboxMessage> Messages(IEnumerable<OutboxNote> notes)
    {
        var messages = new List<OutboxMessage>();
        foreach (var queue in notes.GroupBy(note => note.Queue))
        {
            var (list, bytes) = (new List<string>(), 0);
            foreach (var note in queue)
            {
                if (list.Count > 0 && bytes + note.Bytes + 2 > Outbox.MaxBody) Close();
                list.Add(note.Json);
                bytes += note.Bytes + 1;
            }

            Close();

            void Close()
            {
                messages.Add(new OutboxMessage(queue.Key, $"[{string.Join(',', list)}]"));
                list.Clear();
                bytes = 0;
            }
        }

        return messages;
    }
}
