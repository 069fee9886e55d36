using System.CommandLine;
using StoreSensing.Edge.Agent.Commands;

namespace StoreSensing.Edge.Agent.Tests.Canary;

/// <summary>The device's program whose <c>run</c> numbers tracks and contact sessions from where the test looks for them; all else is the product's.</summary>
internal static class CanaryProgram
{
    public const string Argument = "canary";

    /// <summary>The first lane's or sensor's first number.</summary>
    public const long First = 0x5A3C_D1E8_7000;

    /// <summary>The next one's is so much higher.</summary>
    public const int Apart = 4096;

    /// <summary>Lanes and sensors at most.</summary>
    public const int Most = 16;

    /// <summary>Said on standard output, which the product doesn't use here: how often numbers were asked for.</summary>
    public const string Asked = "numbers asked for: ";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var asked = 0;
        var root = new RootCommand { RunCommand.Create(() => First + ((Interlocked.Increment(ref asked) - 1L) * Apart)) };
        var code = await root.Parse(arguments).InvokeAsync();
        Console.WriteLine($"{Asked}{asked}");
        return code;
    }
}
