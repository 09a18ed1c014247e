using Distill.Cli;

return await DistillCommandLine.RunAsync(args, Console.Out, Console.Error);
