using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using AgriTrace.Domain.Traceability.Epcis;

namespace AgriTrace.Bench;

/// <summary>What the EPCIS repository takes in and gives out over HTTP, against the same storage calls made with the bare SDK in the same run.</summary>
internal sealed class CaptureBench
{
    private const double AimOfBare = 0.7, AimOfGrowth = 1.3, AimOfMemory = 400, AimOfQueries = 3;
    private const int DefaultEvents = 100_000, MinEvents = 2_000, MaxEvents = 1_000_000;
    private const int Clients = 8, First = 1_000, Queries = 200, PerPage = 30, GrowthDocuments = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly List<(string Name, double Value)> rows = [];
    private readonly List<(int Number, int Count)> kept = [];
    private readonly CaptureBenchEvents events = new(TimeProvider.System.GetUtcNow());
    private readonly CaptureBenchHost host;
    private readonly CaptureBenchClient client;
    private readonly BareTables tables;
    private readonly BareCapture bare;
    private readonly int target;
    private int documents, stored;

    private CaptureBench(CaptureBenchHost host, CaptureBenchClient client, BareTables tables, int target) =>
        (this.host, this.client, this.tables, this.target, bare) = (host, client, tables, target, new BareCapture(tables));

    public static async Task<int> Run(string[] options)
    {
        var target = DefaultEvents;
        if (options is not [] and not ["--events", _]
            || (options is [_, var word] && !(int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out target) && target is >= MinEvents and <= MaxEvents)))
            return Report.Fail($"capture takes --events N, from {MinEvents} to {MaxEvents}.");

