using StoreSensing.Cloud.Aggregator.Commands;

return await CommandLine.RunAsync(args);
