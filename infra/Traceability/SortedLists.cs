using System.Runtime.CompilerServices;

namespace AgriTrace.Infra.Traceability;

/// <summary>Lists of keys that are each in ordinal order.</summary>
internal static class SortedLists
{
    /// <summary>All of them as one list in order, each key once; reads no further ahead than one of each.</summary>
    public static async IAsyncEnumerable<string> Merge(IReadOnlyList<IAsyncEnumerable<string>> lists, [EnumeratorCancellation] CancellationToken cancel)
    {
        var heads = lists.Select(list => list.GetAsyncEnumerator(cancel)).ToList();
        var (all, last) = (heads.ToArray(), default(string));
        try
        {
            for (var at = heads.Count - 1; at >= 0; at--)
                if (!await heads[at].MoveNextAsync()) heads.RemoveAt(at);
            while (heads.Count > 0)
            {
                var least = heads.MinBy(head => head.Current, StringComparer.Ordinal)!;
                if (least.Current != last) yield return last = least.Current;
                if (!await least.MoveNextAsync()) heads.Remove(least);
            }
        }
        finally
        {
            foreach (var head in all) await head.DisposeAsync();
        }
    }
}