        await using var azurite = await CaptureBenchHost.Azurite();
        await using var host = new CaptureBenchHost(BenchHost.FreePort(), azurite.ConnectionString);
        await host.Start();
        using var client = new CaptureBenchClient(host.Url);
        await client.Found();
        try
        {
            return await new CaptureBench(host, client, await BareTables.Create(azurite.ConnectionString), target).Measure();
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            foreach (var line in host.Trouble) await Console.Error.WriteLineAsync(line);
            return Report.Fail(exception.Message);
        }
    }

    private async Task<int> Measure()
    {
        CheckEvents();
        await Warm();
        var before = await Keep(GrowthDocuments, 100);
        var rates = new Dictionary<int, (double Ours, double Bare)>();
        foreach (var size in (int[])[1, 100, 500]) rates[size] = await Rate(size);
        await Rate(1, isOfTheYear: true);
        await Fill();
        var after = await Keep(GrowthDocuments, 100);
        var growth = after.Median / before.Median;
        Add(("a document of 100 at the start, ms", before.Median), ("a document of 100 when full, ms", after.Median), ("how it grows, aim at most 1.3", growth), ("how it grows for the bare SDK", after.Bare / before.Bare));
        var byClass = await Compare("MATCH_anyEPCClass", Classes(), new BareQueries(tables).ByClass);
        var byStep = await Compare("EQ_bizStep", Steps(), new BareQueries(tables).ByStep);
        var memory = host.PeakMemory();
        Add(("events stored", stored), ("calls of the bare SDK", bare.Calls), ("peak memory of the host, MB, aim 400", memory));

        Against(rates.ToDictionary(rate => rate.Key, rate => rate.Value.Ours), byClass.P50, byStep.P50, memory);
        var ratio = rates.Min(rate => rate.Value.Ours / rate.Value.Bare);
        var holds = ratio >= AimOfBare && growth <= AimOfGrowth && memory < AimOfMemory && byClass.Ratio <= AimOfQueries && byStep.Ratio <= AimOfQueries;
        return Report.Done("capture", rows, ratio, "at least 0.7 of the bare SDK at each size, and the aims above", holds);
    }

    /// <summary>A bench of documents that are refused would measure refusals.</summary>
    private void CheckEvents()
    {
        var document = events.Document(0, 500);
        if (!EpcisDocument.ParseValid(document.Json).Try(out _, out var error)) throw new InvalidOperationException("The bench makes documents that are not valid: " + JsonSerializer.Serialize(error));
        Add(("bytes of an event", document.Events.Average(one => System.Text.Encoding.UTF8.GetByteCount(one.Json))));
    }

    /// <summary>The first thousand; a repeat of them stores nothing, and warms the code.</summary>
    private async Task Warm()
    {
        var first = await Keep(First / 100, 100);
        for (var round = 0; round < 5; round++) await Capture([.. kept.Select(one => events.Document(one.Number, one.Count))]);
        Add(("the first 1,000 events, cold, ms", first.Ours));
    }

    /// <summary>Documents of many events tell of any day of a year; single ones of the last, but for those that are asked for otherwise.</summary>
    private async Task<(double Ours, double Bare)> Rate(int size, bool isOfTheYear = false)
    {
        var count = Math.Clamp(target / (size == 1 ? 100 : 10) / size, 4, size == 1 ? 1_000 : 10_000);
        var times = await Keep(count, size, isLive: size == 1 && !isOfTheYear);
        var (our, their) = (count * size / times.Ours * 1000, count * size / times.Bare * 1000);
        var name = isOfTheYear ? $"{size} a document, any day" : $"{size} a document";
        Add(($"events/s, {name}", our), ($"events/s, {name}, bare SDK", their), ($"ratio at {name}, aim at least 0.7", our / their));
        return (our, their);
    }

    private async Task Fill()
    {
        while (stored < target) await Keep(Math.Clamp((target - stored) / 500, 1, 20), 500);
    }

    /// <summary>Keeps new documents: first over HTTP, then the same with the bare SDK.</summary>
    private async Task<Times> Keep(int count, int size, bool isLive = false)
    {
        var batch = Enumerable.Range(documents, count).Select(number => events.Document(number, size, isLive)).ToArray();
        kept.AddRange(Enumerable.Range(documents, count).Select(number => (number, size)));
        (documents, stored) = (documents + count, stored + (count * size));
        // The whole run takes minutes.
        await Console.Error.WriteLineAsync($"{stored} events");
        var (all, each) = await Capture(batch);
        return new Times(all, Report.Median(each), await bare.Store(batch));
    }

    /// <summary>Until the job of every document has ended.</summary>
    /// <returns>Milliseconds of all together, and from the call to the end of each.</returns>
    private async Task<(double All, double[] Each)> Capture(BenchDocument[] batch)
    {
        var bodies = batch.Select(document => document.Json).ToArray();
        var (answers, sent, each) = (new CaptureAnswer[batch.Length], new long[batch.Length], new double[batch.Length]);
        var many = new ParallelOptions { MaxDegreeOfParallelism = Clients };
        var begun = Stopwatch.GetTimestamp();
        await Parallel.ForAsync(0, batch.Length, many, async (index, _) =>
        {
            sent[index] = Stopwatch.GetTimestamp();
            answers[index] = await client.Take(bodies[index]);
            if (answers[index].IsDone) each[index] = Stopwatch.GetElapsedTime(sent[index]).TotalMilliseconds;
        });
        await Parallel.ForAsync(0, batch.Length, many, async (index, _) =>
        {
            if (await client.End(answers[index], Patience) is not { } job) throw new TimeoutException($"The job {answers[index].Location} did not end.");
            if (!job.GetProperty("success").GetBoolean()) throw new InvalidOperationException("A good document failed: " + job);
            if (each[index] == 0) each[index] = Stopwatch.GetElapsedTime(sent[index]).TotalMilliseconds;
        });
        return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, each);
    }

    private async Task<(double P50, double Ratio)> Compare(string parameter, IReadOnlyList<string> values, Func<string, int, Task<int>> read)
    {
        await Console.Error.WriteLineAsync($"{values.Count} queries of {parameter}");
        var (ours, theirs) = (new List<double>(), new List<double>());
        foreach (var value in values)
        {
            var begun = Stopwatch.GetTimestamp();
            var found = await FirstPage($"/epcis/events?perPage={PerPage}&{parameter}={Uri.EscapeDataString(value)}");
            ours.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            begun = Stopwatch.GetTimestamp();
            var count = await read(value, PerPage);
            theirs.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            if (found != count) throw new InvalidOperationException($"{parameter}={value} gave {found} events, and there are {count}.");
        }

        var ratio = At(ours, 0.99) / At(theirs, 0.99);
        Add(($"{parameter}, p50 ms", At(ours, 0.5)), ($"{parameter}, p99 ms", At(ours, 0.99)), ($"{parameter}, bare SDK, p50 ms", At(theirs, 0.5)), ($"{parameter}, bare SDK, p99 ms", At(theirs, 0.99)));
        Add(($"{parameter}, ratio, aim at most 3", ratio));
        return (At(ours, 0.5), ratio);
    }

    /// <summary>Asks until a page is full or there is no more: a page may come out short and say where to go on.</summary>
    private async Task<int> FirstPage(string path)
    {
        var found = 0;
        for (var next = new Uri(path, UriKind.Relative); next is not null && found < PerPage;)
        {
            (var page, next) = await client.Page(next);
            using var document = JsonDocument.Parse(page);
            found += document.RootElement.GetProperty("epcisBody").GetProperty("queryResults").GetProperty("resultsBody").GetProperty("eventList").GetArrayLength();
        }

        return Math.Min(found, PerPage);
    }

    private string[] Classes()
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, Queries).Select(_ => kept[random.Next(kept.Count)]).Select(one => CaptureBenchEvents.ClassOf(one.Number, random.Next(one.Count)))];
    }

    /// <summary>There are fewer words than queries: they come again in turn.</summary>
    private static string[] Steps() => [.. Enumerable.Range(0, Queries).Select(index => CaptureBenchEvents.Steps[index % CaptureBenchEvents.Steps.Count])];

    /// <summary>FasTnT's figures of July 2026, on two cores with eight clients and validation.</summary>
    private static void Against(Dictionary<int, double> rates, double byClass, double byStep, double memory)
    {
        Line("", "AgriTrace", "FasTnT, published");
        Line("events/s, 1 a document", Number(rates[1]), "62-119");
        Line("events/s, 100 a document", Number(rates[100]), "330-600");
        Line("events/s, 500 a document", Number(rates[500]), "330-600");
        Line("query by EPC class, p50 ms", Number(byClass), "117-720");
        Line("query by business step, p50 ms", Number(byStep), "144-192");
        Line("peak memory, MB", Number(memory), "up to 3600");

        static string Number(double value) => value.ToString("N1", CultureInfo.InvariantCulture);
        static void Line(string name, string ours, string theirs) => Console.WriteLine($"  {name,-40} {ours,12} {theirs,20}");
    }

    private static double At(List<double> times, double share) => times.Order().ElementAt((int)(times.Count * share));

    private void Add(params ReadOnlySpan<(string, double)> more) => rows.AddRange(more);

    /// <param name="Ours">Milliseconds of all documents together.</param>
    /// <param name="Median">Of one document of ours.</param>
    private sealed record Times(double Ours, double Median, double Bare);
}
