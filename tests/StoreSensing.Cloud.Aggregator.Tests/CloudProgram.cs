using System.Diagnostics;

namespace StoreSensing.Cloud.Aggregator.Tests;

/// <summary><c>storesensing-cloud</c> as a child process.</summary>
internal static class CloudProgram
{
    public static Process Start(string folder, params string[] arguments) => Process.Start(new ProcessStartInfo("dotnet", [typeof(Configuration.CloudConfig).Assembly.Location, .. arguments])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        WorkingDirectory = folder,
    })!;

    /// <summary>Runs it to its end, with this on its standard input.</summary>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string folder, string input, params string[] arguments)
    {
        using var program = Start(folder, arguments);
        await program.StandardInput.WriteAsync(input);
        program.StandardInput.Close();
        var output = program.StandardOutput.ReadToEndAsync();
        var error = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, await output, await error);
    }
}
