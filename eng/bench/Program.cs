using AgriTrace.Bench;

return args switch
{
    ["start"] => await StartBench.Run(),
    _ => Report.Fail("bench takes one of: start"),
};
