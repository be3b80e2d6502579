using AgriTrace.Domain;
using AgriTrace.Domain.Identity;
using AgriTrace.Infra.Identity;
using AgriTrace.Infra.Storage;
using AgriTrace.Infra.Trade;

namespace AgriTrace.Functions.Tests.Trade;

public sealed class GroupCommitTests(House house) : HttpTests(house)
{
    private static readonly Error Refusal = Error.Conflict("no-more", "There is no more.");

    private Task<TradeDesk> Open() => TradeDesk.Open(Host.Services, Cancel);

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(number => $"m{number:00}");

    [Fact]
    public async Task Changes_that_meet_cost_one_read_and_one_transaction_and_each_decides_on_the_board_of_the_one_before()
    {
        var (desk, seen) = (await Open(), new List<int>());

        var requests = await Host.Counter.During(() => desk.Meet(Names(20).Select<string, Func<Task>>(name => () => desk.Trade.Change(desk.Coop, board =>
        {
            seen.Add(board.Value.Growers.Count);
            return Task.FromResult(desk.Mark(board, name));
        }, Cancel))));

        seen.ShouldBe(Enumerable.Range(1, 20));
        (await desk.Marks()).Count().ShouldBe(21);
        requests.Select(request => $"{request.Service} {request.Method}").ShouldBe(["table GET", "table POST", "table GET", "table POST"], "the first goes alone, and the others together");
    }

    [Fact]
    public async Task More_rows_than_one_transaction_holds_go_into_the_next()
    {
        var desk = await Open();

        var requests = await Host.Counter.During(() => desk.Meet(Names(150).Select<string, Func<Task>>(name => () => desk.Add(name, Cancel))));

        requests.Count(request => request.Method == "POST").ShouldBe(3, "one, then 99 with the board, then 51");
        (await desk.Marks()).Count().ShouldBe(151);
    }

    [Fact]
    public async Task Rows_of_messages_count_among_those_of_a_transaction()
    {
        var (desk, later) = (await Open(), new OutboxMessage(QueueNames.StorageChecks, "{}", TimeSpan.FromDays(1)));

        var requests = await Host.Counter.During(() => desk.Meet(Names(60).Select<string, Func<Task>>(name => () => desk.Trade.Change(desk.Coop, board =>
            Task.FromResult(desk.Mark(board, name).Map(made => (made.Item1.Insert("slip|" + name, new Slip(name)).Send(later), 0))), Cancel))));

        requests.Count(request => request.Method == "GET").ShouldBe(3, "the board: for the first, for 49 others, and for 11");
        requests.Count(request => request.Service == "queue").ShouldBe(60);
        (await desk.Marks()).Count().ShouldBe(61);
        (await desk.Trade.OldestUnsent(desk.Coop, Cancel)).ShouldBeNull();
    }

    [Fact]
    public async Task One_that_is_refused_leaves_the_others_alone()
    {
        var (desk, refused) = (await Open(), default(Result<(TradeOutcome, int)>));

        await desk.Meet(
            () => desk.Add("a", Cancel),
            async () => refused = await desk.Trade.Change<int>(desk.Coop, _ => Task.FromResult<Result<(TradeBatch, int)>>(Refusal), Cancel),
            () => desk.Add("b", Cancel));

        refused.Error.ShouldBe(Refusal);
        (await desk.Marks()).ShouldBe(["a", "b", "first"]);
    }

    [Fact]
    public async Task One_that_throws_throws_to_its_own_caller_only()
    {
        var desk = await Open();

        await desk.Meet(
            () => desk.Add("a", Cancel),
            () => Should.ThrowAsync<InvalidTimeZoneException>(() => desk.Trade.Change<int>(desk.Coop, _ => throw new InvalidTimeZoneException(), Cancel)),
            () => Should.ThrowAsync<InvalidOperationException>(() => desk.Trade.Change<int>(desk.Coop, _ => Task.FromResult<Result<(TradeBatch, int)>>((TooMany(desk.Coop), 0)), Cancel)),
            () => desk.Add("b", Cancel));

        (await desk.Marks()).ShouldBe(["a", "b", "first"]);
    }

