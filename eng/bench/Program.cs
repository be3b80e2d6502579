using AgriTrace.Bench;

return args switch
{
    ["start"] => await StartBench.Run(),
    ["fuzz", .. var options] => await FuzzBench.Run(options),
    ["flood"] => await FloodBench.Run(),
    ["flood-pour", _, _] => await FloodBench.Pour(args[1..]),
    _ => Report.Fail("bench takes one of: start, flood, fuzz"),
};
