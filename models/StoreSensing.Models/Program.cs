using StoreSensing.Models.Commands;

return await CommandLine.Run(args, Console.Out, Console.Error);
