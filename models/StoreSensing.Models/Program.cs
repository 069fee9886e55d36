using StoreSensing.Models.Commands;

return await CommandLine.Create(Console.Out, Console.Error).Parse(args).InvokeAsync();
