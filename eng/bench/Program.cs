using AgriTrace.Bench;

return args switch
{
    ["start"] => await StartBench.Run(),
    ["fuzz", .. var options] => await FuzzBench.Run(options),
    ["flood"] => await FloodBench.Run(),
    ["flood-pour", _, _] => await FloodBench.Pour(args[1..]),
    ["capture", .. var options] => await CaptureBench.Run(options),
    ["crash", .. var options] => await CrashBench.Run(options),
    ["recall", .. var options] => await RecallBench.Run(options),
    ["labels"] => await LabelsBench.Run(),
    ["scan"] => await ScanBench.Run(),
    ["clones", .. var options] => ClonesBench.Run(options),
    ["orders-crash", .. var options] => await OrdersCrashBench.Run(options),
    ["orders"] => await OrdersBench.Run(),
    ["orders-host", var port, var storage] => await OrdersBenchHost.Serve(port, storage),
    ["capture-host", var port, var storage] => await CaptureBenchHost.Serve(port, storage),
    _ => Report.Fail("bench takes one of: start, flood, fuzz, capture, crash, recall, labels, scan, clones, orders, orders-crash"),
};