    private static TradeBatch TooMany(string coop) => Names(101).Aggregate(new TradeBatch(coop), (batch, name) => batch.Insert("slip|" + name, new Slip(name)));

    [Fact]
    public async Task A_repeat_in_the_middle_is_told_so_and_the_others_commit()
    {
        var desk = await Open();
        await desk.Add("there", Cancel);
        var ends = new List<TradeOutcome>();

        var requests = await Host.Counter.During(() => desk.Meet(((string[])["a", "there", "b"]).Select<string, Func<Task>>(name => async () => ends.Add((await desk.Add(name, Cancel)).Value.Outcome))));

        ends.Order().ShouldBe([TradeOutcome.Committed, TradeOutcome.Committed, TradeOutcome.Exists]);
        (await desk.Marks()).ShouldBe(["a", "b", "first", "there"]);
        requests.Count(request => request.Method == "POST").ShouldBe(3, "the first, the one with the repeat, and the one without");
    }

    [Fact]
    public async Task One_whose_row_was_changed_meanwhile_decides_again_and_loses_nothing()
    {
        var desk = await Open();
        await desk.Add("row", Cancel);
        var old = await desk.Trade.Load<Slip>(desk.Coop, "slip|row", Cancel);
        await desk.Trade.Commit(new TradeBatch(desk.Coop).Replace("slip|row", new Slip("newer"), old!.Version), Cancel);
        var decided = 0;

        await desk.Meet(
            () => desk.Add("a", Cancel),
            () => desk.Trade.Change(desk.Coop, async board =>
            {
                var known = decided++ == 0 ? old : (await desk.Trade.Load<Slip>(desk.Coop, "slip|row", Cancel))!;
                return desk.Mark(board, "b").Map(made => (made.Item1.Replace("slip|row", new Slip(known.Value.Says + ", changed"), known.Version), 0));
            }, Cancel),
            () => desk.Add("c", Cancel));

        decided.ShouldBe(2);
        (await desk.Slip("row"))!.Says.ShouldBe("newer, changed");
        (await desk.Marks()).ShouldBe(["a", "b", "c", "first", "row"]);
    }

    [Fact]
    public async Task Two_that_write_one_row_go_one_after_the_other()
    {
        var desk = await Open();
        await desk.Add("row", Cancel);

        await desk.Meet(Append("x"), Append("y"), Append("z"));

        (await desk.Slip("row"))!.Says.ShouldBe("rowxyz");

        Func<Task> Append(string text) => () => desk.Trade.Change<int>(desk.Coop, async _ =>
        {
            var known = (await desk.Trade.Load<Slip>(desk.Coop, "slip|row", Cancel))!;
            return (new TradeBatch(desk.Coop).Together().Replace("slip|row", new Slip(known.Value.Says + text), known.Version), 0);
        }, Cancel);
    }

    [Fact]
    public async Task One_that_read_rows_which_another_is_about_to_write_waits_until_they_are_there()
    {
        var (desk, read) = (await Open(), new Dictionary<string, bool>());

        await desk.Meet(() => desk.Add("a", Cancel), Look("says so", batch => batch.Together("slip|")), Look("says nothing", batch => batch), Look("reads others", batch => batch.Together("hold|")));

        read.ShouldBe(new Dictionary<string, bool> { ["says so"] = true, ["says nothing"] = true, ["reads others"] = false }, ignoreOrder: true);

        Func<Task> Look(string name, Func<TradeBatch, TradeBatch> say) => () => desk.Trade.Change<int>(desk.Coop, async _ =>
        {
            read[name] = await desk.Slip("a") is not null;
            return (say(new TradeBatch(desk.Coop)).Insert("look|" + name, new Slip(name)), 0);
        }, Cancel);
    }

