using System.Diagnostics;
using System.Globalization;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Bench;

/// <summary>
/// Captures documents while the host is killed again and again, and then looks at what is kept: every job that was answered for has ended,
/// and the events are exactly those that were sent and good. Not a measure: the aim is nothing lost and nothing doubled.
/// </summary>
internal sealed class CrashBench : IDisposable
{
    private const int Jobs = 200, Kills = 15, Callers = 8, MaxEvents = 400, MaxShown = 20;
    private const int DefaultSeed = 1;

    /// <summary>A call that finds no host, is made again after this.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>A job whose worker died is found by its row after minutes, not by its message.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly CaptureBenchHost host;
    private readonly CaptureBenchClient client;
    private readonly Random random;
    private readonly CrashDocument[] documents;
    private readonly List<string> findings = [];
    private readonly SemaphoreSlim room = new(0);
    private int repeats, kills;

    private CrashBench(CaptureBenchHost host, CaptureBenchClient client, int seed)
    {
        (this.host, this.client, random) = (host, client, new Random(seed));
        documents = CrashDocument.Make(new CaptureBenchEvents(TimeProvider.System.GetUtcNow()), random, Jobs, MaxEvents);
    }

    public static async Task<int> Run(string[] options)
    {
        var seed = DefaultSeed;
        if (options is not [] and not ["--seed", _] || (options is [_, var word] && !int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out seed)))
            return Report.Fail("crash takes --seed N.");

        await using var azurite = await CaptureBenchHost.Azurite();
        await using var host = new CaptureBenchHost(BenchHost.FreePort(), azurite.ConnectionString);
        await host.Start();
        using var client = new CaptureBenchClient(host.Url);
        await client.Found();
        using var bench = new CrashBench(host, client, seed);
        return await bench.Judge(seed);
    }

    public void Dispose() => room.Dispose();

    private async Task<int> Judge(int seed)
    {
        var killing = KillAgainAndAgain();
        var answers = new CaptureAnswer[Jobs];
        await Parallel.ForAsync(0, Jobs, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (index, cancel) =>
        {
            await room.WaitAsync(cancel);
            answers[index] = await Send(documents[index]);
        });
        await killing;

        await Parallel.ForAsync(0, Jobs, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (index, _) => await CheckJob(documents[index], answers[index]));
        var expected = answers.Zip(documents).Where(one => one.First.Status == 202).SelectMany(one => one.Second.Hashes).ToHashSet();
        var found = await Found();
        var (lost, strange, doubled) = (expected.Except(found).Count(), found.Except(expected).Count(), found.Count - found.Distinct().Count());
        foreach (var finding in findings.Take(MaxShown)) Console.WriteLine("  " + finding);
        var bad = findings.Count + lost + strange + doubled;
        Console.WriteLine(bad == 0 ? "Verdict: every job ended, no event lost, none doubled." : $"Verdict: {findings.Count} jobs went wrong, {lost} events lost, {strange} that nobody sent, {doubled} doubled.");
        return Report.Done("crash",
        [
            ("seed", seed), ("jobs", Jobs), ("of these to proceed past bad events", documents.Count(one => one.Proceed)), ("of these sent before", documents.Count(one => one.Again)),
            ("times killed", kills), ("calls repeated", repeats), ("jobs that went wrong", findings.Count),
            ("events expected", expected.Count), ("events found", found.Count), ("lost", lost), ("doubled", doubled), ("never sent", strange),
        ], bad, "nothing lost, nothing doubled", bad == 0 && kills >= Kills);
    }

    /// <summary>Each life of the host is given some jobs, so that the last kill still meets work.</summary>
    private async Task KillAgainAndAgain()
    {
        var left = Jobs;
        for (; kills < Kills; kills++)
        {
            var share = left / (Kills + 1 - kills);
            room.Release(share);
            left -= share;
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(50, 1_500)));
            await host.Kill();
            await host.Start();
        }

        room.Release(left);
    }

    /// <summary>Sends until there is an answer: what was not answered for, may have been done.</summary>
    /// <exception cref="TimeoutException">There was none, though the host has been up for long.</exception>
    private async Task<CaptureAnswer> Send(CrashDocument document)
    {
        for (var begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < Patience; Interlocked.Increment(ref repeats))
        {
            try
            {
                var answer = await client.Capture(document.Json, document.Proceed);
                if (answer.Status is < 500 and not 429) return answer;
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // The host was killed.
            }

            await Task.Delay(Pause);
        }

        throw new TimeoutException("A document was not answered for.");
    }

    private async Task CheckJob(CrashDocument document, CaptureAnswer answer)
    {
        var job = answer.Status == 202 ? await client.End(answer, Patience) : null;
        var finding = (answer.Status, job) switch
        {
            (not 202, _) => $"A document was refused with {answer.Status}: {answer.Job}",
            (_, null) => $"The job {answer.Location} has not ended.",
            var (_, ended) when ended.Value.GetProperty("success").GetBoolean() == document.HasFaults => $"The job {answer.Location} of a document {(document.HasFaults ? "with" : "without")} faults says: {ended}",
            var (_, ended) when document.HasFaults && ended.Value.GetProperty("errors").GetArrayLength() == 0 => $"The job {answer.Location} does not say what was wrong.",
            _ => null,
        };
        if (finding is null) return;
        lock (findings) findings.Add(finding.Length > 400 ? finding[..400] + "…" : finding);
    }

    /// <summary>The hash of every event that is kept, page after page.</summary>
    private async Task<List<string>> Found()
    {
        var hashes = new List<string>();
        for (var next = new Uri("/epcis/events?perPage=100", UriKind.Relative); next is not null;)
        {
            (var page, next) = await client.Page(next);
            hashes.AddRange(EpcisDocument.Parse(page).Value.Events.Select(one => EventHash.Of(one).Hash));
        }

        return hashes;
    }
}

/// <param name="Hashes">Of its good events.</param>
/// <param name="Again">It was sent before.</param>
internal sealed record CrashDocument(byte[] Json, bool Proceed, bool HasFaults, bool Again, IReadOnlyList<string> Hashes)
{
    /// <summary>A third of them proceed past bad events, and one in ten is one that came before.</summary>
    public static CrashDocument[] Make(CaptureBenchEvents events, Random random, int count, int maxEvents)
    {
        var made = new List<CrashDocument>(count);
        for (var number = 0; number < count; number++)
        {
            made.Add(number > 0 && random.Next(10) == 0
                ? made[random.Next(number)] with { Again = true }
                : Of(events.Document(number, random.Next(1, maxEvents + 1)), random, proceed: number % 3 == 0));
        }

        return [.. made];
    }

    private static CrashDocument Of(BenchDocument document, Random random, bool proceed)
    {
        var texts = document.Events.Select(one => one.Json).ToArray();
        var hashes = EpcisDocument.ParseValid(document.Json).Value.Events.Select(one => EventHash.Of(one).Hash).ToArray();
        // Some bad ones among the good, one at least.
        var bad = proceed ? Enumerable.Range(0, texts.Length).Where(index => index == 0 || random.Next(20) == 0).ToHashSet() : [];
        foreach (var index in bad) texts[index] = texts[index].Replace("\"bizStep\":\"", "\"bizStep\":\"never_", StringComparison.Ordinal);
        return new CrashDocument(BenchDocument.Of(texts), proceed, bad.Count > 0, Again: false, [.. hashes.Where((_, index) => !bad.Contains(index))]);
    }
}
