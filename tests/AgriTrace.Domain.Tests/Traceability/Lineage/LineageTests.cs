using AgriTrace.Domain.Traceability.Lineage;

namespace AgriTrace.Domain.Tests.Traceability.Lineage;

public sealed class LineageTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 8, 0, 0, TimeSpan.FromHours(7));

    [Fact]
    public void Forward_and_back_find_each_lot_once_with_its_distance()
    {
        var world = World(Pack("e1", ["A", "B"], ["C"]), Pack("e2", ["C"], ["D", "E"]), Pack("e3", ["D", "A"], ["F"]));

        Walk(world, "A", LineageDirection.Forward).Nodes.Select(node => (node.Id, node.Depth)).ShouldBe([("A", 0), ("C", 1), ("F", 1), ("D", 2), ("E", 2)], ignoreOrder: true);
        Walk(world, "F", LineageDirection.Back).Nodes.Select(node => node.Id).ShouldBe(["F", "D", "A", "C", "B"], ignoreOrder: true);
        Walk(world, "D", LineageDirection.Both).Nodes.Select(node => node.Id).ShouldBe(["D", "C", "F", "A", "B"], ignoreOrder: true);
    }

    [Fact]
    public void What_went_beside_it_is_no_relative()
    {
        var world = World(Pack("e1", ["A", "B"], ["C"]));

        Walk(world, "A", LineageDirection.Forward).Nodes.Select(node => node.Id).ShouldBe(["A", "C"]);
        Walk(world, "A", LineageDirection.Both).Nodes.Select(node => node.Id).ShouldBe(["A", "C"]);
    }

    [Fact]
    public void Depth_cuts_a_trace_off_and_it_says_so()
    {
        var world = World(Pack("e1", ["A"], ["B"]), Pack("e2", ["B"], ["C"]));

        var near = Walk(world, "A", LineageDirection.Forward, depth: 1);
        near.Nodes.Select(node => node.Id).ShouldBe(["A", "B"]);
        near.IsWhole.ShouldBeFalse();
        Walk(world, "A", LineageDirection.Forward, depth: 2).IsWhole.ShouldBeTrue();
        Walk(world, "A", LineageDirection.Forward, maxNodes: 1).IsWhole.ShouldBeFalse();
    }

    [Fact]
    public void Edges_carry_what_was_taken_and_made()
    {
        var edge = Walk(World(Pack("e1", ["A"], ["B"])), "A", LineageDirection.Forward).Edges.ShouldHaveSingleItem();

        (edge.From, edge.To, edge.Kind, edge.EventId, edge.Taken, edge.Made).ShouldBe(("A", "B", LineageKind.Transformation, "e1", new Quantity(10, "KGM"), new Quantity(10, "KGM")));
    }

    [Fact]
    public void Nobody_makes_the_lot_of_another_a_child_of_their_own()
    {
        var world = World(Pack("e1", ["MINE"], ["THEIRS"]));
        world["THEIRS"] = world["THEIRS"] with { Owner = "other" };

        Walk(world, "MINE", LineageDirection.Forward).Nodes.Select(node => node.Id).ShouldBe(["MINE"]);
        Walk(world, "THEIRS", LineageDirection.Back).Nodes.Select(node => node.Id).ShouldBe(["THEIRS"]);
        world["THEIRS"] = world["THEIRS"] with { Owner = "coop" };
        Walk(world, "MINE", LineageDirection.Forward).Nodes.Count.ShouldBe(2);
    }

    [Fact]
    public void Nobody_puts_what_is_theirs_into_the_lot_of_another()
    {
        var world = World(Pack("e1", ["MINE"], ["THEIRS"]) with { Kind = LineageKind.Aggregation }, Pack("e2", ["MINE"], ["PALLET"]) with { Kind = LineageKind.Aggregation });
        world["THEIRS"] = world["THEIRS"] with { Owner = "other" };

        Walk(world, "MINE", LineageDirection.Forward).Nodes.Select(node => node.Id).ShouldBe(["MINE", "PALLET"]);
    }

    [Fact]
    public void Nobody_closes_a_circle_around_the_lots_of_another()
    {
        var lie = Pack("e1", ["BOX"], ["LOT"]) with { Coop = "liar" };
        var world = World(lie);
        foreach (var id in (string[])["BOX", "LOT"]) world[id] = world[id] with { Owner = "coop" };

        LineageCycles.In([Pack("e2", ["LOT"], ["BOX"])], world).ShouldBeEmpty();
        // What is true is not told to who only guesses.
        var truth = World(Pack("e2", ["LOT"], ["BOX"]));
        foreach (var id in (string[])["BOX", "LOT"]) truth[id] = truth[id] with { Owner = "coop" };
        LineageCycles.In([lie], truth).ShouldBeEmpty();
        LineageCycles.In([Pack("e3", ["BOX"], ["LOT"])], truth).ShouldNotBeEmpty();
    }

    [Fact]
    public void An_event_that_closes_a_circle_is_found_with_its_path()
    {
        var world = World(Pack("e1", ["A"], ["B"]), Pack("e2", ["B"], ["C"]));

        LineageCycles.In([Pack("e3", ["C"], ["A"])], world)[0].ShouldBe(["C", "A", "B", "C"]);
        LineageCycles.In([Pack("e3", ["C"], ["C", "D"])], world)[0].ShouldBe(["C", "C"]);
        LineageCycles.In([Pack("e3", ["A", "C"], ["D"]), Pack("e4", ["D"], ["E"])], world).ShouldBeEmpty();
        // Within one document, the first may stand and the second closes the circle.
        LineageCycles.In([Pack("e3", ["C"], ["D"]), Pack("e4", ["D"], ["A"])], world).Keys.ShouldBe([1]);
    }

    [Fact]
    public void A_pallet_that_comes_back_is_no_circle()
    {
        var pallet = Pack("e1", ["CRATE"], ["PALLET"]) with { Kind = LineageKind.Aggregation };
        LineageCycles.In([pallet, Pack("e2", ["PALLET"], ["CRATE"]) with { Kind = LineageKind.Aggregation }], World(pallet)).ShouldBeEmpty();
    }

    [Fact]
    public void A_circle_that_two_cooperatives_made_at_once_is_shown()
    {
        var graph = Walk(World(Pack("e1", ["A"], ["B"]), Pack("e2", ["B"], ["C"]), Pack("e3", ["C"], ["B"]), Pack("e4", ["C"], ["D"])), "A", LineageDirection.Forward);

        graph.Nodes.Count.ShouldBe(4);
        var circle = graph.Cycles.ShouldHaveSingleItem();
        circle[0].ShouldBe(circle[^1]);
        circle.Distinct().Order().ShouldBe(["B", "C"]);
    }

    /// <summary>Compared with a search that knows every edge, over worlds that nobody chose.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_trace_finds_what_a_search_over_all_edges_finds(int seed)
    {
        var random = new Random(seed);
        var events = Enumerable.Range(0, 300).Select(number => Pack(
            $"e{number}",
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"L{random.Next(number + 1)}").Distinct()],
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"L{number + 1 + random.Next(40)}").Distinct()])).ToArray();
        var world = World(events);
        foreach (var start in Enumerable.Range(0, 20).Select(_ => $"L{random.Next(300)}"))
        {
            Walk(world, start, LineageDirection.Forward).Nodes.Select(node => node.Id).Order().ShouldBe(Search(events, start, one => one.Inputs, one => one.Outputs).Order());
            Walk(world, start, LineageDirection.Back).Nodes.Select(node => node.Id).Order().ShouldBe(Search(events, start, one => one.Outputs, one => one.Inputs).Order());
        }
    }

    [Fact]
    public void A_link_with_very_many_others_is_several_pages_and_none_is_lost()
    {
        var outputs = Enumerable.Range(0, 5_000).Select(number => $"https://id.gs1.org/01/09521234543213/21/{number:D8}").ToArray();
        var links = LotLineage.LinksOf([Pack("e1", ["A"], outputs)])["A"];

        links.Count.ShouldBeGreaterThan(1);
        links.SelectMany(link => link.Others).ShouldBe(outputs);
        var known = LotLineage.Empty("A").With(links);
        known.Links.Count.ShouldBe(links.Count);
        known.With(links).ShouldBeSameAs(known);
    }

    private static HashSet<string> Search(LineageEvent[] events, string start, Func<LineageEvent, IReadOnlyList<LineagePart>> near, Func<LineageEvent, IReadOnlyList<LineagePart>> far)
    {
        var found = new HashSet<string> { start };
        while (events.Where(one => near(one).Any(part => found.Contains(part.Id))).SelectMany(far).Select(part => part.Id).Where(found.Add).ToArray().Length > 0)
        {
        }

        return found;
    }

    private static LineageGraph Walk(Dictionary<string, LotLineage> world, string from, LineageDirection direction, int depth = 400, int maxNodes = 10_000)
    {
        var walk = new LineageWalk([from], direction, depth, maxNodes);
        while (walk.Next() is { Count: > 0 } level) walk.Take(level.Select(id => world.GetValueOrDefault(id, LotLineage.Empty(id))));
        return walk.End(_ => null);
    }

    private static Dictionary<string, LotLineage> World(params LineageEvent[] events) =>
        LotLineage.LinksOf(events).ToDictionary(one => one.Key, one => LotLineage.Empty(one.Key).With(one.Value));

    private static LineageEvent Pack(string id, string[] inputs, string[] outputs) =>
        new(id, Now, "coop", LineageKind.Transformation, [.. inputs.Select(Part)], [.. outputs.Select(Part)]);

    private static LineagePart Part(string id) => new(id, new Quantity(10, "KGM"));
}