    [Fact]
    public async Task Another_process_that_was_faster_makes_all_of_a_group_decide_again()
    {
        var (desk, decided) = (await Open(), 0);
        var other = desk.OtherProcess();

        await desk.Meet(
            () => desk.Add("a", Cancel),
            () => desk.Trade.Change(desk.Coop, async board =>
            {
                if (decided++ == 0) await other.Change(desk.Coop, theirs => Task.FromResult(desk.Mark(theirs, "other")), Cancel);
                return desk.Mark(board, "b");
            }, Cancel));

        decided.ShouldBe(2);
        (await desk.Marks()).ShouldBe(["a", "b", "first", "other"]);
    }

    [Fact]
    public async Task One_that_is_beaten_each_time_is_told_to_come_again()
    {
        var (desk, decided) = (await Open(), 0);
        var other = desk.OtherProcess();

        var end = await desk.Trade.Change(desk.Coop, async board =>
        {
            await other.Change(desk.Coop, theirs => Task.FromResult(desk.Mark(theirs, $"other{decided++}")), Cancel);
            return desk.Mark(board, "never");
        }, Cancel);

        end.Value.Outcome.ShouldBe(TradeOutcome.Changed);
        decided.ShouldBe(10);
        (await desk.Marks()).ShouldNotContain("never");
    }

    [Theory]
    [InlineData(Fault.Failed, 0)]
    [InlineData(Fault.FailedButStored, 2)]
    public async Task An_outage_in_the_transaction_is_everybodys_and_each_finds_out_by_asking_again(Fault fault, int stored)
    {
        var (desk, transactions, refused) = (await Open(), 0, false);

        await Host.Faults.BreakOverHttp(fault, request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && ++transactions == 2, () => desk.Meet(
            () => Should.ThrowAsync<Azure.RequestFailedException>(() => desk.Add("a", Cancel)),
            () => Should.ThrowAsync<Azure.RequestFailedException>(() => desk.Add("b", Cancel)),
            async () => refused = await Refused()));

        refused.ShouldBeTrue("it was decided on a board that nobody knows to be there");
        TradeOutcome[] again = [(await desk.Add("a", Cancel)).Value.Outcome, (await desk.Add("b", Cancel)).Value.Outcome];
        again.Count(end => end == TradeOutcome.Exists).ShouldBe(stored);
        (await desk.Marks()).ShouldBe(["a", "b", "first"]);

        async Task<bool> Refused()
        {
            await Should.ThrowAsync<Azure.RequestFailedException>(() => desk.Trade.Change<int>(desk.Coop, _ => Task.FromResult<Result<(TradeBatch, int)>>(Refusal), Cancel));
            return true;
        }
    }

    [Fact]
    public async Task A_caller_who_gives_up_while_waiting_changes_nothing_and_stops_nobody()
    {
        var desk = await Open();
        using var patience = new CancellationTokenSource();

        await desk.Meet(
            // It would lead.
            () => Should.ThrowAsync<OperationCanceledException>(async () =>
            {
                var waiting = desk.Add("gone", patience.Token);
                await patience.CancelAsync();
                await waiting;
            }),
            () => desk.Add("a", Cancel));
        await desk.Add("b", Cancel);

        (await desk.Marks()).ShouldBe(["a", "b", "first"]);
    }

    [Fact]
    public async Task The_audit_entry_of_each_change_is_its_own_callers()
    {
        var desk = await Open();
        var rides = Names(3).ToDictionary(name => name, _ => default(AuditRide));
        var carried = new Dictionary<string, string?>();

        await desk.Meet(Names(3).Select<string, Func<Task>>(name => () => ByMember(name)));

        carried.ShouldBe(new Dictionary<string, string?> { ["m00"] = "m00", ["m01"] = "m01", ["m02"] = "m02" }, ignoreOrder: true);
        rides.Values.ShouldAllBe(ride => ride!.HasArrived);

        async Task ByMember(string name)
        {
            rides[name] = AuditRide.Offer(AuditEntry.Of(new Caller(Role.Admin, desk.Coop, name), DateTimeOffset.UnixEpoch, "127.0.0.1", "Test", "/", desk.Coop, 200));
            await desk.Trade.Change(desk.Coop, board => Task.FromResult(desk.Mark(board, name).Map(made =>
            {
                carried[name] = made.Item1.Carry(name)!.Who;
                return made;
            })), Cancel);
        }
    }
}
