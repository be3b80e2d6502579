using AgriTrace.Local.Commands;

return args switch
{
    [] => await RunCommand.Execute([]),
    ["run", .. var options] => await RunCommand.Execute(options),
    ["token", .. var words] => TokenCommand.Execute(words),
    _ => Terminal.Fail($"There is no command '{args[0]}'. See ./dev help."),
};
